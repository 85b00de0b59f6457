//! The program as a command: what goes to which stream, and the exit status.

mod arguments;
mod documents;
#[path = "../support/goldens.rs"]
mod golden_files;
mod goldens;
mod importing;
mod letters;
mod manual;
mod networks;
mod program;
mod refusals;
mod training;

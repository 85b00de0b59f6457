//! The engine, held against references that know nothing of its code.

mod activations;
mod checks;
mod descents;
mod edits;
mod entries;
mod fixtures;
#[path = "../support/goldens.rs"]
mod golden_files;
mod goldens;
mod gradients;
mod hand_worked;
mod influences;
mod jacobians;
mod norms;
mod oracle;
mod quantities;
mod scales;
mod step_errors;
mod steps;
mod sum;
mod textbook;
mod uses;
mod verdicts;

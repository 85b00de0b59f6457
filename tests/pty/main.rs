//! The program in a pseudo-terminal: what the learner's terminal goes through.

mod explorer;
mod fatal;
mod files;
mod frames;
mod guard;
mod harness;
mod mouse;
mod program;
mod undone;

//! The program in a pseudo-terminal: what the learner's terminal goes through.

mod explorer;
mod guard;
mod harness;
mod program;

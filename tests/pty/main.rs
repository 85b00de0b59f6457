//! The program in a pseudo-terminal: what the learner's terminal goes through.

mod guard;
mod harness;
mod program;

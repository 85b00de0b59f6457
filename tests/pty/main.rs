//! The program in a pseudo-terminal: what the learner's terminal goes through.

#[path = "../support/dice.rs"]
mod dice;
mod explorer;
mod files;
mod frames;
mod guard;
mod harness;
mod mouse;
mod program;
mod saving;

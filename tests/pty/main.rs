//! The program in a pseudo-terminal: what the learner's terminal goes through.

mod bare;
#[path = "../support/dice.rs"]
mod dice;
mod explorer;
mod fatal;
mod files;
mod frames;
mod guard;
mod harness;
mod matrix;
mod monkey;
mod mouse;
mod noise;
mod program;
mod saving;
mod states;
mod undone;
mod vanished;

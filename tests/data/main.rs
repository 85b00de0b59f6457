//! Data files: what is read as which samples, and what is refused with which words.

mod hostile;
mod rows;
mod samples;
mod shipped;
mod tables;

#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/harmless.rs"]
mod harmless;
#[path = "../support/held.rs"]
mod held;
#[path = "../support/mutate.rs"]
mod mutate;

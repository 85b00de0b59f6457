//! Network files: what must load, what must be refused and with which words, and what must never happen.

mod accepted;
mod edited;
mod hostile;
mod refused;
mod words;
mod written;

#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/harmless.rs"]
mod harmless;
#[path = "../support/held.rs"]
mod held;
#[path = "../support/mutate.rs"]
mod mutate;

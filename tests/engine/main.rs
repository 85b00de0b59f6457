//! The engine, held against references that know nothing of its code.

mod activations;
mod checks;
mod descents;
#[path = "../support/dice.rs"]
mod dice;
mod double_double;
mod drawn;
mod edges;
mod edits;
mod entries;
mod fixtures;
#[path = "../support/goldens.rs"]
mod golden_files;
mod goldens;
mod gradient;
mod gradients;
mod hand_worked;
mod influences;
mod jacobians;
mod judged;
mod norms;
mod oracle;
mod quantities;
mod random_networks;
mod scalar;
mod scales;
mod step_errors;
mod steps;
mod sum;
mod textbook;
mod uses;
mod verdicts;

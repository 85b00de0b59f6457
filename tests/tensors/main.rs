//! Tensor files: what other libraries write is read, what `write` writes others read, and what must be refused.

mod found;
mod given;
mod mutated;
mod not_finite;
mod read;
mod refused;
mod refused_numpy;
mod refused_zip;
mod sources;
mod told;
mod written;
mod zip_ends;

#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/harmless.rs"]
mod harmless;
#[path = "../support/held.rs"]
mod held;
#[path = "../support/mutate.rs"]
mod mutate;

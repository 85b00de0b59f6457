//! The screen: what is drawn, what the keys make of it, and what may never be seen on it.

mod ascii;
mod checks;
mod colourless;
mod contrast;
mod descent;
mod frames;
mod future;
mod hostile;
mod input_space;
mod jacobian;
mod jobs;
mod keymap;
mod monkey;
mod network;
mod numbers;
mod palette;
mod product;
mod provenance;
mod roles;
mod screen;
mod search;
mod sizes;
mod stepping;
mod strange;
mod themes;
mod typing;
mod vee;
mod what_if;

#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/networks.rs"]
mod networks;

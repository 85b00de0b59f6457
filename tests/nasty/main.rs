//! Nasty files, each through the real program: its whole answer is kept, and holds what every answer promises.

#![cfg(unix)]

mod answer;
mod endless;
mod kept;
mod told;

#[path = "../support/harmless.rs"]
mod harmless;

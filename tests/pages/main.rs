//! Pages and exports: true arithmetic, readable numbers, right notation, and nothing told before its time.

mod arithmetic;
mod calculator;
mod copied;
mod json;
mod notation;
mod numbers;
mod range;
mod remarks;
mod strip;
mod table;
mod transcripts;

#[path = "../support/networks.rs"]
mod networks;

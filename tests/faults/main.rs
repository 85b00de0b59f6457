//! Saving under every fault: afterwards the old file is there or the new one, whole, and nothing is called saved that is
//! not.

mod both;
mod child;
mod denied;
#[path = "../support/dice.rs"]
mod dice;
mod folder;
mod full;
mod killed;
mod meanwhile;
mod one;
mod output;
mod places;
mod program;
mod stale;
mod traced;

#[path = "../support/folder.rs"]
mod folders;

//! Documents: what is opened, noticed on disk and read anew; and saving, which destroys nothing.

mod meanwhile;
mod opened;
mod saved;
mod weights;

#[path = "../support/folder.rs"]
mod folders;

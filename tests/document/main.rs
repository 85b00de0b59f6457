//! Documents: what is opened, noticed on disk and read anew; and saving, which destroys nothing.

mod opened;
mod saved;
mod weights;

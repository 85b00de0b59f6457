//! Whether another program has changed the files of a network since they were read.

use super::Document;
use super::source::Origin;
use super::stamp::Watched;

impl Document {
    /// Whether other bytes are in its file than were read, or one of its tensor files was written to. This may be asked
    /// often: the bytes are compared only where the file's time, size or identity have changed since it was last asked.
    /// A file that is missing or unreadable has not changed: an editor may be about to put another in its place.
    pub fn is_changed_on_disk(&self) -> bool {
        self.is_text_changed_on_disk() || self.are_tensors_changed_on_disk()
    }

    /// The same for its own bytes alone.
    pub fn is_text_changed_on_disk(&self) -> bool {
        match &self.source.origin {
            Origin::File(file) => file.is_changed(&self.source.bytes),
            Origin::Once | Origin::BuiltIn(_) => false,
        }
    }

    /// The same for its tensor files alone.
    fn are_tensors_changed_on_disk(&self) -> bool {
        self.path().is_some() && self.tensor_files.iter().any(Watched::is_touched)
    }
}

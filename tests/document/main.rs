//! Documents: what is opened, noticed on disk and read anew.

mod opened;

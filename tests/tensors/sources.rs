//! Sources that no file is: as long as they like, and shorter when it comes to reading.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// `head`, and zeros up to `length` bytes.
pub struct Sparse {
    head: Vec<u8>,
    length: u64,
    at: u64,
    /// The bytes that may still be read before the source fails.
    patience: u64,
}

impl Sparse {
    pub fn new(head: Vec<u8>, length: u64) -> Self {
        let (at, patience) = (0, 64 << 20);
        Self {
            head,
            length,
            at,
            patience,
        }
    }
}

impl Read for Sparse {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let left = self.length.saturating_sub(self.at);
        let count = (bytes.len() as u64).min(left);
        assert!(count <= self.patience, "this is more than a header");
        self.patience -= count;
        for byte in &mut bytes[..count as usize] {
            *byte = self.head.get(self.at as usize).copied().unwrap_or(0);
            self.at += 1;
        }
        Ok(count as usize)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (from, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::End(by) => (self.length, by),
            SeekFrom::Current(by) => (self.at, by),
        };
        self.at = from
            .checked_add_signed(by)
            .ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// A file that has grown shorter since its length was asked for.
pub struct Shrinking {
    bytes: Cursor<Vec<u8>>,
    length: u64,
}

impl Shrinking {
    pub fn new(mut bytes: Vec<u8>, to: usize) -> Self {
        let length = bytes.len() as u64;
        bytes.truncate(to);
        Self {
            bytes: Cursor::new(bytes),
            length,
        }
    }
}

impl Read for Shrinking {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(bytes)
    }
}

impl Seek for Shrinking {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::End(by) => {
                let at = self.length.saturating_add_signed(by);
                self.bytes.seek(SeekFrom::Start(at))
            }
            to => self.bytes.seek(to),
        }
    }
}

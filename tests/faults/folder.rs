//! Folders of their own, and what is in them.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use gradwalk::document::SaveError;

pub use crate::folders::{folder, names};

/// How many spare files were left in it.
pub fn spares(folder: &Path) -> usize {
    let names = names(folder);
    let spares = names.iter().filter(|name| name.starts_with(".gradwalk-"));
    spares.count()
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("it is text")
}

pub fn put(path: &Path, text: &str) {
    fs::write(path, text).expect("it is written");
}

/// What is said of a failure: short, printable, and naming the file.
pub fn said(error: &SaveError, name: &str) -> String {
    let message = error.to_string();
    assert!(message.len() <= 600, "{} bytes: {message}", message.len());
    assert!(!message.contains(char::is_control), "{message:?}");
    assert!(message.contains(name), "{name:?} is not in {message:?}");
    message
}

/// Says on standard error what was found, or could not be tried here.
pub fn told(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}

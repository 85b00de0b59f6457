//! Where files are: the folder that a network file's paths are relative to, and names that no file has yet.

use std::path::{Path, PathBuf};

use crate::printable::printable;

/// The longest path that a message shows whole, in characters.
const SHOWN: usize = 100;

/// The folder of the file at `path`; the current one where no other is said.
pub fn folder(path: &Path) -> &Path {
    let folder = path.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// The file that is meant by `path`: of a symbolic link, what it leads to. That is the file which is read, which is
/// replaced, and beside which its tensor files are.
pub fn followed(path: &Path) -> PathBuf {
    if path.is_symlink() {
        path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
    } else {
        path.to_path_buf()
    }
}

/// The first of the paths `named("")`, `named("-2")`, `named("-3")`, … where nothing is and that is not `taken`.
pub fn free(named: impl Fn(&str) -> PathBuf, taken: &Path) -> PathBuf {
    let numbers = std::iter::once(String::new()).chain((2..).map(|n: u64| format!("-{n}")));
    let mut paths = numbers.map(|n| named(&n));
    let free = paths.find(|path| path != taken && path.symlink_metadata().is_err());
    free.unwrap_or_default()
}

/// `path` as messages show it: printable, and of a long one the two ends.
pub fn shown(path: &Path) -> String {
    let name = printable(&path.to_string_lossy()).into_owned();
    let count = name.chars().count();
    if count <= SHOWN {
        return name;
    }
    let (head, tail) = (SHOWN / 3, SHOWN - SHOWN / 3 - 1);
    let ends = name.chars().take(head);
    ends.chain(['…'])
        .chain(name.chars().skip(count - tail))
        .collect()
}

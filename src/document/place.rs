//! Where files are: the folder that a network file's paths are relative to, and names that no file has yet.

use std::path::{Path, PathBuf};

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

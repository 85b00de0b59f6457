//! The golden networks: where they lie.

use std::fs;
use std::path::{Path, PathBuf};

/// The network files of `tests/goldens`, in order; beside each lies the JSON of its numbers.
pub fn paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is in the repository")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    paths.sort();
    assert_eq!(paths.len(), 10, "{paths:?}");
    paths
}

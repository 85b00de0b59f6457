//! Places that no file can have, or should not: all of them are refused with words, and are as they were.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use gradwalk::document::{Existing, SaveError, Saved, save};

use crate::folder::{folder, names, put, read, said, told};

/// Whether a tool did what it was asked, which some machines do not let it.
fn done(program: &str, arguments: &[&str], path: &Path) -> bool {
    let output = Command::new(program).args(arguments).arg(path).output();
    let is_done = output.is_ok_and(|output| output.status.success());
    if !is_done {
        told(&format!(
            "skipped: {program} {arguments:?} is not possible here"
        ));
    }
    is_done
}

fn refused(path: &Path, words: &str) {
    let folder = path.parent().expect("it has one");
    let before = names(folder);
    let kind = || path.symlink_metadata().ok().map(|it| (it.ino(), it.mode()));
    let (kind_before, name) = (kind(), path.file_name().expect("it has one"));
    let name: String = name.to_string_lossy().chars().take(20).collect();
    for existing in [Existing::Refuse, Existing::Replace] {
        let error = save(path, "new", existing).expect_err("it is refused");
        let name = if name.len() < 20 {
            name.as_str()
        } else {
            "…"
        };
        let message = said(&error, name);
        let is_told = message.contains(words) || matches!(error, SaveError::Exists(_));
        assert!(is_told, "{message}");
    }
    assert_eq!((names(folder), kind()), (before, kind_before));
}

#[test]
fn what_is_no_regular_file_is_refused() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    // A socket's path is short.
    let short = tempfile::TempDir::new().expect("a temporary folder");
    let socket = short.path().join("s");
    let _listening = UnixListener::bind(&socket).expect("a new socket");
    refused(&socket, "not a regular file");
    if done("mkfifo", &[], &at("pipe")) {
        refused(&at("pipe"), "not a regular file");
    }
    // A node of our own, in a folder of our own.
    let node = at("node");
    let made = Command::new("mknod")
        .arg(&node)
        .args(["c", "1", "3"])
        .output();
    if made.is_ok_and(|made| made.status.success()) {
        refused(&node, "not a regular file");
        symlink("node", at("link-to-node")).expect("a new link");
        refused(&at("link-to-node"), "not a regular file");
    } else {
        told("skipped: a device node cannot be made here");
    }
    symlink("one", at("other")).expect("a new link");
    symlink("other", at("one")).expect("a new link");
    refused(&at("one"), "cannot save");
    symlink("missing", at("dangling")).expect("a new link");
    refused(&at("dangling"), "a link to nothing");
}

#[test]
fn a_name_is_as_long_as_the_disk_lets_it_be() {
    let folder = folder();
    let named = |length: usize| {
        folder
            .path()
            .join(format!("{}.toml", "n".repeat(length - 5)))
    };
    let longest = named(255);
    for existing in [Existing::Refuse, Existing::Replace] {
        save(&longest, "new", existing).expect("it is saved");
    }
    assert_eq!(read(&longest), "new");
    refused(&named(256), "File name too long");
    refused(&folder.path().join("n".repeat(5000)), "File name too long");
    let deep = folder.path().join("d/".repeat(3000)).join("net.toml");
    let error = save(&deep, "new", Existing::Refuse).expect_err("it is too long");
    said(&error, "net.toml");
    let strange = folder.path().join("\u{1b}[2J\u{202e}\u{1f980}".repeat(20));
    said(
        &save(&strange.join("net.toml"), "", Existing::Refuse).expect_err("it is not there"),
        "net.toml",
    );
}

#[test]
fn what_was_made_immutable_stays_and_so_does_its_folder() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    put(&path, "old");
    for (what, words) in [(path.as_path(), ""), (folder.path(), "permission denied")] {
        if done("chattr", &["+i"], what) {
            let error = save(&path, "new", Existing::Replace);
            assert!(done("chattr", &["-i"], what));
            let message = said(&error.expect_err("it is refused"), "net.toml");
            assert!(message.contains(words), "{message}");
        }
        assert_eq!(
            (read(&path), names(folder.path())),
            ("old".to_owned(), vec!["net.toml".to_owned()])
        );
    }
}

#[test]
fn a_file_with_other_names_is_said_to_be_split() {
    let folder = folder();
    let (path, other) = (folder.path().join("net.toml"), folder.path().join("other"));
    put(&path, "old");
    assert_eq!(
        save(&path, "one", Existing::Replace),
        Ok(Saved { splits: false })
    );
    fs::hard_link(&path, &other).expect("a new name");
    assert_eq!(
        save(&path, "two", Existing::Replace),
        Ok(Saved { splits: true })
    );
    assert_eq!(
        save(&path, "three", Existing::Replace),
        Ok(Saved { splits: false })
    );
    assert_eq!(
        (read(&path), read(&other)),
        ("three".to_owned(), "one".to_owned())
    );
}

#[test]
fn a_hyphen_is_no_file() {
    let error = save(Path::new("-"), "new", Existing::Refuse).expect_err("it is refused");
    assert!(said(&error, "-").contains("standard output"));
}

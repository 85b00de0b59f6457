//! A network file and its tensors: wherever it ends, the text that is there names the tensors that were meant.

use std::fs;
use std::path::Path;

use gradwalk::document::{Existing, SaveError};

use crate::child::{content, killed, save_both, text};
use crate::folder::{folder, names, put, read, said, spares};
use crate::one::full;

/// More than any save of both does.
const MANY: usize = 100;

fn prepared(folder: &Path, existing: Existing) {
    if existing == Existing::Replace {
        put(&folder.join("net.toml"), &text("old", "net.safetensors"));
        put(&folder.join("net.safetensors"), &content("old"));
    }
}

/// The version of what is there: the network file's, whose tensors are there and are of the same version.
fn version(folder: &Path, at: usize) -> Option<String> {
    let network = fs::read_to_string(folder.join("net.toml")).ok()?;
    let (version, tensors) = network.split_once(' ').expect("it is whole");
    let tensors = fs::read_to_string(folder.join(tensors)).expect("they are there");
    assert!(tensors == content(version), "{at}: {version}");
    Some(version.to_owned())
}

fn usual() -> Vec<String> {
    ["net.safetensors", "net.toml"].map(String::from).to_vec()
}

#[test]
fn a_failure_anywhere_leaves_a_network_with_its_tensors_and_no_others() {
    for existing in [Existing::Replace, Existing::Refuse] {
        let mut ended = false;
        for at in 1..MANY {
            let folder = folder();
            prepared(folder.path(), existing);
            let before = names(folder.path());
            let mut failed = false;
            let saved = save_both(folder.path(), existing, &mut |number| {
                failed |= number == at;
                if number == at { Err(full()) } else { Ok(()) }
            });
            let version = version(folder.path(), at);
            assert_eq!(spares(folder.path()), 0, "{at}");
            match saved {
                Err(error @ SaveError::Unsure(_)) => {
                    said(&error, "net.toml");
                    assert_eq!(version.as_deref(), Some("new"), "{at}");
                }
                Err(error) => {
                    said(&error, "net");
                    assert_eq!(names(folder.path()), before, "{at}");
                    let old = (existing == Existing::Replace).then(|| "old".to_owned());
                    assert_eq!(version, old, "{at}");
                }
                Ok(()) => {
                    assert_eq!(version.as_deref(), Some("new"), "{at}");
                    ended |= !failed;
                    assert!(failed || names(folder.path()) == usual(), "{at}");
                }
            }
            if ended {
                break;
            }
        }
        assert!(ended, "it ends");
    }
}

#[test]
fn killed_anywhere_it_leaves_a_network_with_its_tensors() {
    for existing in [Existing::Replace, Existing::Refuse] {
        let ends = (1..MANY).find(|at| {
            let folder = folder();
            prepared(folder.path(), existing);
            let is_killed = killed(folder.path(), true, existing, *at);
            let version = version(folder.path(), *at);
            let is_old = existing == Existing::Replace && version.as_deref() == Some("old");
            let is_new = version.as_deref() == Some("new");
            let is_none = existing == Existing::Refuse && version.is_none();
            assert!(is_old || is_new || is_none, "{at}: {version:?}");
            assert!(spares(folder.path()) <= 1, "{at}");
            let others = names(folder.path()).len() - spares(folder.path());
            assert!(others <= 3, "{:?}", names(folder.path()));
            if is_killed && existing == Existing::Replace {
                // Whatever was left, the next save comes to its end.
                let saved = save_both(folder.path(), existing, &mut |_| Ok(()));
                saved.expect("it is saved");
                assert_eq!(spares(folder.path()), 0);
            }
            !is_killed
        });
        assert!(ends.is_some_and(|ends| ends > 15), "{ends:?}");
    }
}

#[test]
fn a_tensor_file_that_somebody_else_puts_there_meanwhile_is_not_removed() {
    let folder = folder();
    let tensors = folder.path().join("net.safetensors");
    let saved = save_both(folder.path(), Existing::Refuse, &mut |number| {
        if number == 3 {
            put(&tensors, "theirs");
        }
        Ok(())
    });
    assert!(matches!(saved, Err(SaveError::Exists(_))), "{saved:?}");
    assert_eq!(read(&tensors), "theirs");
    assert_eq!(names(folder.path()), ["net.safetensors"]);
}

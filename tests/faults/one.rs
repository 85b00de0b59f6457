//! One file: every stage of saving it fails, and the process is killed before every stage.

use std::fs;
use std::io;
use std::path::Path;

use gradwalk::document::{Existing, SaveError, Saved, Stage, save, write, write_asking};

use crate::child::{PIECES, content, killed, save_one};
use crate::folder::{folder, names, put, read, said, spares};

/// What a save does: its stages, and the pieces of the file.
const ALL: usize = Stage::ALL.len() + PIECES;

/// The error of a full disk.
pub fn full() -> io::Error {
    io::Error::from_raw_os_error(rustix::io::Errno::NOSPC.raw_os_error())
}

fn prepared(folder: &Path, existing: Existing) {
    if existing == Existing::Replace {
        put(&folder.join("net.toml"), "old");
    }
}

/// What is at `net.toml`; nothing where nothing is.
fn found(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join("net.toml")).ok()
}

#[test]
fn the_stages_come_in_their_order_and_saved_is_said_after_the_last() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    let mut stages = Vec::new();
    let saved = write_asking(&path, Existing::Refuse, &mut |_| Ok(()), &mut |stage| {
        let is_there = stage == Stage::Settle;
        assert_eq!(path.exists(), is_there, "{stage:?}");
        stages.push(stage);
        Ok(())
    });
    assert_eq!(saved, Ok(Saved { splits: false }));
    assert_eq!(stages, Stage::ALL);
}

#[test]
fn a_failure_at_any_stage_leaves_the_old_file_and_nothing_else_until_the_new_one_is_there() {
    for existing in [Existing::Replace, Existing::Refuse] {
        for at in 1..=ALL {
            let folder = folder();
            prepared(folder.path(), existing);
            let before = names(folder.path());
            let saved = save_one(folder.path(), existing, &mut |number| {
                if number == at { Err(full()) } else { Ok(()) }
            });
            let error = saved.expect_err("it failed");
            let message = said(&error, "net.toml");
            assert!(message.contains("No space left on device"), "{message}");
            assert_eq!(spares(folder.path()), 0, "{at}");
            if at == ALL {
                assert!(matches!(error, SaveError::Unsure(_)), "{error:?}");
                assert!(message.contains("not known to be safe"), "{message}");
                assert_eq!(found(folder.path()), Some(content("new")));
            } else {
                assert!(matches!(error, SaveError::Failed(_)), "{error:?}");
                assert_eq!(names(folder.path()), before, "{at}");
                let old = (existing == Existing::Replace).then(|| "old".to_owned());
                assert_eq!(found(folder.path()), old, "{at}");
            }
        }
    }
}

#[test]
fn killed_before_any_stage_it_leaves_the_old_file_or_the_new_one_whole() {
    for existing in [Existing::Replace, Existing::Refuse] {
        for at in 1..=ALL + 1 {
            let folder = folder();
            prepared(folder.path(), existing);
            let is_killed = killed(folder.path(), false, existing, at);
            assert_eq!(is_killed, at <= ALL, "{at}");
            let old = (existing == Existing::Replace).then(|| "old".to_owned());
            let new = Some(content("new"));
            let expected = if at < ALL { old } else { new };
            assert_eq!(found(folder.path()), expected, "{at}");
            assert!(spares(folder.path()) <= 1, "{at}");
            // The next one tidies up.
            save(&folder.path().join("next.toml"), "", Existing::Refuse).expect("it is saved");
            assert_eq!(spares(folder.path()), 0, "{at}");
        }
    }
}

#[test]
fn a_write_that_fails_after_any_byte_leaves_the_old_file() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    put(&path, "old");
    let text = "a text of some bytes";
    for k in 0..text.len() {
        let failed = write(&path, Existing::Replace, &mut |out| {
            out.write_all(&text.as_bytes()[..k])?;
            Err(full())
        });
        said(&failed.expect_err("it failed"), "net.toml");
        assert_eq!(read(&path), "old");
        assert_eq!(names(folder.path()), ["net.toml"]);
    }
}

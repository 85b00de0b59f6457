//! What another program does to the place of a file while it is being saved.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use gradwalk::document::{Existing, SaveError, Stage, write_asking};

use crate::folder::{folder, names, put, read, said, spares};

/// What another program does, in words and in deed.
type Act<'a> = (&'a str, &'a dyn Fn(&Path));

/// Saves `net.toml` in `folder`; another program does `act` before the stage.
fn save_while(
    folder: &Path,
    existing: Existing,
    stage: Stage,
    act: &dyn Fn(&Path),
) -> Result<(), SaveError> {
    let path = folder.join("net.toml");
    let fill = &mut |out: &mut dyn std::io::Write| out.write_all(b"new");
    let saved = write_asking(&path, existing, fill, &mut |now| {
        if now == stage {
            act(&path);
        }
        Ok(())
    });
    saved.map(drop)
}

#[test]
fn what_another_program_puts_in_its_place_is_not_replaced() {
    let acts: &[Act<'_>] = &[
        ("written to", &|path| put(path, "theirs")),
        ("truncated", &|path| put(path, "")),
        ("renamed over", &|path| {
            let other = path.with_extension("other");
            put(&other, "old");
            fs::rename(other, path).expect("it is there");
        }),
        ("deleted", &|path| {
            fs::remove_file(path).expect("it is there");
        }),
        ("a folder", &|path| {
            fs::remove_file(path).expect("it is there");
            fs::create_dir(path).expect("a new folder");
        }),
        ("a pipe", &|path| {
            fs::remove_file(path).expect("it is there");
            let made = Command::new("mkfifo").arg(path).status();
            assert!(made.expect("every Unix has mkfifo").success());
        }),
        ("a link", &|path| {
            fs::rename(path, path.with_extension("moved")).expect("it is there");
            symlink("net.moved", path).expect("a new link");
        }),
    ];
    for (what, act) in acts {
        for stage in [
            Stage::Create,
            Stage::Keep,
            Stage::Fill,
            Stage::Sync,
            Stage::Rename,
        ] {
            let folder = folder();
            let path = folder.path().join("net.toml");
            put(&path, "old");
            let state = || {
                let kind = path.symlink_metadata().ok()?.file_type();
                Some((kind, kind.is_file().then(|| read(&path))))
            };
            let left = std::cell::RefCell::new(None);
            let saved = save_while(folder.path(), Existing::Replace, stage, &|path| {
                act(path);
                *left.borrow_mut() = Some(state());
            });
            said(&saved.expect_err(what), "net.toml");
            assert_eq!(*left.borrow(), Some(state()), "{what}, {stage:?}");
            assert_eq!(spares(folder.path()), 0, "{what}");
        }
    }
}

#[test]
fn a_file_that_appears_meanwhile_is_not_replaced() {
    for (existing, words) in [
        (Existing::Refuse, "is there already"),
        (Existing::Replace, "another program changed it meanwhile"),
    ] {
        let folder = folder();
        let saved = save_while(folder.path(), existing, Stage::Rename, &|path| {
            put(path, "theirs");
        });
        let message = said(&saved.expect_err("it is there"), "net.toml");
        assert!(message.ends_with(words), "{message}");
        assert_eq!(names(folder.path()), ["net.toml"]);
        assert_eq!(read(&folder.path().join("net.toml")), "theirs");
    }
}

#[test]
fn a_folder_that_is_moved_away_meanwhile_takes_the_old_file_with_it() {
    for stage in [Stage::Create, Stage::Rename] {
        let outer = folder();
        let (inner, moved) = (outer.path().join("inner"), outer.path().join("moved"));
        fs::create_dir(&inner).expect("a new folder");
        put(&inner.join("net.toml"), "old");
        let saved = save_while(&inner, Existing::Replace, stage, &|_| {
            fs::rename(&inner, &moved).expect("it is there");
        });
        said(&saved.expect_err("it is not there"), "net.toml");
        assert_eq!(read(&moved.join("net.toml")), "old");
        assert!(!inner.exists(), "no folder is made");
        assert!(spares(&moved) <= 1);
    }
}

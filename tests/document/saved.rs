//! Saving: all of it or nothing, over nothing but a file, and nothing left behind.

use std::fs::{self, Permissions};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;
use std::sync::Barrier;
use std::thread;
use std::{env, iter};

use gradwalk::document::{Existing, SaveError, save};

use crate::folders::{folder, names};

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("it is text")
}

fn failed(path: &Path, existing: Existing) -> String {
    match save(path, "new", existing) {
        Err(SaveError::Failed(message)) => {
            assert!(!message.contains(char::is_control), "{message:?}");
            message
        }
        other => panic!("{other:?}"),
    }
}

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().expect("it is there").mode() & 0o7777
}

#[test]
fn a_new_file_is_written_and_is_like_any_new_file() {
    let folder = folder();
    let (path, plain) = (folder.path().join("net.toml"), folder.path().join("plain"));
    for existing in [Existing::Refuse, Existing::Replace] {
        save(&path, "x = [1]\r\n", existing).expect("it is saved");
        fs::write(&plain, "").expect("it is written");
        assert_eq!(read(&path), "x = [1]\r\n");
        assert_eq!(mode(&path), mode(&plain));
        assert_eq!(names(folder.path()), ["net.toml", "plain"]);
        fs::remove_file(&path).expect("it is there");
    }
}

#[test]
fn a_file_that_is_there_is_replaced_only_on_request() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    fs::write(&path, "old").expect("it is written");
    let refused = save(&path, "new", Existing::Refuse).expect_err("it is there");
    assert!(matches!(&refused, SaveError::Exists(_)), "{refused}");
    assert!(refused.to_string().ends_with("net.toml is there already"));
    assert_eq!(read(&path), "old");
    save(&path, "new", Existing::Replace).expect("it is saved");
    assert_eq!(read(&path), "new");
    assert_eq!(names(folder.path()), ["net.toml"]);
}

#[test]
fn of_many_who_save_the_same_new_file_one_succeeds() {
    for _ in 0..20 {
        let folder = folder();
        let path = folder.path().join("net.toml");
        let barrier = Barrier::new(8);
        let won: Vec<_> = thread::scope(|scope| {
            let start = |at: usize| {
                let (path, barrier) = (&path, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    save(path, &at.to_string(), Existing::Refuse)
                })
            };
            let threads: Vec<_> = (0..8).map(start).collect();
            let ended = threads
                .into_iter()
                .map(|thread| thread.join().expect("no panic"));
            let ended: Vec<_> = ended.collect();
            let lost = |error: &SaveError| matches!(error, SaveError::Exists(_));
            assert!(
                ended.iter().all(|it| it.as_ref().err().is_none_or(lost)),
                "{ended:?}"
            );
            (0..8).filter(|at| ended[*at].is_ok()).collect()
        });
        assert_eq!(won.len(), 1);
        assert_eq!(read(&path), won[0].to_string());
        assert_eq!(names(folder.path()), ["net.toml"]);
    }
}

#[test]
fn permissions_stay() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    for bits in [0o600, 0o640, 0o664, 0o755, 0o222] {
        fs::write(&path, "old").expect("it is written");
        fs::set_permissions(&path, Permissions::from_mode(bits)).expect("it is ours");
        save(&path, "new", Existing::Replace).expect("it is saved");
        assert_eq!(mode(&path), bits, "{bits:o}");
        fs::remove_file(&path).expect("it is there");
    }
}

#[test]
fn a_symbolic_link_stays_one_and_its_target_is_replaced() {
    let folder = folder();
    let (link, second) = (folder.path().join("link"), folder.path().join("second"));
    fs::create_dir(folder.path().join("far")).expect("a new folder");
    let target = folder.path().join("far/net.toml");
    fs::write(&target, "old").expect("it is written");
    symlink("far/net.toml", &link).expect("a new link");
    symlink("link", &second).expect("a new link");
    let refused = save(&second, "new", Existing::Refuse);
    assert!(matches!(refused, Err(SaveError::Exists(_))), "{refused:?}");
    save(&second, "new", Existing::Replace).expect("it is saved");
    assert!(link.is_symlink() && second.is_symlink() && !target.is_symlink());
    assert_eq!(read(&target), "new");
    assert_eq!(names(folder.path()), ["far", "link", "second"]);
    assert_eq!(names(&folder.path().join("far")), ["net.toml"]);
}

#[test]
fn a_link_to_nothing_is_left_alone() {
    let folder = folder();
    let link = folder.path().join("link");
    symlink("missing", &link).expect("a new link");
    for existing in [Existing::Refuse, Existing::Replace] {
        assert!(failed(&link, existing).ends_with("it is a link to nothing"));
    }
    assert_eq!(names(folder.path()), ["link"]);
}

#[test]
fn other_names_of_a_file_go_on_naming_the_old_one() {
    let folder = folder();
    let (path, other) = (folder.path().join("net.toml"), folder.path().join("other"));
    fs::write(&path, "old").expect("it is written");
    fs::hard_link(&path, &other).expect("a new name");
    save(&path, "new", Existing::Replace).expect("it is saved");
    assert_eq!(
        (read(&path), read(&other)),
        ("new".to_owned(), "old".to_owned())
    );
}

#[test]
fn what_is_no_file_is_never_replaced() {
    let folder = folder();
    let (pipe, link) = (folder.path().join("pipe"), folder.path().join("link"));
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("every Unix has mkfifo").success());
    symlink("pipe", &link).expect("a new link");
    fs::create_dir(folder.path().join("sub")).expect("a new folder");
    for existing in [Existing::Refuse, Existing::Replace] {
        for path in [&pipe, &link] {
            assert!(failed(path, existing).ends_with("it is not a regular file"));
        }
        assert!(failed(&folder.path().join("sub"), existing).ends_with("it is a folder"));
        for path in ["sub/", "new/", "sub/..", ""] {
            let path = folder.path().join(path);
            assert!(failed(&path, existing).ends_with("it is not the name of a file"));
        }
    }
    let kind = pipe.symlink_metadata().expect("it is there").file_type();
    assert!(kind.is_fifo() && link.is_symlink());
    assert_eq!(names(folder.path()), ["link", "pipe", "sub"]);
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let folder = folder();
    fs::write(folder.path().join("file"), "").expect("it is written");
    let missing = failed(&folder.path().join("no/net.toml"), Existing::Refuse);
    assert!(missing.ends_with("its folder is not there"), "{missing}");
    failed(&folder.path().join("file/net.toml"), Existing::Refuse);
    assert_eq!(names(folder.path()), ["file"]);
}

#[test]
fn a_file_that_is_read_only_stays() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    fs::write(&path, "old").expect("it is written");
    fs::set_permissions(&path, Permissions::from_mode(0o444)).expect("it is ours");
    assert!(failed(&path, Existing::Replace).ends_with("it is read-only"));
    assert_eq!((read(&path), mode(&path)), ("old".to_owned(), 0o444));
}

#[test]
fn a_folder_that_cannot_be_written_to_is_a_failure() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    fs::write(&path, "old").expect("it is written");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o555)).expect("it is ours");
    // Root may do everything.
    if fs::write(folder.path().join("probe"), "").is_err() {
        assert!(failed(&path, Existing::Replace).ends_with("permission denied"));
        assert!(
            failed(&folder.path().join("new"), Existing::Refuse).ends_with("permission denied")
        );
        assert_eq!(read(&path), "old");
        assert_eq!(names(folder.path()), ["net.toml"]);
    }
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("it is ours");
}

/// Where the test below finds the file when it is its own child.
const CHILD: &str = "GRADWALK_TEST_SAVES";

#[test]
fn a_file_is_whole_although_writing_the_new_one_fails() {
    if let Some(path) = env::var_os(CHILD) {
        let text = "new ".repeat(10_000);
        let saved = save(Path::new(&path), &text, Existing::Replace);
        assert!(matches!(saved, Err(SaveError::Failed(_))), "{saved:?}");
        return;
    }
    let folder = folder();
    let path = folder.path().join("net.toml");
    fs::write(&path, "old").expect("it is written");
    // A process that may write files of one block only, and is told so by an error instead of a signal.
    let limited = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
    let child = Command::new("sh")
        .args(["-c", limited, "sh"])
        .arg(env::current_exe().expect("this is a program"))
        .args([
            "--exact",
            "saved::a_file_is_whole_although_writing_the_new_one_fails",
        ])
        .env(CHILD, &path)
        .output()
        .expect("there is a shell");
    let told = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && told.contains("1 passed"),
        "{child:?}"
    );
    assert_eq!(read(&path), "old");
    assert_eq!(names(folder.path()), ["net.toml"]);
}

#[test]
fn a_large_text_is_saved_to_its_last_byte() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    let text: String = iter::repeat_n("0.125, ", 1 << 20).collect();
    save(&path, &text, Existing::Refuse).expect("it is saved");
    assert_eq!(read(&path), text);
}

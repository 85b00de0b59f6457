//! A user who may not: the real program as somebody else, where this user can start one.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;

use rustix::process::geteuid;

use crate::folder::{folder, names, read, told};
use crate::program::{JOBS, failed, gradwalk, training};

/// A user who owns nothing.
const NOBODY: u32 = 65_534;

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
}

#[test]
fn a_folder_or_a_file_that_may_not_be_written_to_keeps_what_it_has() {
    for (folder_mode, file_mode, words) in [
        (0o555, 0o666, "permission denied"),
        (0o777, 0o644, "ermission denied"),
        (0o777, 0o444, "read-only"),
        (0o000, 0o666, "ermission denied"),
    ] {
        let outer = folder();
        allow(outer.path(), 0o755);
        let inner = outer.path().join("inner");
        fs::create_dir(&inner).expect("a new folder");
        JOBS[0].prepare(outer.path());
        let out = inner.join("out.toml");
        fs::write(&out, "old").expect("it is written");
        allow(&out, file_mode);
        allow(&inner, folder_mode);
        let mut arguments = training(2);
        let place = arguments.iter().position(|word| word == "out.toml");
        arguments[place.expect("it is there")] = "inner/out.toml".to_owned();
        let mut command = gradwalk(outer.path(), &arguments);
        if geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = command.output();
        allow(&inner, 0o755);
        let Ok(output) = output else {
            told("skipped: another user cannot start this program");
            return;
        };
        if !geteuid().is_root() && file_mode == 0o644 {
            // The file is this user's own.
            continue;
        }
        let message = failed(&output);
        assert!(
            message.contains("out.toml") && message.contains(words),
            "{message}"
        );
        assert!(output.stdout.is_empty(), "{output:?}");
        assert_eq!(
            (read(&out), names(&inner)),
            ("old".to_owned(), vec!["out.toml".to_owned()])
        );
    }
}

//! What a program that was killed leaves behind: taken for nothing, and tidied up by the next one that saves there.

use std::fs::{self, File};
use std::os::unix::fs::symlink;

use gradwalk::document::{Existing, save, write};

use crate::folder::{folder, names, put};

#[test]
fn only_what_was_left_by_a_program_that_is_gone_is_removed() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    for name in [
        ".gradwalk-a.tmp",
        ".gradwalk-b.tmp",
        ".gradwalk-config",
        "gradwalk-c.tmp",
    ] {
        put(&at(name), "");
    }
    fs::create_dir(at(".gradwalk-d.tmp")).expect("a new folder");
    symlink(at("gradwalk-c.tmp"), at(".gradwalk-e.tmp")).expect("a new link");
    let busy = File::open(at(".gradwalk-b.tmp")).expect("it is there");
    busy.lock().expect("nobody else has it");
    save(&at("net.toml"), "new", Existing::Refuse).expect("it is saved");
    let left = [
        ".gradwalk-b.tmp",
        ".gradwalk-config",
        ".gradwalk-d.tmp",
        ".gradwalk-e.tmp",
        "gradwalk-c.tmp",
        "net.toml",
    ];
    assert_eq!(names(folder.path()), left);
}

#[test]
fn what_another_save_is_writing_is_left_alone() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let saved = write(&at("one.toml"), Existing::Refuse, &mut |_| {
        save(&at("other.toml"), "", Existing::Refuse).expect("it is saved meanwhile");
        Ok(())
    });
    saved.expect("it is saved");
    assert_eq!(names(folder.path()), ["one.toml", "other.toml"]);
}

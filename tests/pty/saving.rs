//! The explorer saves where it cannot, over what another program changed, and until it is killed: the file is the old
//! one or the new one, and what is not saved stays an edit.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use crate::dice::{Dice, cases};
use crate::files::{NETWORK, folder, opened, press, text};
use crate::harness::{Pty, eventually};

/// What the tests make of it.
fn edited() -> String {
    NETWORK.replace("[ 0.3,", "[ 0.125,")
}

/// What another program makes of it.
fn theirs() -> String {
    NETWORK.replace("# mine", "# theirs")
}

/// The keys that save under the file's own name, up to the question whether it is to be replaced.
fn save_as(path: &Path) -> String {
    format!("w\x15{}\r", path.to_str().expect("a path in UTF-8"))
}

fn edit(pty: &mut Pty) {
    press(pty, &[("e", "the file has 0.3"), ("\x151/8\r", "what if")]);
}

fn end(mut pty: Pty) {
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn what_another_program_made_of_the_file_is_not_replaced_unsaid() {
    let (_folder, path) = folder();
    let mut pty = opened(&path);
    edit(&mut pty);
    fs::write(&path, theirs()).expect("it can be written");
    let asked = "mine.toml was changed by another program";
    press(&mut pty, &[(&save_as(&path), asked), ("n", "step 1 of")]);
    assert_eq!(text(&path), theirs());
    press(&mut pty, &[("q", "not saved"), ("\x1b", "next")]);
    press(&mut pty, &[(&save_as(&path), asked), ("y", "saved as")]);
    assert_eq!(text(&path), edited());
    end(pty);
}

#[test]
fn a_change_after_the_question_is_asked_about_again() {
    let (_folder, path) = folder();
    let mut pty = opened(&path);
    edit(&mut pty);
    press(&mut pty, &[(&save_as(&path), "mine.toml exists already")]);
    fs::write(&path, theirs()).expect("it can be written");
    press(
        &mut pty,
        &[("y", "mine.toml was changed by another program")],
    );
    assert_eq!(text(&path), theirs());
    press(&mut pty, &[("y", "saved as")]);
    assert_eq!(text(&path), edited());
    end(pty);
}

#[test]
fn a_file_that_was_deleted_is_written_again() {
    let (_folder, path) = folder();
    let mut pty = opened(&path);
    edit(&mut pty);
    fs::remove_file(&path).expect("it is there");
    press(&mut pty, &[(&save_as(&path), "saved as")]);
    assert_eq!(text(&path), edited());
    end(pty);
}

#[test]
fn what_could_not_be_saved_here_is_saved_elsewhere() {
    let (folder, path) = folder();
    let mut pty = opened(&path);
    edit(&mut pty);
    fs::set_permissions(&path, Permissions::from_mode(0o444)).expect("it is ours");
    press(
        &mut pty,
        &[
            (&save_as(&path), "exists already"),
            ("y", "it is read-only"),
            ("q", "not saved"),
            ("\x1b", "next"),
        ],
    );
    assert_eq!(text(&path), NETWORK);
    let other = folder.path().join("other.toml");
    press(&mut pty, &[(&save_as(&other), "saved as")]);
    assert_eq!(text(&other), edited());
    end(pty);
}

#[test]
fn a_file_that_has_other_names_is_said_to_leave_them_behind() {
    let (folder, path) = folder();
    let other = folder.path().join("other.toml");
    fs::hard_link(&path, &other).expect("a new name");
    let mut pty = opened(&path);
    edit(&mut pty);
    press(
        &mut pty,
        &[
            (&save_as(&path), "exists already"),
            ("y", "hard links keep the old content"),
        ],
    );
    assert_eq!((text(&path), text(&other)), (edited(), NETWORK.to_owned()));
    end(pty);
}

#[test]
fn where_no_file_may_grow_nothing_is_called_saved() {
    let (folder, path) = folder();
    let limited = "ulimit -f 0; exec \"$@\"";
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", limited, "sh", env!("CARGO_BIN_EXE_gradwalk")]);
    command.arg(&path);
    let mut pty = Pty::start(command);
    pty.frame("first step", |text| text.contains("step 1 of"));
    edit(&mut pty);
    press(
        &mut pty,
        &[
            (&save_as(&path), "exists already"),
            ("y", "cannot save"),
            ("q", "not saved"),
        ],
    );
    assert!(!pty.text().contains("saved as"), "{}", pty.text());
    assert_eq!(text(&path), NETWORK);
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 1);
    end(pty);
}

/// What `b` of the network is, in a tensor file of that name.
fn tensors(path: &Path, b: [f64; 2]) {
    let header = br#"{"b":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}"#;
    let length = u64::try_from(header.len()).expect("it is short");
    let numbers = b.map(f64::to_le_bytes).concat();
    let bytes = [&length.to_le_bytes()[..], header, &numbers].concat();
    fs::write(path, bytes).expect("it can be written");
}

#[test]
fn what_is_saved_is_what_is_on_the_screen_whatever_became_of_its_tensors() {
    let (folder, path) = folder();
    let named = |name: &str| {
        let b = format!("b = {{ file = \"{name}\", tensor = \"b\" }}");
        NETWORK.replace("b = [0.1, -0.3]", &b)
    };
    fs::write(&path, named("m.safetensors")).expect("it can be written");
    tensors(&folder.path().join("m.safetensors"), [0.1, -0.3]);
    let mut pty = opened(&path);
    edit(&mut pty);
    tensors(&folder.path().join("m.safetensors"), [7.0, 7.0]);
    let other = folder.path().join("other.toml");
    press(&mut pty, &[(&save_as(&other), "saved as")]);
    assert!(
        text(&other).contains("other.safetensors"),
        "{}",
        text(&other)
    );
    press(
        &mut pty,
        &[
            (&save_as(&path), "its tensors were changed"),
            ("y", "saved as"),
        ],
    );
    assert!(text(&path).contains("mine.safetensors"), "{}", text(&path));
    end(pty);
}

/// The explorer on the network, with `fault` at its `fsync` of number `at`; `None` where that cannot be.
fn at_fault(path: &Path, fault: &str, at: usize) -> Option<Pty> {
    let inject = format!("inject=fsync:{fault}:when={at}");
    let flags = ["-f", "-o", "/dev/null", "-e", "trace=fsync", "-e", &inject];
    let tried = Command::new("strace").args(flags).arg("true").output();
    if !tried.is_ok_and(|tried| tried.status.success()) {
        let _ = writeln!(io::stderr(), "skipped: strace is not possible here");
        return None;
    }
    let mut command = CommandBuilder::new("strace");
    command.args(flags);
    command.arg(env!("CARGO_BIN_EXE_gradwalk"));
    command.arg(path);
    let pty = Pty::start(command);
    pty.frame("first step", |text| text.contains("step 1 of"));
    Some(pty)
}

#[test]
fn what_is_there_but_not_known_to_be_safe_is_not_taken_for_another_programs() {
    let (_folder, path) = folder();
    // The first is that of the file, the second that of its folder.
    let Some(mut pty) = at_fault(&path, "error=EIO", 2) else {
        return;
    };
    edit(&mut pty);
    press(
        &mut pty,
        &[
            (&save_as(&path), "exists already"),
            ("y", "not known to be safe"),
        ],
    );
    assert_eq!(text(&path), edited());
    // As long as it takes to notice another program.
    thread::sleep(Duration::from_millis(1200));
    assert!(!pty.text().contains("another program"), "{}", pty.text());
    assert!(
        pty.text().contains("not known to be safe"),
        "{}",
        pty.text()
    );
    press(&mut pty, &[("b", "nothing is edited")]);
    end(pty);
}

#[test]
fn a_change_while_it_is_saved_is_asked_about() {
    let (folder, path) = folder();
    let Some(mut pty) = at_fault(&path, "delay_enter=1500000", 1) else {
        return;
    };
    edit(&mut pty);
    press(&mut pty, &[(&save_as(&path), "exists already")]);
    pty.send("y");
    let is_writing = || fs::read_dir(folder.path()).expect("it is there").count() > 1;
    assert!(eventually(is_writing));
    fs::write(&path, theirs()).expect("it can be written");
    pty.frame("the question", |text| {
        text.contains("mine.toml was changed by another program")
    });
    assert_eq!(text(&path), theirs());
    press(&mut pty, &[("y", "saved as")]);
    assert_eq!(text(&path), edited());
    end(pty);
}

fn kill_many(count: usize) {
    let mut dice = Dice::new(501);
    let mut new = 0;
    for _ in 0..count {
        let (folder, path) = folder();
        let mut pty = opened(&path);
        edit(&mut pty);
        press(&mut pty, &[(&save_as(&path), "exists already")]);
        pty.send("y");
        thread::sleep(Duration::from_micros(dice.roll(20_000) as u64));
        pty.signal(Signal::KILL);
        pty.assert_killed();
        let found = text(&path);
        assert!(found == NETWORK || found == edited(), "{found}");
        new += usize::from(found == edited());
        let left = fs::read_dir(folder.path()).expect("it is there").count();
        assert!(left <= 2, "{left}");
    }
    let _ = writeln!(io::stderr(), "{new} of {count} were saved");
}

#[test]
fn an_explorer_that_is_killed_leaves_the_old_file_or_the_new_one() {
    kill_many(cases(4));
}

#[test]
#[ignore = "the same, hundreds of times"]
fn an_explorer_that_is_killed_hundreds_of_times_leaves_the_old_file_or_the_new_one() {
    kill_many(cases(500));
}

//! The explorer and its file: edited, saved, changed by another program, read anew; and what goes to the clipboard.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::harness::{Pty, eventually};

pub const NETWORK: &str = "# mine\ntitle = \"mine\"\nactivation = \"tanh\"   # of all\nx = [ 0.3,  0.4 ]\n\n\
    [[layer]]\nW = [[0.5, -0.2],   # first row\n     [0.1,  0.7]]\nb = [0.1, -0.3]\n";

/// A folder of its own with the network in it, and its path.
pub fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("mine.toml");
    fs::write(&path, NETWORK).expect("it can be written");
    (folder, path)
}

pub fn opened(path: &Path) -> Pty {
    let path = path.to_str().expect("a path in UTF-8");
    let pty = Pty::gradwalk(&[path]);
    pty.frame("first step", |text| text.contains("step 1 of"));
    pty
}

pub fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("it can be read")
}

/// Presses keys one after another, and waits for what each of them shows.
pub fn press(pty: &mut Pty, keys: &[(&str, &str)]) {
    for (keys, shown) in keys {
        pty.send(keys);
        pty.frame(shown, |text| text.contains(shown));
    }
}

#[test]
fn an_edit_is_saved_beside_the_file_with_its_comments_and_layout() {
    let (folder, path) = folder();
    let mut pty = opened(&path);
    let to = folder.path().join("other.toml");
    let name = to.to_str().expect("a path in UTF-8");
    press(
        &mut pty,
        &[
            ("e", "the file has 0.3"),
            ("\x151/8\r", "what if"),
            ("q", "not saved"),
            ("w", "save as"),
            ("\x15", "save as"),
        ],
    );
    pty.send(name);
    pty.send("\r");
    pty.frame("saved", |text| text.contains("saved as"));
    assert_eq!(text(&to), NETWORK.replace("[ 0.3,", "[ 0.125,"));
    assert_eq!(text(&path), NETWORK, "the file itself is as it was");
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

#[test]
fn a_file_that_exists_is_replaced_only_if_that_is_asked_for() {
    let (_folder, path) = folder();
    let mut pty = opened(&path);
    let name = path.to_str().expect("a path in UTF-8").to_owned();
    let to_itself = format!("\x15{name}\r");
    press(
        &mut pty,
        &[
            ("e", "the file has"),
            ("\x152\r", "what if"),
            ("w", "save as"),
        ],
    );
    press(
        &mut pty,
        &[
            (&to_itself, "exists already"),
            ("n", "next"),
            ("w", "save as"),
        ],
    );
    assert_eq!(text(&path), NETWORK);
    press(
        &mut pty,
        &[(&to_itself, "exists already"), ("y", "saved as")],
    );
    let saved = text(&path);
    assert!(
        saved.contains("x = [ 2.0,  0.4 ]") || saved.contains("x = [ 2,  0.4 ]"),
        "{saved}"
    );
    // They are the file's own values now: nothing is edited, and nobody else changed the file.
    press(&mut pty, &[("b", "nothing is edited")]);
    assert!(!pty.text().contains("what if"), "{}", pty.text());
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn the_edits_are_saved_also_while_the_files_own_values_are_shown() {
    let (folder, path) = folder();
    let mut pty = opened(&path);
    let to = folder.path().join("other.toml");
    let save = format!("\x15{}\r", to.to_str().expect("a path in UTF-8"));
    press(
        &mut pty,
        &[
            ("e", "the file has 0.3"),
            ("\x151/8\r", "what if"),
            ("b", "own values"),
            ("w", "save as"),
            (&save, "saved as"),
        ],
    );
    assert_eq!(text(&to), NETWORK.replace("[ 0.3,", "[ 0.125,"));
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn what_cannot_be_saved_is_said_and_the_edit_stays() {
    let (folder, path) = folder();
    let mut pty = opened(&path);
    let nowhere = folder.path().join("no/such/folder.toml");
    let nowhere = format!("\x15{}\r", nowhere.to_str().expect("a path in UTF-8"));
    press(
        &mut pty,
        &[
            ("e", "the file has"),
            ("\x152\r", "what if"),
            ("w", "save as"),
            (&nowhere, "cannot save"),
            ("q", "not saved"),
        ],
    );
    pty.send("q");
    assert_eq!(pty.status(), 0);
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 1);
}

#[test]
fn a_file_changed_by_another_program_is_offered_and_read_anew_at_the_same_place() {
    let (_folder, path) = folder();
    let mut pty = opened(&path);
    press(&mut pty, &[("  ", "step 3 of")]);
    let other = NETWORK.replace("title = \"mine\"", "title = \"theirs\"");
    fs::write(&path, other).expect("it can be written");
    pty.frame("the offer", |text| {
        text.contains("changed by another program")
    });
    assert!(!pty.text().contains("theirs"), "nothing is read unasked");
    pty.send("r");
    pty.frame("the new title", |text| {
        text.contains("theirs") && text.contains("step 3 of")
    });
    // What is wrong is said with its place, and what was read stays.
    fs::write(
        &path,
        "activation = \"tanh\"\nx = [1, 2]\n[[layer]]\nW = [[1]]\nb = [0]\n",
    )
    .expect("it can be written");
    pty.frame("the offer", |text| {
        text.contains("changed by another program")
    });
    pty.send("r");
    pty.frame("the refusal", |text| {
        text.contains("x has 2 entries") && text.contains(":2:5")
    });
    pty.send(" ");
    pty.frame("the walk", |text| {
        text.contains("theirs") && text.contains("step 4 of")
    });
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn what_is_built_in_cannot_be_read_anew() {
    let mut pty = Pty::gradwalk(&[]);
    pty.frame("first step", |text| text.contains("step 1 of"));
    press(&mut pty, &[("r", "is no file")]);
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn the_selection_goes_to_the_clipboard_of_the_terminal() {
    let (_folder, path) = folder();
    let mut pty = opened(&path);
    press(&mut pty, &[("y", "copy"), ("n", "copied")]);
    let bytes = pty.bytes();
    let bytes = String::from_utf8_lossy(&bytes);
    let start = bytes.find("\x1b]52;c;").expect("OSC 52");
    assert!(bytes[start..].contains("\x1b\\") || bytes[start..].contains('\x07'));
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn a_picture_is_there_soon_after_its_key_and_keys_do_not_wait_for_it() {
    let (_folder, path) = folder();
    let mut pty = opened(&path);
    pty.send("J");
    pty.frame("the Jacobian", |text| text.contains("Jacobian"));
    pty.send("\x1b");
    let walked = eventually(|| pty.text().contains("→ next"));
    assert!(walked, "{}", pty.text());
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn the_walk_goes_on_by_itself_and_stops_at_its_end() {
    let (_folder, path) = folder();
    let mut pty = opened(&path);
    pty.send("]]]]]]A");
    pty.frame("the last step", |text| text.contains("step 4 of 4"));
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

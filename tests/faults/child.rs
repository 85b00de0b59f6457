//! A process that saves until it is killed: this test crate, started again.

use std::cell::Cell;
use std::env;
use std::io::{self, Write};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::Command;

use gradwalk::document::{Before, Both, Existing, Fill, SaveError, Stage, write_asking};
use rustix::process::{Signal, getpid, kill_process};

/// The pieces that a file is written in; before each of them there is something that may fail.
pub const PIECES: usize = 4;

const FOLDER: &str = "GRADWALK_TEST_FOLDER";
const AT: &str = "GRADWALK_TEST_AT";
const EXISTING: &str = "GRADWALK_TEST_REPLACES";
const BOTH: &str = "GRADWALK_TEST_BOTH";

/// What a file is filled with, more than a buffer of it.
pub fn content(version: &str) -> String {
    format!("{version} ").repeat(30_000)
}

/// The network file that goes with those tensors.
pub fn text(version: &str, tensors: &str) -> String {
    format!("{version} {tensors}")
}

/// Saves the new version of `net.toml` in `folder`. `act` is asked before each of the things that saving does, with
/// their number.
pub fn save_one(
    folder: &Path,
    existing: Existing,
    act: &mut dyn FnMut(usize) -> io::Result<()>,
) -> Result<(), SaveError> {
    let path = folder.join("net.toml");
    counted(act, |fill, before| {
        write_asking(&path, existing, fill, before).map(drop)
    })
}

/// The same for the network with its tensors in `net.safetensors`.
pub fn save_both(
    folder: &Path,
    existing: Existing,
    act: &mut dyn FnMut(usize) -> io::Result<()>,
) -> Result<(), SaveError> {
    let both = Both {
        path: &folder.join("net.toml"),
        tensors: &folder.join("net.safetensors"),
        existing,
        text: &|name| text("new", name),
    };
    counted(act, |fill, before| both.save_asking(fill, before).map(drop))
}

fn counted(
    act: &mut dyn FnMut(usize) -> io::Result<()>,
    save: impl FnOnce(Fill<'_>, Before<'_>) -> Result<(), SaveError>,
) -> Result<(), SaveError> {
    let (count, act) = (Cell::new(0), std::cell::RefCell::new(act));
    let next = || {
        count.set(count.get() + 1);
        (act.borrow_mut())(count.get())
    };
    let fill: Fill<'_> = &mut |out: &mut dyn Write| {
        let content = content("new");
        let pieces = content.as_bytes().chunks(content.len().div_ceil(PIECES));
        for piece in pieces {
            next()?;
            out.write_all(piece)?;
        }
        Ok(())
    };
    save(fill, &mut |_: Stage| next())
}

/// Lets another process save in `folder`, and kills it before the thing of number `at`; whether there was one.
pub fn killed(folder: &Path, both: bool, existing: Existing, at: usize) -> bool {
    let child = Command::new(env::current_exe().expect("this is a program"))
        .args(["--exact", "child::run", "--ignored"])
        .env(FOLDER, folder)
        .env(AT, at.to_string())
        .env(
            EXISTING,
            if existing == Existing::Replace {
                "1"
            } else {
                "0"
            },
        )
        .env(BOTH, if both { "1" } else { "0" })
        .output()
        .expect("it starts");
    match (child.status.signal(), child.status.success()) {
        (Some(9), _) => true,
        (None, true) => false,
        _ => panic!("{child:?}"),
    }
}

#[test]
#[ignore = "started by the other tests, to be killed"]
fn run() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    let is = |name: &str| env::var(name).is_ok_and(|value| value == "1");
    let at: usize = env::var(AT).expect("it is set").parse().expect("a number");
    let mut die = |number| {
        if number == at {
            kill_process(getpid(), Signal::KILL).expect("this process is there");
        }
        Ok(())
    };
    let save = if is(BOTH) { save_both } else { save_one };
    let existing = Existing::replaced(is(EXISTING));
    save(Path::new(&folder), existing, &mut die).expect("it is saved, if it lives");
}

//! What is opened, whether it has changed on disk, and reading it anew.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use gradwalk::document::{Document, DocumentError, Existing, Overrides};
use gradwalk::engine::{Objective, RecordError, Vector};
use gradwalk::library::BUILT_IN;
use gradwalk::network_file::Values;

use crate::folders::folder;

const TEXT: &str =
    "image = [1, 2]\nx = [1, 2]\n[[layer]]\nactivation = 'tanh'\nW = [[1, 2]]\nb = [0]\n";
const OUTPUT: Objective = Objective::Output { component: 0 };

fn open(path: &Path) -> Document {
    Document::open(Some(path.as_os_str()), Overrides::default())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("it is written");
}

/// Sets the time of the last change apart from all others, however coarse the clock is.
fn touch(path: &Path, seconds: u64) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let file = File::options().write(true).open(path);
    file.and_then(|file| file.set_modified(time))
        .expect("it is ours");
}

#[test]
fn a_file_is_known_by_its_path_and_a_built_in_network_has_none() {
    let folder = folder();
    let path = folder.path().join("net\u{202e}.toml");
    write(&path, TEXT);
    let document = open(&path);
    assert_eq!(document.path(), Some(&*path));
    assert_eq!(document.bytes(), TEXT.as_bytes());
    assert!(document.name().ends_with("net\\u{202e}.toml"));
    let (trace, captions) = document.trace(OUTPUT).expect("it has an output");
    assert_eq!(trace.input().as_slice(), [1.0, 2.0]);
    assert_eq!(
        (captions.title.as_str(), captions.image),
        (&*document.name(), Some((1, 2)))
    );

    for (name, built_in) in [(None, "default"), (Some("hagan"), "hagan")] {
        let document =
            Document::open(name.map(OsStr::new), Overrides::default()).expect("it is built in");
        assert_eq!((document.path(), &*document.name()), (None, built_in));
        assert!(!document.is_changed_on_disk());
        let reloaded = document.reload().expect("it is as it was");
        assert_eq!(reloaded.bytes(), document.bytes());
        assert_eq!(reloaded.trace(OUTPUT), document.trace(OUTPUT));
    }
}

#[test]
fn overrides_stand_in_place_of_the_files_own_and_stay_when_it_is_read_anew() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    write(&path, TEXT);
    let overrides = Overrides {
        x: Some(vec![3.0, 4.0]),
        y: Some(vec![0.5]),
        ..Overrides::default()
    };
    let document = Document::open(Some(path.as_os_str()), overrides).expect("it is a network");
    write(&path, &TEXT.replace("[0]", "[7]"));
    let reloaded = document.reload().expect("it is a network");
    let (old, _) = document.trace(Objective::Loss).expect("there is a target");
    let (new, _) = reloaded.trace(Objective::Loss).expect("there is a target");
    for trace in [&old, &new] {
        assert_eq!(trace.input().as_slice(), [3.0, 4.0]);
        let target = trace.target().expect("it was given");
        assert_eq!(target.as_slice(), [0.5]);
    }
    assert_eq!(
        (
            old.network().layer(2).bias[0],
            new.network().layer(2).bias[0]
        ),
        (0.0, 7.0)
    );

    write(
        &path,
        &TEXT
            .replace("[1, 2]", "[1, 2, 3]")
            .replace("image = [1, 2, 3]", ""),
    );
    let misfit = RecordError::Input {
        found: 2,
        needed: 3,
    };
    assert_eq!(document.reload().err(), Some(DocumentError::Misfit(misfit)));
    write(
        &path,
        &TEXT
            .replace("[0]", "[0, 0]")
            .replace("[[1, 2]]", "[[1, 2], [3, 4]]"),
    );
    let misfit = RecordError::Target {
        found: 1,
        needed: 2,
    };
    assert_eq!(document.reload().err(), Some(DocumentError::Misfit(misfit)));
    write(&path, "x = [");
    assert!(matches!(document.reload(), Err(DocumentError::Refused(_))));
    fs::remove_file(&path).expect("it is there");
    assert!(matches!(
        document.reload(),
        Err(DocumentError::Unreadable(_))
    ));
}

#[test]
fn a_network_without_an_input_is_not_opened() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    write(&path, &TEXT.replace("x = [1, 2]", ""));
    let open = |x| {
        let overrides = Overrides {
            x,
            ..Overrides::default()
        };
        Document::open(Some(path.as_os_str()), overrides)
    };
    assert_eq!(open(None).err(), Some(DocumentError::NoInput));
    let document = open(Some(vec![1.0])).expect("its length is for the trace to judge");
    let misfit = RecordError::Input {
        found: 1,
        needed: 2,
    };
    assert_eq!(document.trace(OUTPUT), Err(DocumentError::Misfit(misfit)));
}

#[test]
fn a_change_on_disk_is_noticed_and_a_touch_is_none() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    write(&path, TEXT);
    touch(&path, 1_000);
    let document = open(&path);
    assert!(!document.is_changed_on_disk());
    touch(&path, 2_000);
    assert!(!document.is_changed_on_disk());
    // Of the same size.
    write(&path, &TEXT.replace("[0]", "[5]"));
    touch(&path, 3_000);
    assert!(document.is_changed_on_disk() && document.is_changed_on_disk());
    let reloaded = document.reload().expect("it is a network");
    assert!(!reloaded.is_changed_on_disk());
    write(&path, TEXT);
    touch(&path, 4_000);
    assert!(!document.is_changed_on_disk());
    assert!(reloaded.is_changed_on_disk());
    write(&path, &format!("{TEXT}\n"));
    assert!(document.is_changed_on_disk());
}

#[test]
fn a_file_put_in_the_place_of_another_is_a_change_and_none_is_not() {
    let folder = folder();
    let (path, other) = (folder.path().join("net.toml"), folder.path().join("other"));
    write(&path, TEXT);
    touch(&path, 1_000);
    let document = open(&path);
    fs::rename(&path, &other).expect("it is ours");
    assert!(!document.is_changed_on_disk());
    fs::create_dir(&path).expect("nothing is there");
    assert!(!document.is_changed_on_disk());
    fs::remove_dir(&path).expect("it is empty");
    let made = Command::new("mkfifo").arg(&path).status();
    assert!(made.expect("every Unix has mkfifo").success());
    assert!(!document.is_changed_on_disk());
    let error = document.reload().expect_err("a pipe is not read");
    assert!(
        error.to_string().ends_with("it is no longer a file"),
        "{error}"
    );
    fs::remove_file(&path).expect("it is there");
    // The same size and time: what tells it apart is its number.
    write(&path, &TEXT.replace("[0]", "[5]"));
    touch(&path, 1_000);
    assert!(document.is_changed_on_disk());
}

#[test]
fn what_comes_through_a_pipe_has_no_path_and_is_read_once() {
    let folder = folder();
    let path = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&path).status();
    assert!(made.expect("every Unix has mkfifo").success());
    let writer = {
        let path = path.clone();
        std::thread::spawn(move || fs::write(path, TEXT))
    };
    let document = open(&path);
    writer.join().expect("no panic").expect("it was read");
    assert_eq!(document.path(), None);
    assert!(!document.is_changed_on_disk());
    let reloaded = document.reload().expect("it is as it was");
    assert_eq!(reloaded.bytes(), TEXT.as_bytes());
}

#[test]
fn a_copy_is_suggested_a_name_that_no_file_has() {
    let folder = folder();
    let path = folder.path().join("net.toml");
    write(&path, TEXT);
    let suggested = |path: &Path| {
        let name = open(path).suggested_name();
        let name = Path::new(&name).strip_prefix(folder.path());
        name.expect("it is beside the file").display().to_string()
    };
    assert_eq!(suggested(&path), "net-edited.toml");
    let copy = folder.path().join("net-edited.toml");
    std::os::unix::fs::symlink("missing", &copy).expect("a new link");
    assert_eq!(suggested(&path), "net-edited-2.toml");
    fs::remove_file(&copy).expect("it is there");
    write(&copy, TEXT);
    assert_eq!(suggested(&copy), "net-edited-2.toml");
    let second = folder.path().join("net-edited-2.toml");
    write(&second, TEXT);
    for path in [&path, &copy, &second] {
        assert_eq!(suggested(path), "net-edited-3.toml");
    }
    let network = Document::open(Some(OsStr::new("xor")), Overrides::default());
    assert_eq!(
        network.expect("it is built in").suggested_name(),
        "xor-edited.toml"
    );
}

#[test]
fn what_was_edited_and_saved_is_no_change_once_it_is_read_anew() {
    let folder = folder();
    for network in BUILT_IN {
        let path = folder.path().join(network.name).with_extension("toml");
        write(&path, network.source);
        for (name, bytes) in network.files {
            fs::write(folder.path().join(name), bytes).expect("it is written");
        }
        let document = open(&path);
        let (trace, _) = document.trace(OUTPUT).expect("it has an output");
        let x: Vec<f64> = trace.input().iter().map(|entry| entry / 3.0).collect();
        let meant = Values {
            network: trace.network(),
            x: Some(&Vector::from_column_slice(&x)),
            y: trace.target(),
        };
        let place = document.path().expect("it is a file");
        let saved = document.save_edited(place, Existing::Replace, meant);
        let tensors = saved.map(|saved| saved.tensors);
        assert_eq!(tensors, Ok(None), "{}", network.name);
        assert!(document.is_changed_on_disk(), "{}", network.name);
        let reloaded = document.reload().expect("it is a network");
        assert!(!reloaded.is_changed_on_disk());
        let (trace, _) = reloaded.trace(OUTPUT).expect("it has an output");
        assert_eq!(trace.input().as_slice(), x);
    }
}

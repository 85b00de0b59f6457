//! Files too large to be kept, and what is no file: an answer in a short time and in bounded memory.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::answer::Answer;

/// The KiB of memory of the whole program: what the README grants, 1 GiB for a text, and a little more; and a share.
const MOST: u32 = 1_600_000;
const LITTLE: u32 = 600_000;

const SMALL: &str = "activation = 'tanh'\nx = [1]\n[[layer]]\nW = [[1]]\nb = [0]\n";

fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("nasty-{test}"));
    if path.exists() {
        fs::remove_dir_all(&path).expect("it is the test's own");
    }
    fs::create_dir_all(&path).expect("cargo made its parent");
    path
}

/// What is said of a network file with that text.
fn answer(test: &str, text: &str, kib: u32) -> Answer {
    let folder = folder(test);
    fs::write(folder.join("net.toml"), text).expect("a file in a new folder");
    let answer = Answer::of(&folder, &["grad", "net.toml"], kib);
    fs::remove_dir_all(&folder).expect("it is the test's own");
    answer
}

/// The texts of so many things, one after another.
fn many(count: usize, of: impl Fn(usize) -> String) -> String {
    (0..count).map(of).collect::<Vec<_>>().concat()
}

#[test]
fn deep_and_endless_texts_are_answered() {
    let million = 1_000_000;
    for (name, text, message) in [
        (
            "brackets",
            format!("W = {}", "[".repeat(million)),
            "nested more than 80 deep",
        ),
        (
            "braces",
            format!("W = {}", "{a=".repeat(million / 10)),
            "nested more than 80 deep",
        ),
        (
            "dots",
            vec!["a"; million / 10].join(".") + " = 1",
            "net.toml:1:1",
        ),
        (
            "header",
            format!("\n[{}]", vec!["a"; million / 10].join(".")),
            "net.toml:2:2",
        ),
        (
            "signs",
            format!("x = {}1", "+".repeat(million)),
            "is no number",
        ),
        ("equals", format!("x{}", "=".repeat(million)), "extra `=`"),
        (
            "quotes",
            format!("x = {}", "\"".repeat(million)),
            "net.toml:1:",
        ),
        (
            "open",
            format!("title = \"\"\"{}", "x".repeat(million)),
            "multi-line",
        ),
        (
            "digits",
            format!("x = [{}]\n{SMALL}", "1".repeat(million)),
            "duplicate key `x`",
        ),
        (
            "exponent",
            SMALL.replace("[1]\n", &format!("[1e{}]\n", "9".repeat(million))),
            "beyond the doubles",
        ),
        ("broken", "=\n".repeat(million / 10), "net.toml:1:1"),
        (
            "keys",
            many(million / 10, |k| format!("k{k} = 1\n")),
            "unknown key `k0`",
        ),
    ] {
        let answer = answer(name, &text, LITTLE);
        assert_eq!(answer.status, 1, "{name}: {answer:?}");
        assert!(answer.err.contains(message), "{name}: {answer:?}");
    }
    let fraction = SMALL.replace("[1]\n", &format!("[0.{}]\n", "1".repeat(million)));
    assert_eq!(answer("fraction", &fraction, LITTLE).status, 0);
    let title = format!("title = '{}'\n{SMALL}", "x".repeat(million / 10));
    assert_eq!(answer("title", &title, LITTLE).status, 0);
    assert_eq!(
        answer(
            "layers",
            &format!("{SMALL}{}", "[[layer]]\nW = [[1]]\nb = [0]\n".repeat(1000)),
            LITTLE
        )
        .status,
        0
    );
}

#[test]
fn a_text_that_takes_too_much_memory_is_refused_before_it_is_read() {
    let mib = 1 << 20;
    for (name, text) in [
        ("feeds", "\n".repeat(64 * mib)),
        ("commas", format!("x = [{}]", "1,".repeat(8 * mib))),
        ("tables", format!("x = [{}]", "{a=1},".repeat(2 * mib))),
        ("dotted", "1.2.3.4.5.6 = 1\n".repeat(mib)),
    ] {
        let answer = answer(name, &text, LITTLE);
        assert!(
            answer
                .err
                .contains("more than 1024 MiB of memory to read\nkeep W"),
            "{name}: {answer:?}"
        );
    }
    let answer = answer("larger", &"#".repeat(64 * mib + 1), LITTLE);
    assert!(
        answer.err.contains("is larger than 64 MiB: --max-size"),
        "{answer:?}"
    );
}

#[test]
#[ignore = "half a minute without optimization: what is just not too much"]
fn a_text_that_takes_nearly_too_much_memory_is_read_within_it() {
    let mib = 1 << 20;
    for (name, text) in [
        ("near-feeds", "\n".repeat(10 * mib)),
        ("near-hashes", "#".repeat(64 * mib)),
        ("near-commas", format!("x = [{}]", "1,".repeat(3 * mib))),
        (
            "near-brackets",
            format!("x = [{}]", "[],".repeat(3 * mib / 2)),
        ),
        ("near-tables", format!("x = [{}]", "{a=1},".repeat(mib / 4))),
        (
            "near-strings",
            format!("x = [{}]", "\"a\\n\",".repeat(3 * mib)),
        ),
        ("near-keys", many(mib / 3, |k| format!("{k}=1\n"))),
        (
            "near-dotted",
            many(mib / 12, |k| format!("a.b.c.d.e.k{k}=1\n")),
        ),
        ("near-headers", many(mib / 3, |k| format!("[{k}.1]\n"))),
    ] {
        let answer = answer(name, &text, MOST);
        assert!(
            !answer.err.contains("of memory"),
            "{name} is too much: {answer:?}"
        );
    }
}

#[test]
fn what_is_no_file_is_answered_and_not_waited_for() {
    let folder = folder("places");
    let place = |name: &str| folder.join(name);
    let made = Command::new("mkfifo").arg(place("pipe")).status();
    assert!(made.expect("every Unix has mkfifo").success());
    symlink("loop", place("loop")).expect("a new link");
    symlink("nowhere", place("dangling")).expect("a new link");
    fs::write(place("net.toml"), SMALL).expect("a new file");
    for (name, message) in [
        ("pipe", "it is a pipe, and no program writes to it"),
        ("loop", "Too many levels of symbolic links"),
        ("dangling", "No such file"),
        (".", "Is a directory"),
        ("net.toml/below", "Not a directory"),
        ("missing.toml", "there is no file and no built-in network"),
        ("/dev/null", "the file is empty"),
        ("/dev/zero", "is larger than 64 MiB"),
        (
            "missing\u{1b}]0;x\u{7}\u{202e}",
            "missing\\u{1b}]0;x\\u{7}\\u{202e}",
        ),
    ] {
        let answer = Answer::of(&folder, &["grad", name], LITTLE);
        assert_eq!(answer.status, 1, "{name}: {answer:?}");
        assert!(answer.err.contains(message), "{name}: {answer:?}");
        // `missing` apart, a data file is opened in the same way.
        let sample = format!("{name}:1");
        let answer = Answer::of(&folder, &["grad", "net.toml", "--sample", &sample], LITTLE);
        assert_ne!(answer.status, 0, "{name}: {answer:?}");
        let arguments = ["import", name, "-o", "out.toml"];
        assert_ne!(Answer::of(&folder, &arguments, LITTLE).status, 0, "{name}");
    }
}

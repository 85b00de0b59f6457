//! Standard output that is full, or that nobody reads.

use std::fs::File;
use std::process::{Output, Stdio};

use crate::folder::folder;
use crate::program::{JOBS, Job, gradwalk};

/// What prints something, of all commands.
const PRINTS: &[&str] = &[
    "trace",
    "trace --format markdown",
    "trace --format json",
    "trace --ascii",
    "grad",
    "check",
    "list",
    "man",
    "completions bash",
    "--help",
    "--version",
    "train --help",
    "",
];

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(String::from).collect()
}

fn on(folder: &std::path::Path, arguments: &[String], out: Stdio) -> Output {
    let mut command = gradwalk(folder, arguments);
    let child = command.stdin(Stdio::null()).stdout(out);
    child.stderr(Stdio::piped()).output().expect("it starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// It is opened for writing, and never replaced.
#[cfg(target_os = "linux")]
fn full() -> Stdio {
    File::create("/dev/full").expect("Linux has it").into()
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_find_no_room_are_a_failure_whatever_the_command() {
    let folder = folder();
    for line in PRINTS {
        let output = on(folder.path(), &words(line), full());
        assert_eq!(output.status.code(), Some(1), "{line}: {output:?}");
        let message = said(&output);
        assert!(message.contains("standard output"), "{line}: {message}");
        assert!(message.contains("No space left"), "{line}: {message}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_saved_is_saved_although_nobody_could_be_told() {
    for job in &JOBS {
        let folder = folder();
        job.prepare(folder.path());
        let before = job.numbers(folder.path());
        let output = on(folder.path(), &(job.arguments)(2), full());
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(said(&output).contains("standard output"), "{output:?}");
        assert_ne!(job.numbers(folder.path()), before);
    }
}

/// A pipe that nobody reads any more.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

#[test]
fn a_pipe_that_nobody_reads_is_no_failure_whatever_the_command() {
    let folder = folder();
    for line in PRINTS {
        let output = on(folder.path(), &words(line), closed());
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        assert!(!said(&output).contains("error"), "{line}: {output:?}");
    }
    let saves = |job: &Job| {
        let folder = crate::folder::folder();
        job.prepare(folder.path());
        let before = job.numbers(folder.path());
        let output = on(folder.path(), &(job.arguments)(2), closed());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_ne!(job.numbers(folder.path()), before);
    };
    JOBS.iter().for_each(saves);
}

#[test]
fn no_network_is_saved_to_standard_output() {
    let folder = folder();
    for job in &JOBS {
        let mut arguments = (job.arguments)(2);
        let at = arguments.iter().position(|word| word == "-o");
        arguments[at.expect("it is there") + 1] = "-".to_owned();
        let own = crate::folder::folder();
        job.prepare(own.path());
        let output = on(own.path(), &arguments, Stdio::piped());
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        assert!(said(&output).contains("- is standard output"), "{output:?}");
    }
    assert!(crate::folder::names(folder.path()).is_empty());
}

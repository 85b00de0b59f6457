//! The real program with every one of its system calls failing, or its last: strace does that, where it is.

use std::path::Path;
use std::process::{Command, Output};

use crate::folder::{folder, names, spares, told};
use crate::program::{JOBS, Job, failed};

/// What saving asks of the system.
const CALLS: &[&str] = &[
    "openat",
    "write",
    "fsync",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "fchmod",
    "flock",
    "statx",
    "lseek",
];

const FAULTS: &[&str] = &["error=ENOSPC", "error=EIO", "error=EACCES", "signal=KILL"];

/// Runs the job with `fault` at the call of number `at`; `None` where there are not so many, with the log otherwise.
fn run(job: &Job, folder: &Path, call: &str, fault: &str, at: usize) -> Option<(Output, String)> {
    let log = folder.join("log");
    let output = Command::new("strace")
        .args(["-f", "-y", "-o"])
        .arg(&log)
        .args(["-e", &format!("trace={call}")])
        .args(["-e", &format!("inject={call}:{fault}:when={at}")])
        .arg(env!("CARGO_BIN_EXE_gradwalk"))
        .args((job.arguments)(2))
        .env_clear()
        .env("LANG", "C.UTF-8")
        .current_dir(folder)
        .output()
        .ok()?;
    let log = std::fs::read_to_string(log).ok()?;
    let is_done = log.contains("(INJECTED)") || log.contains("killed by SIGKILL");
    is_done.then_some((output, log))
}

#[test]
fn the_file_is_on_the_disk_before_it_has_its_name_and_the_name_before_it_is_called_saved() {
    let folder = folder();
    JOBS[0].prepare(folder.path());
    let calls = "trace=fsync,rename,renameat,renameat2,write";
    let output = Command::new("strace")
        .args(["-f", "-y", "-e", calls, "-o", "log"])
        .arg(env!("CARGO_BIN_EXE_gradwalk"))
        .args((JOBS[0].arguments)(2))
        .current_dir(folder.path())
        .output();
    let Some(log) = output
        .ok()
        .filter(|output| output.status.success())
        .and_then(|_| std::fs::read_to_string(folder.path().join("log")).ok())
    else {
        told("skipped: strace is not possible here");
        return;
    };
    let kinds = log.lines().filter_map(|line| {
        let is_spare = line.contains(".gradwalk-");
        match line.split_whitespace().nth(1)?.split('(').next()? {
            "write" if is_spare => Some('w'),
            "write" if line.contains("write(1<") => Some('!'),
            "fsync" if is_spare => Some('f'),
            "fsync" => Some('d'),
            "rename" | "renameat" | "renameat2" => Some('r'),
            _ => None,
        }
    });
    let mut kinds: Vec<char> = kinds.collect();
    kinds.dedup();
    assert_eq!(String::from_iter(kinds), "wfrd".repeat(4) + "!", "{log}");
}

#[test]
#[ignore = "needs strace, and takes a minute"]
fn whichever_system_call_fails_the_old_network_is_there_or_the_new_one() {
    if Command::new("strace").arg("-V").output().is_err() {
        told("skipped: there is no strace here");
        return;
    }
    let mut runs = 0;
    for job in &JOBS {
        let whole = folder();
        job.prepare(whole.path());
        let old = job.numbers(whole.path());
        crate::program::succeeded(whole.path(), &(job.arguments)(2));
        let new = job.numbers(whole.path());
        for call in CALLS {
            for fault in FAULTS {
                for at in 1.. {
                    let folder = folder();
                    job.prepare(folder.path());
                    let made = folder.path().join(job.made);
                    let before = names(&made);
                    let Some((output, log)) = run(job, folder.path(), call, fault, at) else {
                        break;
                    };
                    runs += 1;
                    let what = format!("{call} {at} {fault}: {output:?}\n{log}");
                    let _ = std::fs::remove_file(folder.path().join("log"));
                    let numbers = job.numbers(folder.path());
                    assert!(numbers == old || numbers == new, "{what}");
                    match output.status.code() {
                        Some(0) => assert!(numbers == new, "{what}"),
                        Some(1) => {
                            failed(&output);
                            // What cannot be tidied up is left.
                            let is_tidy = *call == "unlink" || names(&made) == before;
                            assert!(is_tidy || numbers == new, "{what}");
                        }
                        _ => assert!(spares(&made) <= 1, "{what}"),
                    }
                }
            }
        }
    }
    told(&format!("{runs} runs"));
    assert!(runs > 100, "{runs}");
}

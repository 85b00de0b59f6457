//! The real program killed at random moments: what is there is the old network or the new one, whole.

use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::dice::{Dice, cases};
use crate::folder::{folder, names, spares};
use crate::program::{JOBS, Job, gradwalk, succeeded};

/// Kills it once after a random part of the time that it takes, and looks at what there is.
fn kill(job: &Job, folder: &Path, versions: &[Vec<u64>; 2], after: Duration, at: usize) -> bool {
    let made = folder.join(job.made);
    let before = names(&made).len();
    let mut command = gradwalk(folder, &(job.arguments)(at % 2 + 1));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    thread::sleep(after);
    child.kill().expect("it is a child");
    let ended = child.wait().expect("it ends");
    let numbers = job.numbers(folder);
    assert!(versions.contains(&numbers), "a third network, {at}");
    if ended.success() {
        assert_eq!(numbers, versions[at % 2], "{at}");
    }
    assert!(spares(&made) <= 1, "{:?}", names(&made));
    assert!(names(&made).len() <= before + 2, "{:?}", names(&made));
    ended.success()
}

fn kill_many(count: usize) {
    for (at, job) in JOBS.iter().enumerate() {
        let mut dice = Dice::new(500 + at as u64);
        let folder = folder();
        let folder = folder.path();
        job.prepare(folder);
        let first = job.numbers(folder);
        let start = Instant::now();
        succeeded(folder, &(job.arguments)(2));
        let whole = start.elapsed();
        let versions = [first, job.numbers(folder)];
        assert_ne!(versions[0], versions[1]);
        let mut lived = 0;
        for at in 0..count {
            let part = dice.roll(1200) as u32;
            let done = kill(job, folder, &versions, whole * part / 1000, at);
            lived += usize::from(done);
        }
        eprintln!("{lived} of {count} came to their end");
        // And then one that is left alone.
        succeeded(folder, &(job.arguments)(1));
        assert_eq!(job.numbers(folder), versions[0]);
        assert_eq!(spares(&folder.join(job.made)), 0);
    }
}

#[test]
fn a_program_that_is_killed_leaves_the_old_network_or_the_new_one() {
    kill_many(cases(15));
}

#[test]
#[ignore = "the same, thousands of times: two minutes"]
fn a_program_that_is_killed_thousands_of_times_leaves_the_old_network_or_the_new_one() {
    kill_many(cases(3000));
}

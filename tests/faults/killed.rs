//! The real program killed at random moments: what is there is the old network or the new one, whole.

use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::dice::{Dice, cases};
use crate::folder::{folder, names, spares, told};
use crate::program::{JOBS, Job, gradwalk, succeeded};

/// How a run that was killed ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The new network was not there.
    Before,
    /// The new network was there.
    InPlace,
    /// It had come to its end.
    Done,
    /// The new network was there from the start, left by another run.
    Unknown,
}

/// A run that was killed.
struct Killed {
    end: End,
    /// It left its spare file behind.
    leaves: bool,
}

/// Kills it once, so long after it has first looked whether it can save, and looks at what there is.
fn kill(job: &Job, folder: &Path, versions: &[Vec<u64>; 2], after: Duration, at: usize) -> Killed {
    let made = folder.join(job.made);
    let (before, old) = (names(&made).len(), job.numbers(folder));
    let mut command = gradwalk(folder, &(job.arguments)(at % 2 + 1));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    while spares(&made) == 0 && child.try_wait().expect("it is a child").is_none() {
        thread::yield_now();
    }
    thread::sleep(after);
    child.kill().expect("it is a child");
    let is_done = child.wait().expect("it ends").success();
    let numbers = job.numbers(folder);
    assert!(versions.contains(&numbers), "a third network, {at}");
    let is_new = numbers == versions[at % 2];
    assert!(is_new || !is_done, "{at}");
    assert!(spares(&made) <= 1, "{:?}", names(&made));
    assert!(names(&made).len() <= before + 2, "{:?}", names(&made));
    Killed {
        end: match (is_done, is_new) {
            (true, _) => End::Done,
            (_, false) => End::Before,
            _ if numbers == old => End::Unknown,
            _ => End::InPlace,
        },
        leaves: spares(&made) == 1,
    }
}

/// Kills each job so many times; gives back how many of the runs ended before the new network was there, and how many
/// after.
fn kill_many(count: usize) -> [[usize; 2]; 2] {
    let mut ends = [[0; 2]; 2];
    for (at, job) in JOBS.iter().enumerate() {
        let mut dice = Dice::new(500 + at as u64);
        let (mut killed, mut whole) = (Vec::new(), Duration::from_millis(20));
        let mut versions = None;
        let mut own = folder();
        for at in 0..count {
            // A new one now and then, as each of them may leave a tensor file.
            if at % 50 == 0 {
                own = folder();
                job.prepare(own.path());
                let first = job.numbers(own.path());
                let start = Instant::now();
                succeeded(own.path(), &(job.arguments)(2));
                whole = whole.min(start.elapsed());
                versions = Some([first, job.numbers(own.path())]);
            }
            let versions = versions.as_ref().expect("the first one made them");
            assert_ne!(versions[0], versions[1]);
            let after = whole * dice.roll(1500) as u32 / 1000;
            killed.push(kill(job, own.path(), versions, after, at));
        }
        let share = |end: End| killed.iter().filter(|it| it.end == end).count();
        let (done, new) = (share(End::Done), share(End::InPlace));
        let left = killed.iter().filter(|it| it.leaves).count();
        ends[at] = [share(End::Before), done + new];
        told(&format!(
            "of {count}: {done} done, {new} with the new one in place, {left} left a spare"
        ));
        // And then one that is left alone.
        succeeded(own.path(), &(job.arguments)(1));
        assert_eq!(spares(&own.path().join(job.made)), 0);
    }
    ends
}

#[test]
fn a_program_that_is_killed_leaves_the_old_network_or_the_new_one() {
    kill_many(cases(15));
}

#[test]
#[ignore = "the same, thousands of times: some minutes"]
fn a_program_that_is_killed_thousands_of_times_leaves_the_old_network_or_the_new_one() {
    for [before, after] in kill_many(cases(2000)) {
        assert!(before > 0 && after > 0, "{before} before, {after} after");
    }
}

//! A terminal that vanishes, as a closed window or a lost connection does: the explorer is gone at once, and spins never.

#![cfg(target_os = "linux")]

use std::fs;
use std::time::{Duration, Instant};

use crate::harness::within;
use crate::states::{Folder, STATES, State, each};

/// The promise: within which it has to be gone, and what it may compute meanwhile.
const GONE: Duration = Duration::from_secs(1);
const CPU: Duration = Duration::from_millis(100);

/// A tick of the clock by which the kernel counts what a process computes.
const TICK: Duration = Duration::from_millis(10);

/// The shell leads the session, hears of the hang-up and does not care; the explorer never hears of it.
const UNHEARD: &str = r#"trap "" HUP; "$0" "$@"; exit"#;
const HEARD: &str = r#"exec "$0" "$@""#;

/// What a process has computed so far; nothing once it is gone.
fn computed(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u32>().ok();
    let is_alive = !matches!(fields.first(), Some(&"Z" | &"X"));
    is_alive.then_some(TICK * (ticks(11)? + ticks(12)?))
}

/// The explorer's process: the shell's child, or what the shell became.
fn explorer(shell: u32) -> u32 {
    let of_shell = format!(" {shell} ");
    let processes = fs::read_dir("/proc").expect("it is there");
    let child = processes.filter_map(Result::ok).find_map(|entry| {
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        let (_, after) = stat.rsplit_once(')')?;
        let is_child = after.get(2..)?.starts_with(&of_shell);
        is_child.then(|| entry.file_name().to_str()?.parse().ok())?
    });
    child.unwrap_or(shell)
}

/// How long the explorer takes to go, and what it computes until then.
fn hung_up(folder: &Folder, script: &str, state: State) -> (Duration, Duration) {
    let pty = folder.explorer(script, state);
    let process = explorer(pty.id());
    let before = computed(process).expect("it runs");
    let mut last = before;
    let mut child = pty.hang_up("\x0c");
    let start = Instant::now();
    let is_gone = within(GONE * 5, || match computed(process) {
        Some(now) => {
            last = now;
            false
        }
        None => true,
    });
    let took = start.elapsed();
    assert!(is_gone, "{script} at {}", state.name);
    let ended = child.wait().expect("it can be waited for");
    assert_eq!(ended.exit_code(), 129, "{script} at {}", state.name);
    (took, last.saturating_sub(before))
}

/// From each state so many times, within so many times of what is promised.
fn assert_gone(times: usize, longer: u32) {
    let folder = Folder::new();
    // A job that computes may go on computing until it is gone.
    let idle = STATES
        .iter()
        .filter(|state| state.name != "a job computing");
    let once = idle.flat_map(|state| [(HEARD, *state), (UNHEARD, *state)]);
    let all: Vec<_> = once.collect::<Vec<_>>().repeat(times);
    each(all, |(script, state)| {
        let (took, cpu) = hung_up(&folder, script, state);
        let when = format!("{script} at {}: {took:?}, computing {cpu:?}", state.name);
        assert!(took <= GONE * longer, "{when}");
        assert!(cpu <= CPU * longer, "{when}");
    });
}

#[test]
fn an_explorer_without_its_terminal_is_gone_and_never_spins() {
    // A machine that runs other tests is given longer.
    assert_gone(1, 3);
}

#[test]
#[ignore = "twenty times from each state, within what is promised"]
fn an_explorer_without_its_terminal_is_always_gone_within_a_second() {
    assert_gone(20, 1);
}

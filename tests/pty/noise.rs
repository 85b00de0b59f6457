//! More than a learner types: a long type-ahead, a flood, pastes and sequences that never end.

use std::fs;
use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use crate::dice::Dice;
use crate::harness::{Pty, within};
use crate::states::each;

fn opened(arguments: &[&str]) -> Pty {
    let pty = Pty::gradwalk(arguments);
    pty.frame("first step", |text| text.contains("step 1 of"));
    pty
}

fn end(mut pty: Pty, when: &str) {
    pty.signal(Signal::TERM);
    assert!(pty.ends_within(Duration::from_secs(2)), "{when}");
    assert_eq!(pty.status(), 143, "{when}");
    pty.assert_restored();
}

#[test]
fn sixty_four_kibibytes_of_type_ahead_are_obeyed_to_the_last_key() {
    let mut dice = Dice::new(5);
    let mut pty = opened(&["vanishing"]);
    // To and fro over the first twelve of twenty steps, then on to one that was never seen: a key that was lost would
    // lead elsewhere.
    let (mut keys, mut step) = (Vec::new(), 1);
    while keys.len() < 64 * 1024 || step < 12 {
        let on = step == 1 || step < 12 && dice.roll(2) == 0;
        keys.push(if on { b' ' } else { 0x7f });
        step = if on { step + 1 } else { step - 1 };
    }
    keys.extend(b"     ");
    pty.send_bytes(&keys);
    let is_there = || pty.text().contains("step 17 of 20");
    assert!(within(Duration::from_secs(30), is_there), "{}", pty.text());
    thread::sleep(Duration::from_millis(200));
    assert!(is_there(), "{}", pty.text());
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

#[test]
fn what_never_ends_locks_no_keyboard_and_no_signal() {
    let never: [&[u8]; 8] = [
        b"\x1b[200~pasted, and no end",
        b"\x1b[<0;1",
        b"\x1b[",
        b"\x1b[?1;2",
        b"\x1b[M ",
        b"\x1b]52;c;",
        b"\x1bO",
        b"\xf0\x9f",
    ];
    each(never.to_vec(), |bytes| {
        let when = String::from_utf8_lossy(bytes).into_owned();
        let mut pty = opened(&[]);
        pty.send_bytes(bytes);
        end(pty, &when);
        // After a moment's silence a key is a key again.
        let mut pty = opened(&[]);
        pty.send_bytes(bytes);
        thread::sleep(Duration::from_millis(700));
        pty.send("\x1bG");
        pty.frame("last step", |text| text.contains("step 8 of"));
        pty.send("\x03");
        assert_eq!(pty.status(), 0, "{when}");
        pty.assert_restored();
    });
}

#[test]
fn a_flood_of_input_takes_no_memory_and_no_signal() {
    flood(1);
}

#[test]
#[ignore = "20 MB of each kind"]
fn a_long_flood_of_input_takes_no_memory_and_no_signal() {
    flood(20);
}

/// So many megabytes of each kind.
fn flood(megabytes: usize) {
    let kinds: [&[u8]; 5] = [b"x", b"\x1b[200~", b"\x1b[<0;1;", b" \x7f", b"\xff\x1b"];
    let again: [&[u8]; 5] = [b"x", b"pasted ", b"1;1;", b" \x7f", b"\xff\x1b"];
    each(kinds.into_iter().zip(again).collect(), |(begin, again)| {
        let when = String::from_utf8_lossy(begin).into_owned();
        let mut pty = opened(&[]);
        pty.send_bytes(begin);
        let many = again.repeat(1_000_000 / again.len());
        for _ in 0..megabytes {
            pty.send_bytes(&many);
        }
        let status = fs::read_to_string(format!("/proc/{}/status", pty.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let memory = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        assert!(
            memory.is_none_or(|memory| memory < 60 * 1024),
            "{when}: {memory:?} KiB"
        );
        end(pty, &when);
    });
}

//! What the explorer writes: frames of few bytes, each a synchronized update, and nothing where nothing changed.

use rustix::process::Signal;

use crate::harness::{Pty, eventually};

const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// The most bytes that a step may take, at 120×36.
const MOST: usize = 4096;

fn opened(arguments: &[&str]) -> Pty {
    let pty = Pty::gradwalk(arguments);
    pty.frame("first step", |text| text.contains("step 1 of"));
    pty
}

/// What was written since `before` bytes had been: frames and nothing else.
fn frames(pty: &Pty, before: usize) -> Vec<String> {
    let bytes = String::from_utf8(pty.bytes()[before..].to_vec()).expect("all output is UTF-8");
    let frames: Vec<_> = bytes.split_inclusive(END).map(str::to_owned).collect();
    for frame in &frames {
        assert!(frame.starts_with(BEGIN), "{frame:?}");
        assert!(frame.ends_with(END), "{frame:?}");
        assert_eq!(frame.matches(BEGIN).count(), 1, "{frame:?}");
        let inside = frame.trim_end_matches(END);
        assert!(inside.ends_with("\x1b[m"), "colours stay on: {frame:?}");
    }
    frames
}

/// Sends keys and gives the frames they made, the last one of which shows `text`.
fn answer(pty: &mut Pty, keys: &str, text: &str) -> Vec<String> {
    let before = pty.bytes().len();
    pty.send(keys);
    pty.frame(text, |screen| screen.contains(text));
    frames(pty, before)
}

#[test]
fn what_changes_nothing_writes_nothing() {
    let mut pty = opened(&[]);
    // At the first step there is none before it; then keys without a meaning, and a report of the mouse.
    let nothing = "\x1b[D\x7f\x1b[5~g\x1b[24~é\x1b[<0;3;4M";
    let frames = answer(&mut pty, &format!("{nothing} "), "step 2 of 8");
    assert_eq!(frames.len(), 1, "{frames:?}");
    let frames = answer(&mut pty, "G", "step 8 of 8");
    assert_eq!(frames.len(), 1, "{frames:?}");
}

#[test]
fn each_step_is_one_frame_of_few_bytes() {
    let mut pty = opened(&[]);
    pty.resize(120, 36);
    pty.frame("larger screen", |text| text.lines().count() == 36);
    let forward = (2..=8).map(|number| (" ", number));
    let back = (1..8).rev().map(|number| ("\x7f", number));
    for (key, number) in forward.chain(back) {
        let frames = answer(&mut pty, key, &format!("step {number} of 8"));
        assert_eq!(frames.len(), 1, "{frames:?}");
        let bytes = frames[0].len();
        assert!(bytes <= MOST, "step {number} takes {bytes} bytes");
    }
}

#[test]
fn a_redraw_and_a_change_of_size_clear_the_screen_and_draw_all_of_it() {
    let mut pty = opened(&[]);
    for (keys, size) in [("\x0c", None), ("", Some((100, 30)))] {
        let (before, text) = (pty.bytes().len(), pty.text());
        pty.send(keys);
        if let Some((columns, rows)) = size {
            pty.resize(columns, rows);
        }
        assert!(eventually(
            || pty.bytes().len() > before && pty.bytes().ends_with(END.as_bytes())
        ));
        let frames = frames(&pty, before);
        assert!(frames[0].contains("\x1b[2J"), "{frames:?}");
        assert!(frames[0].contains("gradwalk"), "{frames:?}");
        assert!(size.is_some() || pty.text() == text);
    }
}

#[test]
fn the_terminal_is_left_with_every_update_ended() {
    for signal in [None, Some(Signal::TERM)] {
        let mut pty = opened(&[]);
        pty.send(" \x7f ");
        match signal {
            Some(signal) => pty.signal(signal),
            None => pty.send("q"),
        }
        pty.status();
        let bytes = String::from_utf8(pty.bytes()).expect("all output is UTF-8");
        let count = |mark: &str| bytes.matches(mark).count();
        // Restoring ends an update once more, in case one was cut.
        assert_eq!(count(END), count(BEGIN) + 1);
    }
}

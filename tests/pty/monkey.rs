//! A monkey at the keyboard of the explorer itself: keys, halves of sequences, bytes that are no text, sizes of all kinds.

use std::fs;
use std::time::Duration;

use rustix::process::Signal;

use crate::dice::{Dice, cases};
use crate::harness::{Pty, within};
use crate::states::{Folder, each};

const EXEC: &str = r#"exec "$0" "$@""#;

/// What it opens.
const NETWORKS: [&str; 6] = [
    "default",
    "higham-trained",
    "vanishing-residual",
    "layer-norm",
    "dead-relu",
    "large.toml",
];

/// The most memory it may make the explorer take, in KiB.
const MEMORY: u64 = 150 * 1024;

/// Keys, most of which mean something. No path leads out of the folder: there is no `/`.
const KEYS: &[u8] = b"  \x7f\x7f<>gGsAtjklhJJvinaydobcCpewurDmT:?.+-=[]0123456789\r\r\t\x04\x15\x0b\x12\x0c\x01\x1a\x08.,xyWz ";

/// Sequences, whole, unknown and cut short.
const SEQUENCES: [&[u8]; 34] = [
    b"\x1b[A",
    b"\x1b[B",
    b"\x1b[C",
    b"\x1b[D",
    b"\x1b[5~",
    b"\x1b[6~",
    b"\x1b[H",
    b"\x1b[F",
    b"\x1b[3~",
    b"\x1b[Z",
    b"\x1bOC",
    b"\x1bOP",
    b"\x1b[1;5C",
    b"\x1b[113u",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[200~pasted\x1b[201~",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1b[1;1R",
    b"\x1b[0;0R",
    b"\x1b[999;999R",
    b"\x1b[",
    b"\x1b[<",
    b"\x1b[<0;1",
    b"\x1b[?",
    b"\x1b[M",
    b"\x1b[M!",
    b"\x1b[[",
    b"\x1bO",
    b"\x1b]52;c;",
    b"\x1bP",
    b"\x1b[;;;",
    b"\x1b[1;",
];

/// What is no UTF-8, or is none yet.
const NO_TEXT: [&[u8]; 8] = [
    b"\xff",
    b"\x80",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xf5\x80\x80\x80",
    b"\xe2\x88",
    b"\xf0\x9f",
    "é∇😀".as_bytes(),
];

const SIZES: [(u16, u16); 12] = [
    (0, 0),
    (1, 1),
    (0, 24),
    (80, 0),
    (2, 50),
    (60, 16),
    (59, 15),
    (80, 24),
    (120, 36),
    (200, 60),
    (500, 200),
    (300, 1),
];

/// What it has done, and the explorer it does it to.
struct Monkey<'a> {
    dice: Dice,
    folder: &'a Folder,
    network: &'a str,
    pty: Pty,
    restarts: usize,
}

impl<'a> Monkey<'a> {
    fn new(folder: &'a Folder, network: &'a str, seed: u64) -> Self {
        Self {
            dice: Dice::new(seed),
            folder,
            network,
            pty: opened(folder, network),
            restarts: 0,
        }
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.dice.roll(of.len())]
    }

    fn bytes(&mut self) -> Vec<u8> {
        match self.dice.roll(20) {
            0..12 => vec![self.pick(KEYS)],
            12..15 => self.pick(&SEQUENCES).to_vec(),
            15 => self.pick(&NO_TEXT).to_vec(),
            16..19 => {
                let button = self.pick(&["0", "64", "65", "2", "32", "35", "999", "-1"]);
                let (x, y, end) = (
                    self.dice.roll(90),
                    self.dice.roll(30),
                    self.pick(&["M", "m", ""]),
                );
                format!("\x1b[<{button};{x};{y}{end}").into_bytes()
            }
            // The ways out, now and then; and any byte but the one that leads out of the folder.
            _ if self.dice.roll(20) == 0 => vec![self.pick(b"q\x03")],
            _ => [self.dice.roll(256) as u8]
                .into_iter()
                .filter(|byte| *byte != b'/')
                .collect(),
        }
    }

    /// So many keys, a change of size after every tenth.
    fn play(&mut self, keys: usize) {
        for key in 0..keys {
            let bytes = self.bytes();
            self.pty.send_bytes(&bytes);
            if key % 10 == 9 {
                let (columns, rows) = self.pick(&SIZES);
                self.pty.resize(columns, rows);
            }
            if key % 100 == 99 || self.pty.has_ended() {
                self.check();
            }
        }
        self.check();
    }

    /// Alive, and draws; or left by a key, the terminal as it was.
    fn check(&mut self) {
        self.pty.resize(80, 24);
        let before = self.pty.bytes().len();
        // What is pasted ends with the silence after it.
        let draws = (0..20).any(|_| {
            self.pty.send("\x0c");
            within(Duration::from_millis(500), || {
                self.pty.has_ended() || self.pty.bytes().len() > before && self.pty.has_frame()
            })
        });
        assert!(draws, "{}: no frame:\n{}", self.network, self.pty.text());
        if self.pty.has_ended() {
            assert_eq!(
                self.pty.status(),
                0,
                "{}:\n{}",
                self.network,
                self.pty.text()
            );
            self.pty.assert_restored();
            self.assert_sound();
            self.pty = opened(self.folder, self.network);
            self.restarts += 1;
            return;
        }
        if let Some(memory) = memory(self.pty.id()) {
            assert!(memory < MEMORY, "{}: {memory} KiB", self.network);
        }
        self.assert_sound();
    }

    fn assert_sound(&self) {
        let bytes = self.pty.bytes();
        let is_panic = bytes.windows(8).any(|word| word == b"panicked");
        assert!(
            !is_panic,
            "{}: {}",
            self.network,
            String::from_utf8_lossy(&bytes)
        );
    }

    /// Leaves by Ctrl-C where that leads out, else by a signal.
    fn leave(mut self) {
        self.pty.send("\x1b\x1b\x1b\x03\x03");
        let is_gone = self.pty.ends_within(Duration::from_secs(1));
        if !is_gone {
            self.pty.signal(Signal::TERM);
        }
        let expected = if is_gone { 0 } else { 143 };
        assert_eq!(self.pty.status(), expected, "{}", self.network);
        self.pty.assert_restored();
        self.assert_sound();
    }
}

fn opened(folder: &Folder, network: &str) -> Pty {
    let pty = folder.started(EXEC, &["--mouse", network]);
    pty.frame("first step", |text| text.contains("step 1 of"));
    pty
}

/// The most memory the process has taken, in KiB, where the system says.
fn memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn play(keys: usize) {
    let seeds: Vec<(u64, &str)> = (1..).zip(NETWORKS).collect();
    each(seeds, |(seed, network)| {
        let folder = Folder::new();
        let mut monkey = Monkey::new(&folder, network, seed);
        monkey.play(keys / NETWORKS.len());
        monkey.leave();
    });
}

#[test]
fn nothing_that_a_monkey_types_breaks_the_explorer() {
    play(cases(2_000));
}

#[test]
#[ignore = "20,000 keys and 2,000 changes of size"]
fn nothing_that_a_monkey_types_for_long_breaks_the_explorer() {
    play(cases(20_000));
}

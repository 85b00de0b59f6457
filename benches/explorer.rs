//! What a key costs on a network of 21 million weights, as a multiple of one forward pass; how much memory the walk, its
//! edits and its descent steps take, as a multiple of the weights; and how soon a job ends that nobody wants any more.

#![allow(clippy::print_stdout)]

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use gradwalk::engine::{
    Activation, Entry, Layer, Matrix, Network, Objective, Quantity, Trace, Vector,
};
use gradwalk::keymap::{self, Key, table};
use gradwalk::page::{Captions, Script};
use gradwalk::session::{Action, Mode, Session, Start};
use gradwalk::theme::{Depth, THEMES};
use gradwalk::view::{Look, Screen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZES: [usize; 4] = [1024, 4096, 4096, 1];

/// A large screen.
const AREA: Rect = Rect::new(0, 0, 200, 60);

/// A frame, in milliseconds.
const FRAME: f64 = 16.0;

/// What is typed, one key after another, in one session; `!` ends everything that is open,
/// and WEIGHTS goes to a W.
const TYPED: &str = "→ → Tab j l Ctrl-d Ctrl-u h k + - t t s → → → s 3 Enter G ← → o o c > < \
    Enter j l Enter Tab Enter ! n j l Tab Enter ! a j PageDown Tab d G ! / z 3 Enter ! / 0 . 5 Enter ! \
    J l j ! v j ! i → f Tab + ! p G → ! g y Esc : q Esc ? Esc . Esc P P \
    3 Enter WEIGHTS e 0 . 5 Enter → ← a ! b b e 0 . 2 5 Enter u Ctrl-r u u \
    o G → l j Ctrl-d Tab + - → → → u Ctrl-r u";

fn main() {
    let weights: usize = SIZES.windows(2).map(|pair| pair[0] * pair[1] * 8).sum();
    let start = Instant::now();
    let trace = trace();
    println!("built in {:.0} ms", ms(start));
    let pass = (0..5).map(|_| timed(|| trace.value_at(trace.input())).1);
    let pass = pass.fold(f64::INFINITY, f64::min);
    println!("one forward pass: {pass:.1} ms");
    let mut session = Session::new(trace, Captions::default(), Start::default());
    let mut buffer = Buffer::empty(AREA);
    draw(&mut session, &mut buffer);
    report("opened", weights);

    let mut slow: Vec<(f64, String)> = Vec::new();
    for name in TYPED.split_whitespace() {
        if name == "WEIGHTS" {
            while !matches!(session.selected_entry(), Some(entry) if is_weight(entry)) {
                session.update(Action::NextOperand);
            }
            continue;
        }
        let name = if name == "!" { "Esc" } else { name };
        let of = format!(
            "{name} in {:?} at step {}",
            session.mode(),
            session.place() + 1
        );
        let (edits, took) = timed(|| {
            let action = keymap::action(&session, key(name));
            action.map(|action| session.update(action));
            draw(&mut session, &mut buffer);
            session.what_if().is_edited()
        });
        slow.push((took, of));
        if name == "Esc" {
            while session.mode() != Mode::Walk {
                session.update(Action::Leave);
            }
        }
        if took > FRAME && edits {
            report(&slow[slow.len() - 1].1, weights);
        }
    }
    slow.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (took, of) in slow.iter().take_while(|(took, _)| *took > FRAME / 4.0) {
        println!("{took:6.1} ms, {:4.1} passes: {of}", took / pass);
    }
    report("after all keys", weights);
    for keys in ["J", "v", "v Enter", "i"] {
        stopped(&session, keys);
    }
    report("after all jobs", weights);
}

/// How long a job goes on after nobody wants it, at the worst of many moments.
fn stopped(session: &Session, keys: &str) {
    let mut session = session.clone();
    for name in keys.split_whitespace() {
        let action = keymap::action(&session, key(name));
        action.map(|action| session.update(action));
    }
    let mut worst: f64 = 0.0;
    for wait in [
        1, 3, 10, 30, 60, 100, 200, 350, 500, 700, 900, 1200, 2000, 4000,
    ] {
        let Some(job) = session.wanted() else { return };
        let is_wanted = Arc::new(AtomicBool::new(true));
        let flag = Arc::clone(&is_wanted);
        let work = thread::spawn(move || {
            job.run(&mut || flag.load(Ordering::Relaxed), &mut |_| {});
        });
        thread::sleep(Duration::from_millis(wait));
        let (_, took) = timed(|| {
            is_wanted.store(false, Ordering::Relaxed);
            work.join()
        });
        worst = worst.max(took);
    }
    println!("the job of {keys} ends after {worst:.1} ms at most");
}

fn draw(session: &mut Session, buffer: &mut Buffer) {
    let look = Look {
        theme: &THEMES[0],
        depth: Depth::True,
        script: Script::Unicode,
    };
    session.resize(AREA.width, AREA.height);
    buffer.reset();
    Screen { session, look }.draw(AREA, buffer);
}

const fn is_weight(entry: Entry) -> bool {
    matches!(entry.quantity, Quantity::Weights(_))
}

/// The key that the keymap calls `name`, or a character of its own.
fn key(name: &str) -> Key {
    let bound = table().flat_map(|row| row.bound);
    let mut keys = bound.flat_map(|(keys, ..)| *keys);
    let found = keys.find(|key| key.name(Script::Unicode) == name);
    let character = name.chars().next().unwrap_or(' ');
    found.copied().unwrap_or(Key::Char(character))
}

fn trace() -> Trace {
    let mut state = 1_u64;
    let layers = SIZES.windows(2).map(|pair| {
        let reach = 1.7 / (pair[0] as f64).sqrt();
        let weights = Matrix::from_fn(pair[1], pair[0], |_, _| reach * number(&mut state));
        let bias = Vector::from_fn(pair[1], |_, _| 0.5 * number(&mut state));
        Layer::new(weights, bias, Activation::Tanh)
    });
    let network = Network::new(layers.collect()).expect("the shapes fit");
    let x = Vector::from_fn(SIZES[0], |_, _| number(&mut state));
    let y = Vector::from_element(1, 1.0);
    let objective = Objective::Output { component: 0 };
    Trace::record(Arc::new(network), x, Some(y), objective).expect("x and y fit")
}

/// From −1 to 1, by the generator splitmix64.
fn number(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

/// The memory of the program, now and at its most.
fn report(when: &str, weights: usize) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
        number.unwrap_or(f64::NAN) * 1024.0 / weights as f64
    };
    println!(
        "memory, {when}: {:.2}, at the most {:.2} times the weights",
        of("VmRSS"),
        of("VmHWM")
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = work();
    (result, ms(start))
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

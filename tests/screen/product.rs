//! Every screen at every size in every state: all that can be open over networks in which something may go wrong.

use gradwalk::session::{Answer, Effect, Mode, Session};
use gradwalk::theme::{Depth, THEMES};
use gradwalk::view::Look;

use crate::dice::{Dice, cases};
use crate::frames::held;
use crate::hostile;
use crate::jobs::work;
use crate::networks::{Opened, built_in, golden};
use crate::screen::{ASCII, DARK, session};
use crate::typing::type_keys;

/// Keys to every screen; a bar between what is open and what is pressed once its pictures are there.
const SCREENS: [&str; 41] = [
    "",
    "→ Tab l j",
    "s > > → t",
    "G",
    "p G + + + + + + + + + + + + +",
    "o > > - - -",
    "A",
    "Enter",
    "G Enter Enter j Enter",
    "→ Enter Tab j",
    "n",
    "→ n l j j",
    "G n j Enter",
    "a",
    "G a G d d",
    "G / 2 . 5",
    "/ W [ 2 ]",
    "/ z z z",
    "J",
    "J l j | c",
    "v",
    "v | Enter l",
    "v j j Enter | k",
    "i",
    "i f + + + +",
    "i t | ← ↑ f - - - - -",
    "i | Tab → → e",
    "o D",
    "o D Tab Tab + + + + + + l j",
    "o D → Ctrl-r u b",
    "e 1 e 3 0 0 Enter | v",
    "Tab e - 7",
    "Tab e x | Enter",
    "Tab e 2 Enter w",
    ": d e",
    "? j j j j",
    "1 2 3",
    "y",
    ".",
    "Tab e 2 Enter q",
    "Tab e 2 Enter w 网 Enter",
];

const LOOKS: [Look; 4] = [
    DARK,
    ASCII,
    Look {
        theme: &THEMES[1],
        depth: Depth::Sixteen,
        ..DARK
    },
    Look {
        theme: &THEMES[2],
        depth: Depth::None,
        ..ASCII
    },
];

/// What a file, or an operating system, may have to say.
const NEWS: &str =
    "cannot read x.toml: \u{1b}]0;x\u{7}\u{202e}网络\nthe rest of it\n\n  | W = [[1,\n  |      ^";

pub fn networks() -> Vec<Opened> {
    let usual = [
        built_in("default"),
        built_in("layer-norm"),
        golden("digits-shape"),
    ];
    usual.into_iter().chain(hostile::all()).collect()
}

/// Every screen of `opened`, drawn from a screen of another size, with something to say now and then.
pub fn screens(opened: &Opened) -> Vec<Session> {
    let press = |(at, keys): (usize, &&str)| {
        let mut session = session(opened);
        let (open, then) = keys.split_once('|').unwrap_or((keys, ""));
        session.resize([500, 0, 80, 61][at % 4], [200, 0, 24, 17][at % 4]);
        let effect = type_keys(&mut session, open);
        // What takes a large network long is seen on its way.
        if opened.trace.network().parameters() < 500 {
            work(&mut session);
        }
        type_keys(&mut session, then);
        if let Effect::Save { path, .. } = effect {
            session.take(Answer::Exists(path));
        }
        match at % 7 {
            3 => session.take(Answer::Failed(NEWS.to_owned())),
            5 => session.take(Answer::Changed),
            _ => {}
        }
        session
    };
    SCREENS.iter().enumerate().map(press).collect()
}

/// All sizes at which less than everything is drawn, or hardly more.
fn small() -> impl Iterator<Item = (u16, u16)> {
    (0..=60).flat_map(|width| (0..=20).map(move |height| (width, height)))
}

/// Sizes at which everything is drawn.
const LARGE: [(u16, u16); 8] = [
    (60, 16),
    (61, 17),
    (80, 24),
    (109, 29),
    (110, 30),
    (160, 45),
    (200, 60),
    (500, 200),
];

#[test]
fn every_mode_is_among_the_screens() {
    let screens = screens(&built_in("default"));
    let modes: Vec<_> = screens.iter().map(Session::mode).collect();
    for mode in Mode::ALL {
        assert!(modes.contains(&mode), "{mode:?}");
    }
}

#[test]
fn every_size_is_drawn_on_some_screen_in_some_state() {
    let mut dice = Dice::new(1);
    let screens: Vec<_> = networks().iter().flat_map(screens).collect();
    for size in small() {
        for _ in 0..cases(8) {
            held(
                &screens[dice.roll(screens.len())],
                LOOKS[dice.roll(4)],
                size,
            );
        }
    }
    for (at, session) in screens.iter().enumerate() {
        held(session, LOOKS[at % 4], (60, 16));
        held(session, LOOKS[(at / 4) % 4], LARGE[1 + dice.roll(6)]);
    }
}

#[test]
#[ignore = "a million and a half frames: minutes in a release build"]
fn every_screen_is_drawn_at_every_size_in_every_state() {
    for opened in networks() {
        for session in screens(&opened) {
            for look in LOOKS {
                for size in small().chain(LARGE) {
                    held(&session, look, size);
                }
            }
        }
    }
}

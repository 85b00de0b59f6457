//! What may happen to the explorer, each of it with all that it depends on, so that it can happen again.

use gradwalk::keymap::{Key, table};

use crate::dice::Dice;

/// Something that happens, and what is to be held afterwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    pub happening: Happening,
    pub probe: Probe,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Happening {
    /// A key; and how what it asks of the terminal turns out.
    Key(Key, Luck),
    /// A click on what is drawn, likewise.
    Click(u16, u16, Luck),
    /// A notch of the wheel, up or down.
    Wheel(bool),
    /// The screen has another size; the session hears of it, or not yet.
    Resize(u16, u16, bool),
    /// The walk goes on by itself.
    Tick,
    /// The worker works until it has asked so many times whether it is wanted.
    Work(usize),
    /// What the worker found some time ago arrives again.
    Late(usize),
    /// Another program changes the file.
    Changed,
    /// The terminal answers what nobody asked.
    Answer(Luck),
}

/// How what is asked of the terminal turns out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Luck {
    Well,
    /// In another way: tensors beside the file, another network in the place of this one.
    Otherwise,
    /// A file of that name exists, there are too many numbers, a file has another shape.
    Refused,
    /// In words that a file or an operating system chose.
    Badly,
}

/// What is to be held after an event, beyond what always is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Probe {
    None,
    /// → and then ←.
    Back,
    /// An edit undone, and done again.
    Undo,
    /// An action and the one that takes it back.
    Inverse(usize),
    /// Esc, until nothing is open.
    Escape,
    /// The walk recorded afresh.
    Fresh,
}

/// Every key that means something somewhere, and some that never do.
pub fn keys() -> Vec<Key> {
    let bound = table()
        .flat_map(|row| row.bound)
        .flat_map(|(keys, ..)| *keys);
    let bound = bound
        .copied()
        .filter(|key| !matches!(key, Key::Text | Key::Digit));
    bound
        .chain("0123456789/-.e zxδ\u{301}漢\"".chars().map(Key::Char))
        .collect()
}

impl Event {
    /// Any event: mostly keys.
    pub fn rolled(dice: &mut Dice, keys: &[Key]) -> Self {
        let happening = match dice.roll(40) {
            0 | 1 => {
                let (x, y) = (dice.roll(84), dice.roll(28));
                Happening::Click(x as u16, y as u16, luck(dice))
            }
            2 => Happening::Wheel(dice.roll(2) == 0),
            3..=6 => {
                let (width, height) = size(dice);
                Happening::Resize(width, height, dice.roll(4) > 0)
            }
            7 => Happening::Tick,
            8 => Happening::Work(dice.roll(30)),
            9 => Happening::Late(dice.roll(8)),
            10 if dice.roll(4) == 0 => Happening::Changed,
            11 if dice.roll(6) == 0 => Happening::Answer(luck(dice)),
            _ => Happening::Key(keys[dice.roll(keys.len())], luck(dice)),
        };
        let probe = match dice.roll(40) {
            0..=3 => Probe::Back,
            4 | 5 => Probe::Undo,
            6..=8 => Probe::Inverse(dice.roll(64)),
            9 => Probe::Escape,
            10 => Probe::Fresh,
            _ => Probe::None,
        };
        Self { happening, probe }
    }
}

fn luck(dice: &mut Dice) -> Luck {
    [Luck::Well, Luck::Otherwise, Luck::Refused, Luck::Badly][dice.roll(4)]
}

/// A size of the screen: mostly one at which everything is drawn and little has to be.
fn size(dice: &mut Dice) -> (u16, u16) {
    let (width, height) = match dice.roll(200) {
        0 => (500, 200),
        1 => (0, 0),
        2 => (1, 1),
        3..=5 => (200, 60),
        6..=13 => (120, 36),
        14..=30 => (80, 24),
        31..=90 => (60 + dice.roll(60), 16 + dice.roll(16)),
        _ => (dice.roll(64), dice.roll(20)),
    };
    (width as u16, height as u16)
}

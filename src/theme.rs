//! Colours by meaning: a table of roles for each theme, and what is left of it where a terminal has fewer colours.

mod heat;

use anstyle_lossy::palette::VGA;
use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Words and symbols.
    Text,
    /// What may be overlooked.
    Dim,
    /// The name of a panel, the equation.
    Title,
    /// Frames and brackets.
    Border,
    /// A key in the footer.
    Key,
    /// Where the walk is.
    Now,
    /// What of the forward pass is done.
    Done,
    /// What belongs to the gradient.
    Gradient,
    /// What is not computed yet.
    Pending,
    /// A number above 0.
    Positive,
    /// A number below 0.
    Negative,
    /// A number that is exactly 0.
    Zero,
    /// Behind the row, column or factors that this step uses.
    Lit,
    /// Behind the selected entry.
    Selected,
    /// Something that the user should know.
    Notice,
    /// A number that an edit changed: laid over the look of its sign, which stays.
    Changed,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Text,
        Self::Dim,
        Self::Title,
        Self::Border,
        Self::Key,
        Self::Now,
        Self::Done,
        Self::Gradient,
        Self::Pending,
        Self::Positive,
        Self::Negative,
        Self::Zero,
        Self::Lit,
        Self::Selected,
        Self::Notice,
        Self::Changed,
    ];
}

/// How many colours a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// 24 bits.
    True,
    /// The 256 of xterm.
    Indexed,
    /// The sixteen that the user chose.
    Sixteen,
    /// None: bold and reverse alone.
    None,
}

type Rgb = (u8, u8, u8);

/// A theme: its name and its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The name on the command line.
    pub name: &'static str,
    background: Rgb,
    lit: Rgb,
    selected: (Rgb, Rgb),
    text: Rgb,
    dim: Rgb,
    title: Rgb,
    border: Rgb,
    key: Rgb,
    now: Rgb,
    done: Rgb,
    gradient: Rgb,
    pending: Rgb,
    positive: Rgb,
    negative: Rgb,
    notice: Rgb,
}

/// The themes; the first is the default. Blue and orange stay apart for every kind of colour blindness. All that is
/// read has a contrast of 4.5 to what is behind it, with high contrast of 7; frames have 3.
pub const THEMES: &[Theme] = &[
    Theme {
        name: "dark",
        background: (0x17, 0x18, 0x1c),
        lit: (0x3b, 0x35, 0x17),
        selected: ((0x17, 0x18, 0x1c), (0xff, 0xd4, 0x3b)),
        text: (0xdc, 0xdd, 0xe0),
        dim: (0xac, 0xaf, 0xb9),
        title: (0xff, 0xff, 0xff),
        border: (0x68, 0x6b, 0x77),
        key: (0x66, 0xd0, 0xe0),
        now: (0xff, 0xd4, 0x3b),
        done: (0x8f, 0xd1, 0x94),
        gradient: (0xc3, 0xa6, 0xff),
        pending: (0x9a, 0x9d, 0xa8),
        positive: (0x7a, 0xb8, 0xff),
        negative: (0xff, 0x9d, 0x5c),
        notice: (0xff, 0xd4, 0x3b),
    },
    Theme {
        name: "light",
        background: (0xff, 0xff, 0xff),
        lit: (0xff, 0xee, 0xb0),
        selected: ((0xff, 0xff, 0xff), (0x8a, 0x4b, 0x00)),
        text: (0x20, 0x22, 0x28),
        dim: (0x5a, 0x5d, 0x68),
        title: (0x00, 0x00, 0x00),
        border: (0x8b, 0x8e, 0x9a),
        key: (0x00, 0x66, 0x7a),
        now: (0x8a, 0x4b, 0x00),
        done: (0x1d, 0x6b, 0x2a),
        gradient: (0x6a, 0x2f, 0xc9),
        pending: (0x67, 0x6a, 0x75),
        positive: (0x00, 0x4f, 0xb8),
        negative: (0xb0, 0x3f, 0x00),
        notice: (0x8a, 0x4b, 0x00),
    },
    Theme {
        name: "high-contrast",
        background: (0x00, 0x00, 0x00),
        lit: (0x3a, 0x32, 0x00),
        selected: ((0x00, 0x00, 0x00), (0xff, 0xe0, 0x00)),
        text: (0xff, 0xff, 0xff),
        dim: (0xd0, 0xd0, 0xd0),
        title: (0xff, 0xff, 0xff),
        border: (0x9a, 0x9a, 0x9a),
        key: (0x7f, 0xe8, 0xf5),
        now: (0xff, 0xe0, 0x00),
        done: (0xa4, 0xed, 0xa8),
        gradient: (0xdc, 0xc8, 0xff),
        pending: (0xc0, 0xc0, 0xc0),
        positive: (0xa0, 0xd0, 0xff),
        negative: (0xff, 0xb8, 0x84),
        notice: (0xff, 0xe0, 0x00),
    },
];

impl Theme {
    /// The theme of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        THEMES.iter().find(|theme| theme.name == name)
    }

    /// The theme after this one; after the last, the first.
    pub fn next(&self) -> &'static Self {
        let here = THEMES.iter().position(|theme| theme.name == self.name);
        &THEMES[here.map_or(0, |here| (here + 1) % THEMES.len())]
    }

    /// How `role` looks on a terminal of that depth.
    pub fn style(&self, role: Role, depth: Depth) -> Style {
        if depth == Depth::None {
            return without_colour(role);
        }
        let (foreground, background) = self.colours(role);
        let mut style = Style::new().add_modifier(emphasis(role));
        // Sixteen colours are the user's own, and so is their background.
        let background = background.filter(|_| depth != Depth::Sixteen || role == Role::Selected);
        style.fg = foreground.map(|rgb| colour(rgb, depth));
        style.bg = background.map(|rgb| colour(rgb, depth));
        if depth == Depth::Sixteen && role == Role::Lit {
            style = style.add_modifier(Modifier::UNDERLINED);
        }
        style
    }

    fn colours(&self, role: Role) -> (Option<Rgb>, Option<Rgb>) {
        let foreground = match role {
            Role::Text | Role::Zero => self.text,
            Role::Dim => self.dim,
            Role::Title => self.title,
            Role::Border => self.border,
            Role::Key => self.key,
            Role::Now => self.now,
            Role::Done => self.done,
            Role::Gradient => self.gradient,
            Role::Pending => self.pending,
            Role::Positive => self.positive,
            Role::Negative => self.negative,
            Role::Notice => self.notice,
            Role::Changed => return (None, None),
            Role::Lit => return (None, Some(self.lit)),
            Role::Selected => return (Some(self.selected.0), Some(self.selected.1)),
        };
        (
            Some(foreground),
            (role == Role::Text).then_some(self.background),
        )
    }
}

/// What stays where there is no colour: weight, and reverse for the selection.
fn without_colour(role: Role) -> Style {
    let modifier = match role {
        Role::Selected => Modifier::REVERSED,
        Role::Lit => Modifier::BOLD.union(Modifier::UNDERLINED),
        Role::Dim | Role::Pending | Role::Border => Modifier::DIM,
        role => emphasis(role),
    };
    Style::new().add_modifier(modifier)
}

const fn emphasis(role: Role) -> Modifier {
    match role {
        Role::Title | Role::Now | Role::Selected | Role::Notice => Modifier::BOLD,
        // Where there is no slant the line is left; Lit, with few colours a line too, has none.
        Role::Changed => Modifier::ITALIC.union(Modifier::UNDERLINED),
        _ => Modifier::empty(),
    }
}

fn colour((red, green, blue): Rgb, depth: Depth) -> Color {
    let rgb = anstyle::RgbColor(red, green, blue);
    match depth {
        Depth::True => Color::Rgb(red, green, blue),
        Depth::Indexed => Color::Indexed(anstyle_lossy::rgb_to_xterm(rgb).0),
        Depth::Sixteen => Color::Indexed(anstyle_lossy::rgb_to_ansi(rgb, VGA) as u8),
        Depth::None => Color::Reset,
    }
}

//! How a value looks in a cell: its colour, or a character where there are too few colours.

use ratatui::style::{Color, Modifier, Style};

use crate::page::Script;
use crate::theme::Role;
use crate::view::Look;

/// What a share is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// From the least, 0, to the greatest, 1.
    Sequential,
    /// From below zero, −1, to above, 1.
    Diverging,
}

/// From less to more. No character of a ramp means anything else in a picture.
const RAMP: (&str, &str) = (" ░▒▓█", " .:=+*#%@");

/// From far below zero to far above.
const SIGNS: [char; 5] = ['=', '-', ' ', '+', '#'];

impl Scale {
    /// Whether shares are told by colours.
    pub fn is_coloured(self, look: Look) -> bool {
        look.script != Script::Ascii && self.colour(0.5, look).is_some()
    }

    /// The colour of a share; `None` where there is none.
    pub fn colour(self, share: f64, look: Look) -> Option<Color> {
        match self {
            Self::Sequential => look.theme.heat(share, look.depth),
            Self::Diverging => look.theme.diverging(share, look.depth),
        }
    }

    /// The character of a share where there are no colours.
    fn character(self, share: f64, look: Look) -> char {
        let ramp = match self {
            Self::Sequential => look.glyph(RAMP.0, RAMP.1),
            Self::Diverging => {
                let at = match share {
                    share if share < -0.5 => 0,
                    share if share < -0.02 => 1,
                    share if share <= 0.02 => 2,
                    share if share <= 0.5 => 3,
                    _ => 4,
                };
                return SIGNS[at];
            }
        };
        let levels = ramp.chars().count();
        let level = (share.clamp(0.0, 1.0) * levels as f64) as usize;
        ramp.chars().nth(level.min(levels - 1)).unwrap_or(' ')
    }

    /// The upper and the lower half of a cell, as a character and its style.
    pub fn halves(self, upper: f64, lower: f64, look: Look) -> (char, Style) {
        let mean = f64::midpoint(upper, lower);
        if !mean.is_finite() {
            return ('?', look.style(Role::Dim));
        }
        if !self.is_coloured(look) {
            return (self.character(mean, look), look.style(Role::Text));
        }
        let (upper, lower) = (self.colour(upper, look), self.colour(lower, look));
        let mut style = Style::new();
        (style.fg, style.bg) = (upper, lower);
        if upper == lower {
            (' ', style)
        } else {
            ('▀', style)
        }
    }

    /// How something drawn over a share looks.
    pub fn over(self, share: f64, look: Look, role: Role) -> Style {
        let style = look.style(role);
        let behind = Some(share).filter(|_| self.is_coloured(look));
        match behind.and_then(|share| self.colour(share, look)) {
            Some(colour) => {
                let mut over = Style::new().add_modifier(style.add_modifier);
                over.fg = Some(look.theme.on(colour));
                over.bg = Some(colour);
                if role == Role::Dim {
                    over = over.add_modifier(Modifier::DIM);
                }
                over
            }
            None => style,
        }
    }
}

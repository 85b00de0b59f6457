//! Colours for amounts: maps that grow from the background, and text that can be read on them.

use anstyle_lossy::palette::VGA;
use anstyle_lossy::xterm_to_rgb;
use colorous::VIRIDIS;
use ratatui::style::Color;

use super::{Depth, Rgb, Theme, colour};

const BLACK: Rgb = (0x00, 0x00, 0x00);
const WHITE: Rgb = (0xff, 0xff, 0xff);

impl Theme {
    /// The colour of `share`, from 0, the end of the map that is closest to the background, to 1, in steps that look
    /// even. Beyond an end it is that of the end. `None` for NaN, and where there are too few colours.
    pub fn heat(&self, share: f64, depth: Depth) -> Option<Color> {
        let share = amount(share, depth)?.max(0.0);
        let is_dark = luminance(self.background) < luminance(self.text);
        let place = if is_dark { share } else { 1.0 - share };
        let colorous::Color { r, g, b } = VIRIDIS.eval_continuous(place);
        Some(colour((r, g, b), depth))
    }

    /// The colour of `share`, from −1 to 1: that of its sign, the fainter the closer it is to 0, which is the
    /// background. Beyond an end it is that of the end. `None` for NaN, and where there are too few colours.
    pub fn diverging(&self, share: f64, depth: Depth) -> Option<Color> {
        let share = amount(share, depth)?;
        let end = if share < 0.0 {
            self.negative
        } else {
            self.positive
        };
        Some(colour(mixed(self.background, end, share.abs()), depth))
    }

    /// The colour of text on `background`: black or white, whichever stands out more. On the terminal's own colours,
    /// which nobody knows, its own too.
    pub fn on(&self, background: Color) -> Color {
        let (rgb, depth) = match background {
            Color::Rgb(red, green, blue) => ((red, green, blue), Depth::True),
            Color::Indexed(index @ 16..) => {
                let rgb = xterm_to_rgb(anstyle::Ansi256Color(index), VGA);
                ((rgb.r(), rgb.g(), rgb.b()), Depth::Indexed)
            }
            _ => return Color::Reset,
        };
        let bright = luminance(rgb) + 0.05;
        // WCAG's contrast: of black it is bright / 0.05, of white 1.05 / bright.
        let text = if bright / 0.05 > 1.05 / bright {
            BLACK
        } else {
            WHITE
        };
        colour(text, depth)
    }
}

/// `share` between −1 and 1, if it is a number and `depth` can show how large it is.
fn amount(share: f64, depth: Depth) -> Option<f64> {
    let enough = matches!(depth, Depth::True | Depth::Indexed);
    (enough && !share.is_nan()).then(|| share.clamp(-1.0, 1.0))
}

/// A colour between two, in the numbers that screens take: they are spaced about as the eye is.
fn mixed(from: Rgb, to: Rgb, share: f64) -> Rgb {
    let mix = |from: u8, to: u8| {
        let (from, to) = (f64::from(from), f64::from(to));
        (from + share * (to - from)).round() as u8
    };
    (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// How bright a colour is, from 0 to 1: WCAG's relative luminance.
fn luminance((red, green, blue): Rgb) -> f64 {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

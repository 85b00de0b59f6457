//! Round numbers at the edges of a picture.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{cell, write};
use crate::page::Numeral;
use crate::theme::Role;
use crate::view::Look;
use crate::view::look::extent;

/// The part of a step that is taken for rounding.
const NOISE: f64 = 1e-6;

/// Round numbers from `least` to `greatest`, about `most` of them, with the digits that tell them apart.
fn round_numbers(least: f64, greatest: f64, most: usize) -> Vec<(f64, usize)> {
    let range = greatest - least;
    // A little less and a little more: 0.3 − 0.1 is not quite 0.2.
    let rough = range / most.max(1) as f64 * (1.0 - NOISE);
    if !(range.is_finite() && rough > 0.0) {
        return Vec::new();
    }
    let power = 10_f64.powi(rough.log10().floor().clamp(-307.0, 307.0) as i32);
    let factors = [1.0, 2.0, 5.0, 10.0];
    let step = factors.into_iter().find(|factor| factor * power >= rough);
    let step = step.unwrap_or(10.0) * power;
    let first = (least / step - NOISE).ceil();
    let size = least.abs().max(greatest.abs());
    let digits = ((size / step).log10().max(0.0).ceil() as usize).saturating_add(1);
    (0..=most + 1)
        .map(|place| (first + place as f64) * step + 0.0)
        .take_while(|number| *number <= greatest + step * NOISE)
        .map(|number| (number, digits))
        .collect()
}

fn label((number, digits): (f64, usize), look: Look) -> String {
    look.script.number(&Numeral::significant(number, digits))
}

/// Below the picture: `place` tells in which column a number lies.
pub fn below(
    picture: Rect,
    (least, greatest): (f64, f64),
    place: impl Fn(f64) -> f64,
    look: Look,
    buf: &mut Buffer,
) {
    let room = Rect {
        y: picture.bottom(),
        height: 1,
        width: picture.width + 1,
        ..picture
    };
    let mut free = room.x;
    for number in round_numbers(least, greatest, usize::from(picture.width / 9).max(2)) {
        let label = label(number, look);
        let width = extent(label.chars().count());
        let Some((column, _)) = cell(picture, (place(number.0), 0.0)) else {
            continue;
        };
        let start = column.saturating_sub(width / 2).max(room.x);
        if start >= free && start + width <= room.right() {
            write(&label, (start, room.y), look.style(Role::Dim), room, buf);
            free = start + width + 1;
        }
    }
}

/// At the left of the picture: `place` tells in which row a number lies.
pub fn left(
    picture: Rect,
    margin: u16,
    (least, greatest): (f64, f64),
    place: impl Fn(f64) -> f64,
    look: Look,
    buf: &mut Buffer,
) {
    let margin = margin.min(picture.x);
    let room = Rect {
        x: picture.x - margin,
        width: margin,
        ..picture
    };
    for number in round_numbers(least, greatest, usize::from(picture.height / 4).max(2)) {
        let label = label(number, look);
        let width = extent(label.chars().count());
        let Some((_, row)) = cell(picture, (0.0, place(number.0))) else {
            continue;
        };
        if width < margin {
            let start = room.right() - 1 - width;
            write(&label, (start, row), look.style(Role::Dim), room, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(least: f64, greatest: f64, most: usize) -> Vec<String> {
        let text = |(number, digits)| Numeral::significant(number, digits).as_str().to_owned();
        let numbers = round_numbers(least, greatest, most);
        numbers.into_iter().map(text).collect()
    }

    #[test]
    fn the_numbers_are_round_and_told_apart() {
        assert_eq!(numbers(-0.5, 1.5, 4), ["-0.5", "0", "0.5", "1", "1.5"]);
        assert_eq!(
            numbers(0.0, 0.6, 6),
            ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6"]
        );
        assert_eq!(numbers(0.299, 0.301, 2), ["0.299", "0.3", "0.301"]);
        assert_eq!(numbers(-3e200, 3e200, 3), ["-2e200", "0", "2e200"]);
    }

    #[test]
    fn what_is_no_range_has_no_numbers() {
        assert!(numbers(1.0, 1.0, 4).is_empty());
        assert!(numbers(f64::MIN, f64::MAX, 4).is_empty());
        assert!(numbers(f64::NAN, 1.0, 4).is_empty());
        assert!(numbers(0.0, 5e-324, 4).len() <= 6);
    }
}

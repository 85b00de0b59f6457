//! The cost over the iterations of a training as lines of text: powers of ten up, iterations across.

use ratatui::layout::Rect;

use super::checks::dots::Dots;
use crate::page::Script;

/// The columns and lines of the plot.
const SIZE: (u16, u16) = (60, 12);

/// The columns of the labels on the left.
const LABELS: usize = 6;

/// The curve through these points, each a number of iterations and the cost after them. What has no power of ten stands
/// at the lower edge if it is 0, else at the upper one.
pub fn lines(curve: &[(u64, f64)], script: Script) -> Vec<String> {
    let decades = decades(curve);
    let last = curve.last().map_or(1, |(at, _)| (*at).max(1));
    let part = |(at, cost): &(u64, f64)| {
        let across = *at as f64 / last as f64;
        (across, height(*cost, decades))
    };
    let points: Vec<(f64, f64)> = curve.iter().map(part).collect();
    let plot = plot(&points, script);
    let bar = if script == Script::Ascii { "|" } else { "│" };
    let labelled = |(row, plot): (usize, &String)| {
        let label = label(row, decades, script);
        let line = format!("{label:>LABELS$} {bar}{plot}");
        line.trim_end().to_owned()
    };
    let mut lines: Vec<String> = plot.iter().enumerate().map(labelled).collect();
    let (corner, line) = match script {
        Script::Ascii => ("+", "-"),
        _ => ("└", "─"),
    };
    let (columns, indent) = (usize::from(SIZE.0), " ".repeat(LABELS + 1));
    lines.push(format!("{indent}{corner}{}", line.repeat(columns)));
    let right = format!("{last} iterations");
    let gap = columns.saturating_sub(1);
    lines.push(format!("{indent} 0{right:>gap$}"));
    lines.insert(0, format!("{:>LABELS$}", "cost"));
    lines
}

/// The whole powers of ten around the costs.
fn decades(curve: &[(u64, f64)]) -> (i32, i32) {
    let powers = curve.iter().map(|(_, cost)| cost.log10());
    let powers: Vec<f64> = powers.filter(|power| power.is_finite()).collect();
    let low = powers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = powers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low > high {
        return (-1, 0);
    }
    let (low, high) = (low.floor() as i32, high.ceil() as i32);
    (low, high.max(low + 1))
}

/// How high a cost stands, from 0 to 1.
fn height(cost: f64, (low, high): (i32, i32)) -> f64 {
    let part = (cost.log10() - f64::from(low)) / f64::from(high - low);
    match part {
        part if part.is_nan() => 1.0,
        part => part.clamp(0.0, 1.0),
    }
}

/// The line of the plot, counted from above, that a height is on.
fn row(height: f64) -> usize {
    let last = f64::from(SIZE.1 - 1);
    ((1.0 - height) * last).round() as usize
}

/// The power of ten that a line stands for, if one does, and not too many of them.
fn label(line: usize, (low, high): (i32, i32), script: Script) -> String {
    let most = i32::from(SIZE.1 / 2);
    let every = ((high - low) / most).max(1);
    let is_here = |power: &i32| {
        let part = f64::from(power - low) / f64::from(high - low);
        (high - power) % every == 0 && row(part) == line
    };
    let power = (low..=high).find(is_here);
    let text = power.map(|power| script.power_of_ten(power));
    text.map_or_else(String::new, |text| {
        text.trim_start_matches(['×', '*']).to_owned()
    })
}

/// The points joined, each line as wide as the plot.
fn plot(points: &[(f64, f64)], script: Script) -> Vec<String> {
    let (columns, lines) = SIZE;
    let mut cells = vec![vec![' '; usize::from(columns)]; usize::from(lines)];
    if script == Script::Ascii {
        for (across, height) in points {
            let column = (across * f64::from(columns - 1)).round() as usize;
            cells[row(*height)][column.min(usize::from(columns - 1))] = '*';
        }
    } else {
        let mut dots = Dots::new(Rect::new(0, 0, columns, lines));
        let (width, depth) = dots.size();
        let place = |(across, height): &(f64, f64)| {
            let x = (across * (width - 1) as f64).round() as usize;
            let y = ((1.0 - height) * (depth - 1) as f64).round() as usize;
            (x.min(width - 1), y.min(depth - 1))
        };
        let places: Vec<_> = points.iter().map(place).collect();
        for (at, here) in places.iter().enumerate() {
            dots.join(places[at.saturating_sub(1)], *here);
        }
        for ((x, y), symbol) in dots.symbols() {
            cells[usize::from(y)][usize::from(x)] = symbol;
        }
    }
    cells.into_iter().map(String::from_iter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_falling_cost_falls_and_the_ticks_are_powers_of_ten() {
        let curve: Vec<_> = (0..=100)
            .map(|at| (at * 1000, 10_f64.powf(-(at as f64) / 25.0)))
            .collect();
        let drawn = lines(&curve, Script::Ascii);
        assert_eq!(drawn.len(), usize::from(SIZE.1) + 3);
        assert!(drawn[1].starts_with("   1e0 |*"), "{drawn:#?}");
        assert!(drawn[12].starts_with("  1e-4 |"), "{drawn:#?}");
        assert!(drawn[12].ends_with('*'), "{drawn:#?}");
        assert!(drawn[14].ends_with(" 100000 iterations"), "{drawn:#?}");
        assert!(drawn.iter().all(|line| line.is_ascii()));
        assert!(lines(&curve, Script::Unicode)[1].starts_with("   10⁰ │"));
    }

    #[test]
    fn whatever_the_costs_are_it_is_drawn() {
        let strange = [0.0, -0.0, f64::NAN, f64::INFINITY, f64::MAX, 5e-324, -1.0];
        for one in strange {
            for other in strange {
                for curve in [&[][..], &[(0, one)], &[(0, one), (u64::MAX, other)]] {
                    for script in [Script::Ascii, Script::Unicode] {
                        let drawn = lines(curve, script);
                        let width = usize::from(SIZE.0) + LABELS + 3;
                        assert!(drawn.iter().all(|line| line.chars().count() <= width + 12));
                    }
                }
            }
        }
    }
}

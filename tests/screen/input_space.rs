//! The input space: x moved by keys, and the pictures of what the scalar is elsewhere.

mod images;
mod moving;
mod plane;
mod sizes;

use gradwalk::session::Session;
use gradwalk::theme::Depth;
use gradwalk::view::Look;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::networks::{Opened, parsed};
use crate::screen::{DARK, PRIMARY, draw, session, symbols};
use crate::typing::type_keys;

const COLOURLESS: Look = Look {
    depth: Depth::None,
    ..DARK
};

const SIXTEEN: Look = Look {
    depth: Depth::Sixteen,
    ..DARK
};

/// Computes all that `session` wants, as its thread would.
fn settle(session: &mut Session) {
    while let Some(job) = session.wanted() {
        let mut all = Vec::new();
        job.run(&mut || true, &mut |found| all.push(found));
        assert!(!all.is_empty());
        for found in all {
            session.found(job.ticket(), found);
        }
    }
}

/// The panel open and settled after these keys.
fn opened(opened: &Opened, keys: &str) -> Session {
    let mut session = session(opened);
    type_keys(&mut session, "i");
    typed(&mut session, keys);
    session
}

fn typed(session: &mut Session, keys: &str) {
    type_keys(session, keys);
    settle(session);
}

fn screen(session: &Session) -> String {
    symbols(&draw(session, DARK, PRIMARY))
}

fn x(session: &Session) -> Vec<f64> {
    session.trace().input().iter().copied().collect()
}

/// One linear layer of these weights, at x.
fn linear(weights: &[f64], x: &[f64]) -> Opened {
    let source =
        format!("activation = 'identity'\nx = {x:?}\n[[layer]]\nW = [{weights:?}]\nb = [0]\n");
    parsed("linear", &source)
}

/// Networks with four inputs that have names, and with an image.
fn iris() -> Opened {
    parsed(
        "iris",
        "inputs = ['sepal length', 'sepal width', 'petal length', 'petal width']\nactivation = 'tanh'\n\
         x = [5.1, 3.5, 1.4, 0.2]\n[[layer]]\nW = [[0.1, -0.2, 0.3, 0.4], [0.3, 0.1, -0.5, 0.2]]\nb = [0, 0.5]\n",
    )
}

fn image(rows: usize, columns: usize) -> Opened {
    let inputs = rows * columns;
    let numbers = |scale: f64| (0..inputs).map(move |at| (scale * at as f64).sin());
    let (x, weights): (Vec<_>, Vec<_>) = (numbers(0.7).collect(), numbers(1.3).collect());
    parsed(
        "image",
        &format!(
            "image = [{rows}, {columns}]\nactivation = 'tanh'\nx = {x:?}\n[[layer]]\nW = [{weights:?}]\nb = [0]\n"
        ),
    )
}

/// The dots of a cell, in dots from the upper left corner of the screen.
fn dots(buffer: &Buffer, is_wanted: impl Fn(Modifier) -> bool) -> Vec<(f64, f64)> {
    let mut dots = Vec::new();
    for at in buffer.area.positions() {
        let cell = &buffer[at];
        let symbol = cell.symbol().chars().next().unwrap_or(' ');
        let bits = u32::from(symbol).wrapping_sub(0x2800);
        // What is left of the numbers, and the legend's sign is not.
        if bits > 0xff || !is_wanted(cell.modifier) || at.x >= buffer.area.width - 28 {
            continue;
        }
        let order = [
            (0, 0),
            (0, 1),
            (0, 2),
            (1, 0),
            (1, 1),
            (1, 2),
            (0, 3),
            (1, 3),
        ];
        for (bit, (x, y)) in order.into_iter().enumerate() {
            if bits & (1 << bit) != 0 {
                dots.push((f64::from(2 * at.x + x) + 0.5, f64::from(4 * at.y + y) + 0.5));
            }
        }
    }
    dots
}

/// The direction in which dots lie: the axis along which they spread most, as an angle.
fn spread(dots: &[(f64, f64)]) -> f64 {
    let count = dots.len() as f64;
    let mean = dots
        .iter()
        .fold((0.0, 0.0), |sum, dot| (sum.0 + dot.0, sum.1 + dot.1));
    let mean = (mean.0 / count, mean.1 / count);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for dot in dots {
        let (x, y) = (dot.0 - mean.0, dot.1 - mean.1);
        (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
    }
    0.5 * (2.0_f64 * xy).atan2(xx - yy)
}

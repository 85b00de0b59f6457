//! Networks in which something may go wrong: numbers that are none, single units, wide, deep, and strangely named ones.

use std::fmt::Write as _;

use crate::networks::{Opened, parsed};

/// Forward there is ∞ and NaN, and backward too.
const OVERFLOWING: &str = "activation = 'identity'\nx = [1e300, -1e-300, 0]\ny = [0, 0]\n\
    [[layer]]\nW = [[1e300, 1, 0], [-1e300, 1e-300, 2]]\nb = [0, 1e300]\n\
    [[layer]]\nW = [[1, 1], [0, 0]]\nb = [0, 0]\nnorm = 'layer'\nresidual = true\n";

/// One unit a layer, the norm of which is always 0, and a kink at x.
const POINT: &str = "activation = 'relu'\nx = [0]\ny = [0]\n[[layer]]\nW = [[0]]\nb = [0]\n\
    [[layer]]\nW = [[-0.0]]\nb = [1e-320]\nnorm = 'layer'\nresidual = true\n";

/// An image with three classes, whose edges are flat.
const IMAGE: &str = "title = 'L and T'\nactivation = 'tanh'\nimage = [2, 3]\noutputs = ['L', 'T', '']\n\
    x = [1, 0, -1, 1, 1e-9, 0]\ny = [1, 0, 0]\n\
    [[layer]]\nW = [[1, -1, 0, 2, 0, 0], [0, 0.5, 0, 0, 0, 0]]\nb = [0, 900]\n\
    [[layer]]\nactivation = 'sigmoid'\nW = [[1, 1], [-1, 2], [0, 0]]\nb = [0, 0, 0]\n";

/// Names that are long, wide, written from the right, without any width, or not to be seen at all.
const NAMED: &str = "title = \"\u{202e}网络 \\u001b[2J\\u0007 e\\u0301\\u0301\\u0301 שלום 🦀\"\n\
    description = \"a line\\nand another \\u200b one\"\nactivation = 'gelu'\n\
    inputs = [\"萼片长度以及宽度以及长度以及宽度\", \"e\\u0301\\u0301\\u0301\", \"\\u001b]0;x\\u0007\"]\n\
    outputs = [\"Größe\", \"a very long name indeed, and longer than that, until nothing is left of the line\"]\n\
    x = [1, 2, -3]\ny = [0, 1]\n[[layer]]\nW = [[1, 2, 0], [3, -4, 0.5]]\nb = [0, 1]\n\
    [[layer]]\nW = [[1, 2], [3, 4]]\nb = [0, 1]\n";

/// All of them.
pub fn all() -> [Opened; 6] {
    [overflowing(), point(), image(), named(), wide(), deep()]
}

pub fn overflowing() -> Opened {
    parsed("overflowing", OVERFLOWING)
}

pub fn point() -> Opened {
    parsed("point", POINT)
}

pub fn image() -> Opened {
    parsed("image", IMAGE)
}

pub fn named() -> Opened {
    parsed("named", NAMED)
}

/// Layers of these sizes, the first being x.
pub fn sized(name: &str, sizes: &[usize]) -> Opened {
    let row = |length: usize, shift: usize| {
        let number = |at: usize| ["0.25", "-0.5", "0", "1e-3"][(at + shift) % 4];
        let numbers: Vec<_> = (0..length).map(number).collect();
        format!("[{}]", numbers.join(", "))
    };
    let outputs = sizes[sizes.len() - 1];
    let mut source = "activation = 'silu'\n".to_owned();
    let _ = write!(
        source,
        "x = {}\ny = {}\n",
        row(sizes[0], 0),
        row(outputs, 0)
    );
    for pair in sizes.windows(2) {
        let rows: Vec<_> = (0..pair[1]).map(|at| row(pair[0], at)).collect();
        let (weights, bias) = (rows.join(", "), row(pair[1], 1));
        let _ = write!(source, "[[layer]]\nW = [{weights}]\nb = {bias}\n");
    }
    parsed(name, &source)
}

pub fn wide() -> Opened {
    sized("wide", &[3, 1000, 2])
}

pub fn deep() -> Opened {
    sized("deep", &[2; 100])
}

//! The edges of one unit: those that it reads, and those that read it, the largest first.

use crate::engine::{Trace, Vector};

/// An edge of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The index of the unit at its other end.
    pub unit: usize,
    /// w.
    pub weight: f64,
    /// What it carries: w a forward, w δ back.
    pub carried: f64,
}

/// Edges of one unit, the largest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Fan {
    /// The largest.
    pub edges: Vec<Edge>,
    /// How many there are besides.
    pub folded: usize,
}

impl Fan {
    /// The `most` edges into `unit` of layer l, 2 ≤ l ≤ L, that carry the largest |w a⁽ˡ⁻¹⁾|.
    pub fn into(trace: &Trace, l: usize, unit: usize, most: usize) -> Self {
        let weights = &trace.network().layer(l).weights;
        let a = trace.forward().a(l - 1);
        let edges = (0..weights.ncols()).map(|k| edge(k, weights[(unit, k)], a));
        Self::largest(edges.collect(), most, |edge| edge.carried)
    }

    /// The `most` edges out of `unit` of layer l, 1 ≤ l < L, that carry the largest |w δ⁽ˡ⁺¹⁾| back; `by_weight` takes
    /// those of the largest |w| instead.
    pub fn out_of(trace: &Trace, l: usize, unit: usize, most: usize, by_weight: bool) -> Self {
        let weights = &trace.network().layer(l + 1).weights;
        let delta = &trace.backward().layer(l + 1).delta;
        let edges = (0..weights.nrows()).map(|j| edge(j, weights[(j, unit)], delta));
        let size = |edge: &Edge| {
            if by_weight { edge.weight } else { edge.carried }
        };
        Self::largest(edges.collect(), most, size)
    }

    /// Those whose `size` is largest by magnitude; what is not a number counts as largest of all.
    fn largest(mut edges: Vec<Edge>, most: usize, size: impl Fn(&Edge) -> f64) -> Self {
        let order = |left: &Edge, right: &Edge| {
            let sizes = size(right).abs().total_cmp(&size(left).abs());
            sizes.then(left.unit.cmp(&right.unit))
        };
        let folded = edges.len().saturating_sub(most);
        if folded > 0 {
            edges.select_nth_unstable_by(most, order);
            edges.truncate(most);
        }
        edges.sort_unstable_by(order);
        Self { edges, folded }
    }
}

fn edge(unit: usize, weight: f64, along: &Vector) -> Edge {
    Edge {
        unit,
        weight,
        carried: weight * along[unit],
    }
}

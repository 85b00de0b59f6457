//! The two ways to read a weight, as it is or transposed, and which of them its bias and the habits of names allow.

use std::collections::HashSet;

use super::Tensor;
use super::belonging::{Candidate, length};
use super::refused::Refused;
use super::role::Habit;

/// A way to read a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) transpose: bool,
    pub(super) units: usize,
    pub(super) inputs: usize,
}

/// What is believed of how this file keeps its weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Belief {
    /// That a `W`, for which there is no habit, is n_in × n_out.
    pub(super) either_transposed: bool,
    /// That it goes against the habits: a `weight` that is n_in × n_out, a `kernel` that is n_out × n_in.
    pub(super) against_habit: bool,
}

/// From the most to the least likely.
pub(super) const BELIEFS: [Belief; 3] = [
    Belief {
        either_transposed: false,
        against_habit: false,
    },
    Belief {
        either_transposed: true,
        against_habit: false,
    },
    Belief {
        either_transposed: true,
        against_habit: true,
    },
];

impl Belief {
    /// Whether a weight of this habit is kept transposed.
    pub(super) fn transposes(self, habit: Habit) -> bool {
        match habit {
            Habit::OutIn => self.against_habit,
            Habit::InOut => !self.against_habit,
            Habit::Either => self.either_transposed,
        }
    }
}

/// `open` without the ways that the lengths of `spare` speak against, where each of `candidates` without a bias may
/// have one of these.
pub(super) fn narrowed(
    open: &[Vec<Way>],
    candidates: &[Candidate<'_>],
    spare: &[Tensor<'_>],
) -> Vec<Vec<Way>> {
    let mut narrowed = open.to_vec();
    let lengths: HashSet<usize> = spare.iter().filter_map(length).collect();
    let fits = |way: &Way| lengths.contains(&way.units);
    let mut bare: Vec<&mut Vec<Way>> = narrowed
        .iter_mut()
        .zip(candidates)
        .filter(|(_, candidate)| candidate.bias.is_none())
        .map(|(ways, _)| ways)
        .collect();
    if bare.len() <= spare.len() && bare.iter().all(|ways| ways.iter().any(fits)) {
        for ways in &mut bare {
            ways.retain(fits);
        }
    }
    narrowed
}

/// The ways that its bias leaves open to `candidate`, one or two.
pub(super) fn ways(candidate: &Candidate<'_>) -> Result<Vec<Way>, Refused> {
    let (rows, columns) = candidate.shape();
    let as_it_is = Way {
        transpose: false,
        units: rows,
        inputs: columns,
    };
    let transposed = Way {
        transpose: true,
        units: columns,
        inputs: rows,
    };
    let mut ways = vec![as_it_is, transposed];
    let Some(bias) = candidate.bias else {
        return Ok(ways);
    };
    let entries = length(&bias);
    ways.retain(|way| Some(way.units) == entries);
    if ways.is_empty() {
        let (weight, bias) = (candidate.weight.shaped(), bias.shaped());
        return Err(Refused::new(format!(
            "{bias} has no entry for each row or for each column of {weight}"
        )));
    }
    Ok(ways)
}

//! The orders that shapes leave: each layer is a step from its inputs to its units, and a chain takes every step once.

use std::collections::BTreeMap;

use super::way::Way;

/// The most layers whose orders are searched.
const LAYERS: usize = 500;
/// The most steps that the search takes.
const STEPS: usize = 20_000;

/// The orders in which layers chain. Those that only exchange layers of one shape count as one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Orders {
    None,
    /// The places of the layers; those of one shape stay in the order that they came in.
    One(Vec<usize>),
    Several,
}

/// The orders in which layers of these shapes chain.
pub(super) fn orders(layers: &[Way]) -> Orders {
    if layers.len() > LAYERS {
        return Orders::None;
    }
    // From inputs to units: the layers of that shape.
    let mut steps: BTreeMap<usize, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    let mut balance: BTreeMap<usize, isize> = BTreeMap::new();
    for (place, way) in layers.iter().enumerate() {
        steps
            .entry(way.inputs)
            .or_default()
            .entry(way.units)
            .or_default()
            .push(place);
        *balance.entry(way.inputs).or_default() += 1;
        *balance.entry(way.units).or_default() -= 1;
    }
    let starts: Vec<usize> = match balance
        .values()
        .copied()
        .filter(|&more| more != 0)
        .collect::<Vec<_>>()[..]
    {
        [] => steps.keys().copied().collect(),
        [1, -1] | [-1, 1] => balance
            .iter()
            .filter(|(_, more)| **more == 1)
            .map(|(size, _)| *size)
            .collect(),
        _ => return Orders::None,
    };
    let left = steps
        .iter()
        .map(|(inputs, units)| {
            (
                *inputs,
                units.iter().map(|(units, of)| (*units, of.len())).collect(),
            )
        })
        .collect();
    let mut search = Search {
        left,
        path: Vec::new(),
        found: Vec::new(),
        steps: 0,
    };
    for start in starts {
        search.walk(start, layers.len());
    }
    match &search.found[..] {
        [] => Orders::None,
        [path] if search.steps < STEPS => Orders::One(places(path, steps)),
        _ => Orders::Several,
    }
}

/// A path of shapes as the layers that have them.
fn places(
    path: &[(usize, usize)],
    mut steps: BTreeMap<usize, BTreeMap<usize, Vec<usize>>>,
) -> Vec<usize> {
    for of in steps.values_mut().flat_map(BTreeMap::values_mut) {
        of.reverse();
    }
    let mut next = |(inputs, units): &(usize, usize)| steps.get_mut(inputs)?.get_mut(units)?.pop();
    path.iter().filter_map(&mut next).collect()
}

struct Search {
    /// From inputs to units: how many layers of that shape are not in the path.
    left: BTreeMap<usize, BTreeMap<usize, usize>>,
    path: Vec<(usize, usize)>,
    /// At most two, which are several.
    found: Vec<Vec<(usize, usize)>>,
    steps: usize,
}

impl Search {
    fn walk(&mut self, size: usize, layers: usize) {
        self.steps += 1;
        if self.path.len() == layers {
            self.found.push(self.path.clone());
            return;
        }
        let next: Vec<usize> = match self.left.get(&size) {
            Some(units) => units
                .iter()
                .filter(|(_, count)| **count > 0)
                .map(|(units, _)| *units)
                .collect(),
            None => return,
        };
        for units in next {
            if self.found.len() > 1 || self.steps >= STEPS {
                return;
            }
            self.take(size, units, |count| count.saturating_sub(1));
            self.path.push((size, units));
            self.walk(units, layers);
            self.path.pop();
            self.take(size, units, |count| count + 1);
        }
    }

    fn take(&mut self, inputs: usize, units: usize, change: impl Fn(usize) -> usize) {
        let count = self
            .left
            .get_mut(&inputs)
            .and_then(|units_of| units_of.get_mut(&units));
        if let Some(count) = count {
            *count = change(*count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(shapes: &[(usize, usize)]) -> Orders {
        let way = |&(inputs, units): &(usize, usize)| Way {
            transpose: false,
            units,
            inputs,
        };
        orders(&shapes.iter().map(way).collect::<Vec<_>>())
    }

    #[test]
    fn shapes_leave_one_order_several_or_none() {
        assert_eq!(of(&[(5, 2), (9, 7), (7, 5)]), Orders::One(vec![1, 2, 0]));
        assert_eq!(
            of(&[(7, 7), (7, 7), (9, 7), (7, 2)]),
            Orders::One(vec![2, 0, 1, 3])
        );
        assert_eq!(
            of(&[(9, 7), (7, 7), (7, 5), (5, 7), (7, 2)]),
            Orders::Several
        );
        assert_eq!(of(&[(2, 3), (3, 2)]), Orders::Several);
        assert_eq!(of(&[(9, 7), (5, 2)]), Orders::None);
        // Every size is left as often as it is reached, but there are two separate rings.
        assert_eq!(of(&[(1, 2), (2, 1), (3, 4), (4, 3)]), Orders::None);
    }

    #[test]
    fn a_search_without_end_ends() {
        let all = (1..=20).flat_map(|inputs| (1..=20).map(move |units| (inputs, units)));
        assert_eq!(of(&all.collect::<Vec<_>>()), Orders::Several);
        assert_eq!(of(&vec![(3, 3); 400]), Orders::One((0..400).collect()));
        assert_eq!(of(&vec![(3, 3); 4000]), Orders::None);
    }
}

//! Some of a row's samples, equally far apart.

/// Every so many samples along one axis, with the same margin at both ends, give or take a sample.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lattice {
    first: usize,
    every: usize,
    points: usize,
}

impl Lattice {
    /// Each `every`-th of `samples`; none where either is 0.
    pub fn new(samples: usize, every: usize) -> Self {
        let last = samples.checked_sub(1).filter(|_| every > 0);
        Self {
            first: last.map_or(0, |last| last % every / 2),
            every: every.max(1),
            points: last.map_or(0, |last| last / every + 1),
        }
    }

    /// The samples on the lattice, in order.
    pub fn samples(self) -> impl Iterator<Item = usize> {
        (0..self.points).map(move |point| self.first + point * self.every)
    }

    /// The sample on the lattice that is nearest to `sample`, where there is any.
    pub fn nearest(self, sample: usize) -> usize {
        let point = (sample.saturating_sub(self.first) + self.every / 2) / self.every;
        self.first + point.min(self.points.saturating_sub(1)) * self.every
    }

    /// Whether `sample` is on the lattice.
    pub fn contains(self, sample: usize) -> bool {
        self.nearest(sample) == sample
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(samples: usize, every: usize) -> Vec<usize> {
        Lattice::new(samples, every).samples().collect()
    }

    #[test]
    fn the_margins_are_alike() {
        assert_eq!(samples(10, 4), [0, 4, 8]);
        assert_eq!(samples(11, 4), [1, 5, 9]);
        assert_eq!(samples(12, 4), [1, 5, 9]);
        assert_eq!(samples(3, 8), [1]);
        assert_eq!(samples(3, 1), [0, 1, 2]);
        assert!(samples(0, 4).is_empty() && samples(4, 0).is_empty());
    }

    #[test]
    fn no_sample_of_the_lattice_is_nearer_than_the_nearest() {
        for count in 1..20 {
            for every in 1..6 {
                let lattice = Lattice::new(count, every);
                let on: Vec<_> = lattice.samples().collect();
                for sample in 0..count {
                    let nearest = lattice.nearest(sample);
                    let distance = |on: &usize| on.abs_diff(sample);
                    assert!(on.contains(&nearest), "{nearest} of {on:?}");
                    assert_eq!(on.iter().map(distance).min(), Some(distance(&nearest)));
                    assert_eq!(lattice.contains(sample), on.contains(&sample));
                }
            }
        }
    }
}

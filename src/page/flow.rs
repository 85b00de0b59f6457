//! What a step carries over the edges of the network, for the unit that is selected.

use super::Page;
use crate::engine::{BackwardPart, ForwardPart, Step};

/// The edges that a step uses, all of them of one W⁽ˡ⁾: from units of layer l − 1 to units of layer l.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// l.
    pub layer: usize,
    /// The one unit of layer l − 1 whose edges they are; `None` for all.
    from: Option<usize>,
    /// The one unit of layer l whose edges they are; `None` for all.
    to: Option<usize>,
    /// Whether they carry δ back rather than a forward.
    pub back: bool,
}

impl Flow {
    /// Whether the edge from unit `from` of layer l − 1 to unit `to` of layer `l` is one of them.
    pub fn is_over(self, l: usize, from: usize, to: usize) -> bool {
        let is = |only: Option<usize>, unit| only.is_none_or(|only| only == unit);
        l == self.layer && is(self.from, from) && is(self.to, to)
    }
}

impl Page<'_> {
    /// The edges that this step uses for the selected unit; `None` where it uses none: it adds b, or takes σ.
    pub fn flow(&self) -> Option<Flow> {
        let (unit, term) = (self.selection.unit, self.selection.term);
        let into = |layer, from| Flow {
            layer,
            from,
            to: Some(unit),
            back: false,
        };
        let out_of = |layer| Flow {
            layer,
            from: Some(unit),
            to: None,
            back: true,
        };
        match self.step {
            Step::Forward(l, ForwardPart::Product | ForwardPart::Layer) => Some(into(l, None)),
            Step::Backward(l, BackwardPart::Pullback | BackwardPart::Layer)
                if l < self.trace.network().depth() =>
            {
                Some(out_of(l + 1))
            }
            Step::InputGradient => Some(out_of(2)),
            // An entry of ∂/∂W is δⱼ aₖ, of the two ends of its edge.
            Step::ParameterGradients(l) => Some(into(l, Some(term))),
            Step::Input | Step::Forward(..) | Step::Backward(..) => None,
        }
    }

    /// The layer whose units the sums of this step run over, if they run over any.
    pub fn term_layer(&self) -> Option<usize> {
        let depth = self.trace.network().depth();
        match self.step {
            Step::Input => None,
            Step::Forward(l, _) | Step::ParameterGradients(l) => Some(l - 1),
            Step::Backward(l, _) => Some(l + 1).filter(|&above| above <= depth),
            Step::InputGradient => Some(2),
        }
    }
}

//! The order of the steps: one schedule for each stride.

use super::{BackwardPart, ForwardPart, Network, Phase, Quantity, Step};

/// How much one step shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stride {
    /// A whole layer.
    #[default]
    Layer,
    /// One operation within a layer.
    Operation,
}

/// The schedule of a walk through one network: input, forward l = 2…L, backward l = L…2, input gradient, and the
/// parameter gradients l = 2…L if they are asked for. A walk is never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    stride: Stride,
    steps: Vec<Step>,
}

impl Walk {
    /// The walk through `network` in `stride`.
    pub fn new(network: &Network, stride: Stride, parameters: bool) -> Self {
        let mut steps = vec![Step::Input];
        for l in network.layers() {
            let parts = forward_parts(network, l, stride);
            steps.extend(parts.into_iter().map(|part| Step::Forward(l, part)));
        }
        for l in network.layers().rev() {
            let parts = backward_parts(network, l, stride);
            steps.extend(parts.into_iter().map(|part| Step::Backward(l, part)));
        }
        steps.push(Step::InputGradient);
        if parameters {
            steps.extend(network.layers().map(Step::ParameterGradients));
        }
        Self { stride, steps }
    }

    /// How much one step shows.
    pub const fn stride(&self) -> Stride {
        self.stride
    }

    /// All steps, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The index of the last step.
    pub const fn last(&self) -> usize {
        self.steps.len() - 1
    }

    /// Where this walk shows what `step` shows, perhaps a step of another stride: the last step that is not after it.
    pub fn place_of(&self, step: Step) -> usize {
        let moment = if self.stride == Stride::Layer {
            step.whole()
        } else {
            step
        }
        .moment();
        self.steps
            .partition_point(|step| step.moment() <= moment)
            .saturating_sub(1)
    }

    /// The first step that makes `quantity` in this walk through `network`. What the file gives is made by none: x stands
    /// at the first step, W, b, γ, β and y at the first that reads them. What the walk never comes to (the parameter
    /// gradients, unless they were asked for) stands at the last.
    pub fn place_making(&self, quantity: Quantity, network: &Network) -> usize {
        if !quantity.is_of(network) {
            return self.last();
        }
        let moment = quantity.first_needed(network);
        self.steps
            .partition_point(|step| step.moment() < moment)
            .min(self.last())
    }

    /// The first step of the next group after `place`, or the last step. In the layer stride a group is a phase, in
    /// the operation stride a layer.
    pub fn next_group(&self, place: usize) -> usize {
        let here = self.group(place);
        (place..=self.last())
            .find(|&place| self.group(place) != here)
            .unwrap_or(self.last())
    }

    /// The first step of the group that `place` is in or, if that is where we are, of the group before.
    pub fn previous_group(&self, place: usize) -> usize {
        let before = self.group(place.saturating_sub(1));
        (0..place)
            .find(|&place| self.group(place) == before)
            .unwrap_or(0)
    }

    fn group(&self, place: usize) -> (Phase, Option<Step>) {
        let step = self.steps[place];
        (
            step.phase(),
            (self.stride == Stride::Operation).then(|| step.whole()),
        )
    }
}

fn forward_parts(network: &Network, l: usize, stride: Stride) -> Vec<ForwardPart> {
    if stride == Stride::Layer {
        return vec![ForwardPart::Layer];
    }
    let layer = network.layer(l);
    let mut parts = vec![ForwardPart::Product, ForwardPart::Bias];
    parts.extend(layer.norm.is_some().then_some(ForwardPart::Norm));
    parts.push(ForwardPart::Activation);
    parts.extend(layer.residual.then_some(ForwardPart::Residual));
    parts
}

fn backward_parts(network: &Network, l: usize, stride: Stride) -> Vec<BackwardPart> {
    if stride == Stride::Layer {
        return vec![BackwardPart::Layer];
    }
    let mut parts = vec![
        BackwardPart::SigmaPrime,
        BackwardPart::Pullback,
        BackwardPart::Gate,
    ];
    parts.extend(
        network
            .layer(l)
            .norm
            .is_some()
            .then_some(BackwardPart::Norm),
    );
    parts
}

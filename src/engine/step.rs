//! The steps of a walk: small values that name a moment and hold no number.

/// One step of a walk, named by what it makes. Layers are the paper's l.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// a⁽¹⁾ = x (3.1).
    Input,
    /// A part of z⁽ˡ⁾ = W⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾, a⁽ˡ⁾ = σ(z⁽ˡ⁾).
    Forward(usize, ForwardPart),
    /// A part of δ⁽ˡ⁾ = g⁽ˡ⁾ ⊙ σ′(z⁽ˡ⁾).
    Backward(usize, BackwardPart),
    /// ∇ₓ = (W⁽²⁾)ᵀ δ⁽²⁾.
    InputGradient,
    /// ∂/∂b⁽ˡ⁾ = δ⁽ˡ⁾ (5.7), ∂/∂W⁽ˡ⁾ = δ⁽ˡ⁾ (a⁽ˡ⁻¹⁾)ᵀ (5.8).
    ParameterGradients(usize),
}

/// What of a layer's forward pass a step makes, in the order in which it comes to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ForwardPart {
    /// W⁽ˡ⁾ a⁽ˡ⁻¹⁾.
    Product,
    /// z⁽ˡ⁾ = W⁽ˡ⁾ a⁽ˡ⁻¹⁾ + b⁽ˡ⁾.
    Bias,
    /// u⁽ˡ⁾ = γ ⊙ (z⁽ˡ⁾ − μ)/s + β.
    Norm,
    /// σ(z⁽ˡ⁾), or σ(u⁽ˡ⁾).
    Activation,
    /// a⁽ˡ⁾ = σ(·) + a⁽ˡ⁻¹⁾.
    Residual,
    /// All of them at once.
    Layer,
}

/// What of a layer's backward pass a step makes, in the order in which it comes to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BackwardPart {
    /// σ′(z⁽ˡ⁾), or σ′(u⁽ˡ⁾).
    SigmaPrime,
    /// g⁽ˡ⁾: the seed for l = L, (W⁽ˡ⁺¹⁾)ᵀ δ⁽ˡ⁺¹⁾ below that.
    Pullback,
    /// g⁽ˡ⁾ ⊙ σ′: δ⁽ˡ⁾, or t⁽ˡ⁾ where a norm follows.
    Gate,
    /// δ⁽ˡ⁾, back through the norm.
    Norm,
    /// All of them at once.
    Layer,
}

/// The parts of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// The input.
    Input,
    /// The forward pass.
    Forward,
    /// The backward pass, down to δ⁽²⁾.
    Backward,
    /// ∇ₓ.
    InputGradient,
    /// The parameter gradients, on request.
    Parameters,
}

impl Step {
    /// The part of the walk that this step belongs to.
    pub const fn phase(self) -> Phase {
        match self {
            Self::Input => Phase::Input,
            Self::Forward(..) => Phase::Forward,
            Self::Backward(..) => Phase::Backward,
            Self::InputGradient => Phase::InputGradient,
            Self::ParameterGradients(_) => Phase::Parameters,
        }
    }

    /// The paper's l of the layer whose units this step makes; ∇ₓ belongs to layer 1, as x does.
    pub const fn layer(self) -> usize {
        match self {
            Self::Input | Self::InputGradient => 1,
            Self::Forward(l, _) | Self::Backward(l, _) | Self::ParameterGradients(l) => l,
        }
    }

    /// The step of the layer stride that this step is, or is a part of.
    #[must_use]
    pub const fn whole(self) -> Self {
        match self {
            Self::Forward(l, _) => Self::Forward(l, ForwardPart::Layer),
            Self::Backward(l, _) => Self::Backward(l, BackwardPart::Layer),
            step => step,
        }
    }

    /// When, in a walk through a network, this step is done.
    pub const fn moment(self) -> Moment {
        match self {
            Self::Input => Moment::INPUT,
            Self::Forward(l, part) => Moment::forward(l, part),
            Self::Backward(l, part) => Moment::backward(l, part),
            Self::InputGradient => Moment::INPUT_GRADIENT,
            Self::ParameterGradients(l) => Moment::parameters(l),
        }
    }
}

/// A point of time in a walk, comparable across both strides: a quantity is known at a step when its moment is not
/// after the step's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    phase: Phase,
    /// How far into the phase; layers count downwards in the backward pass.
    order: isize,
    part: u8,
}

impl Moment {
    /// Before and at the first step.
    pub const INPUT: Self = Self {
        phase: Phase::Input,
        order: 0,
        part: 0,
    };
    /// When ∇ₓ stands there.
    pub const INPUT_GRADIENT: Self = Self {
        phase: Phase::InputGradient,
        order: 0,
        part: 0,
    };

    /// When `part` of layer l's forward pass is done.
    pub const fn forward(l: usize, part: ForwardPart) -> Self {
        Self {
            phase: Phase::Forward,
            order: l.cast_signed(),
            part: part as u8,
        }
    }

    /// When `part` of layer l's backward pass is done.
    pub const fn backward(l: usize, part: BackwardPart) -> Self {
        Self {
            phase: Phase::Backward,
            order: -l.cast_signed(),
            part: part as u8,
        }
    }

    /// When layer l's parameter gradients are shown.
    pub const fn parameters(l: usize) -> Self {
        Self {
            phase: Phase::Parameters,
            order: l.cast_signed(),
            part: 0,
        }
    }
}

//! One walk's values, recorded once and never patched.

use std::{fmt, sync::Arc};

use super::first::NotFinite;
use super::{BackwardPass, ForwardPass, Network, Objective, Vector, ordinal};

/// A network at an input, both passes run for one objective, every intermediate kept.
///
/// What is in it always belongs together: whatever changes (the input, the target, the objective, a weight), both
/// passes are run anew. A clone shares everything, and takes no time in proportion to the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    network: Arc<Network>,
    target: Option<Arc<Vector>>,
    objective: Objective,
    forward: Arc<ForwardPass>,
    backward: Arc<BackwardPass>,
    /// What is not finite, looked up once.
    pub(super) not_finite: NotFinite,
}

/// Why a trace cannot be recorded: something that was given does not fit the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordError {
    /// x has another number of entries than layer 1 has units.
    Input {
        /// The entries of x.
        found: usize,
        /// n₁.
        needed: usize,
    },
    /// y has another number of entries than layer L has units.
    Target {
        /// The entries of y.
        found: usize,
        /// n_L.
        needed: usize,
    },
    /// The loss was asked for without a target.
    NoTarget,
    /// The output has no such component.
    Component {
        /// Its index.
        component: usize,
        /// n_L.
        outputs: usize,
    },
}

impl Trace {
    /// Runs both passes of `network` at `input` for `objective`.
    ///
    /// # Errors
    /// What does not fit the network.
    pub fn record(
        network: Arc<Network>,
        input: Vector,
        target: Option<Vector>,
        objective: Objective,
    ) -> Result<Self, RecordError> {
        if input.len() != network.inputs() {
            return Err(RecordError::Input {
                found: input.len(),
                needed: network.inputs(),
            });
        }
        if let Some(target) = target.as_ref().filter(|y| y.len() != network.outputs()) {
            return Err(RecordError::Target {
                found: target.len(),
                needed: network.outputs(),
            });
        }
        let target = target.map(Arc::new);
        check(&network, target.as_deref(), objective)?;
        let forward = Arc::new(ForwardPass::run(&network, input));
        Ok(Self::carry_back(network, target, objective, forward))
    }

    /// The same network and input, differentiated for another objective. The forward pass is shared, not run again.
    ///
    /// # Errors
    /// A component that the output does not have; the loss without a target.
    pub fn with_objective(&self, objective: Objective) -> Result<Self, RecordError> {
        check(&self.network, self.target(), objective)?;
        let (network, forward) = (Arc::clone(&self.network), Arc::clone(&self.forward));
        Ok(Self::carry_back(
            network,
            self.target.clone(),
            objective,
            forward,
        ))
    }

    /// Changes the network, which is copied where it is shared: its layers stay shared until they are changed. The
    /// passes are as they were, and have to be run.
    pub(super) fn network_mut(&mut self) -> &mut Network {
        Arc::make_mut(&mut self.network)
    }

    /// Another target, of n_L entries; the backward pass is as it was, and has to be run.
    pub(super) fn set_target(&mut self, target: Vector) {
        self.target = Some(Arc::new(target));
    }

    /// Runs the forward pass from layer `first` on, at another `input` if there is one, and all of the backward pass.
    /// What is below `first` stays, bit by bit what it would be made again.
    pub(super) fn rerun(&mut self, first: usize, input: Option<Vector>) {
        if first <= self.network.depth() {
            Arc::make_mut(&mut self.forward).rerun(&self.network, first, input);
        }
        let seed = self.objective.seed(self.forward.output(), self.target());
        self.backward = Arc::new(BackwardPass::run(&self.network, &self.forward, seed));
        self.not_finite = NotFinite::of(self);
    }

    /// Both passes, shared.
    pub(super) fn passes(&self) -> (Arc<ForwardPass>, Arc<BackwardPass>) {
        (Arc::clone(&self.forward), Arc::clone(&self.backward))
    }

    fn carry_back(
        network: Arc<Network>,
        target: Option<Arc<Vector>>,
        objective: Objective,
        forward: Arc<ForwardPass>,
    ) -> Self {
        let seed = objective.seed(forward.output(), target.as_deref());
        let backward = BackwardPass::run(&network, &forward, seed);
        let mut trace = Self {
            network,
            target,
            objective,
            forward,
            backward: Arc::new(backward),
            not_finite: NotFinite::default(),
        };
        trace.not_finite = NotFinite::of(&trace);
        trace
    }

    /// The network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// x, n₁ entries.
    pub fn input(&self) -> &Vector {
        self.forward.a(1)
    }

    /// y, n_L entries, if one was given.
    pub fn target(&self) -> Option<&Vector> {
        self.target.as_deref()
    }

    /// Which scalar is differentiated.
    pub const fn objective(&self) -> Objective {
        self.objective
    }

    /// The value of that scalar.
    pub fn value(&self) -> f64 {
        self.objective.value(self.forward.output(), self.target())
    }

    /// The same scalar at another input, of n₁ entries: a forward pass that keeps nothing.
    ///
    /// # Panics
    /// Where `input` has another number of entries.
    pub fn value_at(&self, input: &Vector) -> f64 {
        let output = ForwardPass::output_at(&self.network, input);
        self.objective.value(&output, self.target())
    }

    /// That scalar's gradient at another input: both passes, of which only ∇ₓ is kept. Both have n₁ entries.
    ///
    /// # Panics
    /// Where `input` has another number of entries.
    pub fn gradient_at(&self, input: &Vector) -> Vector {
        let forward = ForwardPass::run(&self.network, input.clone());
        let seed = self.objective.seed(forward.output(), self.target());
        let backward = BackwardPass::run(&self.network, &forward, seed);
        backward.input_gradient().clone()
    }

    /// What the forward pass made.
    pub fn forward(&self) -> &ForwardPass {
        &self.forward
    }

    /// What the backward pass made.
    pub fn backward(&self) -> &BackwardPass {
        &self.backward
    }
}

fn check(
    network: &Network,
    target: Option<&Vector>,
    objective: Objective,
) -> Result<(), RecordError> {
    match objective {
        Objective::Loss if target.is_none() => Err(RecordError::NoTarget),
        Objective::Output { component } if component >= network.outputs() => {
            Err(RecordError::Component {
                component,
                outputs: network.outputs(),
            })
        }
        _ => Ok(()),
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Input { found, needed } => {
                write!(f, "x has length {found}, but layer 1 needs {needed}")
            }
            Self::Target { found, needed } => {
                write!(f, "y has length {found}, but the output has {needed}")
            }
            Self::NoTarget => write!(f, "the loss needs a target y, and there is none"),
            Self::Component { component, outputs } => write!(
                f,
                "there is no component {}: the output has {outputs} (components count from 1)",
                ordinal(component),
            ),
        }
    }
}

impl std::error::Error for RecordError {}

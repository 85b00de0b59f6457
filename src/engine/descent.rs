//! One step of gradient descent at one sample: W⁽ˡ⁾ ← W⁽ˡ⁾ − η ∂C/∂W⁽ˡ⁾, b⁽ˡ⁾ ← b⁽ˡ⁾ − η ∂C/∂b⁽ˡ⁾ in every layer at
//! once, and what is to be known of it before it is taken.
//!
//! C is always the loss (5.1), whatever else is differentiated: what descends is a cost. ∂C/∂W⁽ˡ⁾ = δ⁽ˡ⁾(a⁽ˡ⁻¹⁾)ᵀ (5.8)
//! is of rank one and never built. Only W and b move; γ and β of a norm stay as they are.

use super::{Entry, LayerForward, Objective, Quantity, RecordError, Trace};

impl Trace {
    /// Takes the step of length `rate` (η) down the gradient of the loss, and runs both passes anew. A layer is copied
    /// only where another trace shares it. Numbers that are not finite make others that are not.
    ///
    /// # Errors
    /// There is no target; then everything is as it was.
    pub fn descend(&mut self, rate: f64) -> Result<(), RecordError> {
        let walk = self.of_loss()?;
        // What is shared is copied: the walk's own numbers, which are small, but none of its weights.
        let (forward, backward) = walk.passes();
        drop(walk);
        for l in self.network().layers() {
            let delta = &backward.layer(l).delta;
            self.network_mut()
                .change(l, |layer| layer.descend(rate, delta, forward.a(l - 1)));
        }
        drop(forward);
        self.rerun(2, None);
        Ok(())
    }

    /// C after such a step, as a forward pass finds it that subtracts η ∂C/∂W⁽ˡ⁾ a = η δ⁽ˡ⁾ ⟨a⁽ˡ⁻¹⁾, a⟩ on its way and
    /// changes no weight: what [`descend`](Self::descend) leads to, up to rounding. `None` without a target.
    pub fn loss_after(&self, rate: f64) -> Option<f64> {
        let walk = self.of_loss().ok()?;
        let (network, made) = (walk.network(), walk.forward());
        let mut a = walk.input().clone();
        for l in network.layers() {
            let (layer, delta) = (network.layer(l), &walk.backward().layer(l).delta);
            let product = layer.product(&a);
            let mut z = &product + &layer.bias;
            z.axpy(-rate * (made.a(l - 1).dot(&a) + 1.0), delta, 1.0);
            a = LayerForward::from_z(layer, product, z, &a).a;
        }
        Some(Objective::Loss.value(&a, self.target()))
    }

    /// C, the loss of this walk, whatever is differentiated; `None` without a target.
    pub fn loss(&self) -> Option<f64> {
        let target = self.target()?;
        Some(Objective::Loss.value(self.forward().output(), Some(target)))
    }

    /// What such a step makes of one entry of W or b: w − η·(δⱼ·aₖ) with the δ of this walk, which is one of the loss.
    /// `None` for an entry of anything else, and for one that is not there.
    pub fn descended(&self, entry: Entry, rate: f64) -> Option<f64> {
        let value = entry.value(self)?;
        let (l, before) = match entry.quantity {
            Quantity::Weights(l) => (l, self.forward().a(l - 1)[entry.column]),
            Quantity::Bias(l) => (l, 1.0),
            _ => return None,
        };
        let delta = self.backward().layer(l).delta[entry.row];
        Some(value - rate * (delta * before))
    }

    /// ‖∇C‖², the squares of all ∂/∂W and ∂/∂b of this walk's scalar added up: Σ ‖δ⁽ˡ⁾‖²(‖a⁽ˡ⁻¹⁾‖² + 1). To first
    /// order a step of length η lowers the scalar by η times as much.
    pub fn squared_gradient(&self) -> f64 {
        let of_layer = |l: usize| {
            let delta = self.backward().layer(l).delta.norm_squared();
            delta * (self.forward().a(l - 1).norm_squared() + 1.0)
        };
        self.network().layers().map(of_layer).sum()
    }

    /// The same walk with the loss differentiated.
    fn of_loss(&self) -> Result<Self, RecordError> {
        if self.objective() == Objective::Loss {
            return Ok(self.clone());
        }
        self.with_objective(Objective::Loss)
    }
}

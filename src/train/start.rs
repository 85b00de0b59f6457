//! Where training starts: W and b drawn at random.

use rand::rngs::ChaCha8Rng;
use rand_distr::{Distribution as _, StandardNormal};

use super::draw::{Stream, stream};
use crate::engine::{Activation, Layer, Matrix, Network, Vector};

/// The standard deviation of b.
const BIAS: f64 = 0.5;

/// A network of these `sizes`, n₁ to n_L, drawn as [`reinitialise`] draws; `activation` in all layers but the last, which
/// has `output`. `None` where there are not two sizes, or one of them is 0.
pub fn initial(
    sizes: &[usize],
    activation: Activation,
    output: Activation,
    seed: u64,
) -> Option<Network> {
    let last = sizes.len().checked_sub(2)?;
    let layer = |(index, pair): (usize, &[usize])| {
        let (weights, bias) = (Matrix::zeros(pair[1], pair[0]), Vector::zeros(pair[1]));
        let activation = if index == last { output } else { activation };
        Layer::new(weights, bias, activation)
    };
    let layers = sizes.windows(2).enumerate().map(layer).collect();
    let network = Network::new(layers).ok()?;
    Some(reinitialise(&network, seed))
}

/// The same layers with W and b drawn anew, normal numbers of mean 0: the standard deviation of W⁽ˡ⁾ is √(2/n_{l−1}), so
/// that wide layers do not begin saturated, that of b is ½, as in the paper. (There that of W is ½ too, which
/// would saturate wide layers; the paper's example is learnt about as often from either.) Drawn are W⁽²⁾ to W⁽ᴸ⁾, column by
/// column, then b⁽²⁾ to b⁽ᴸ⁾.
///
/// # Panics
/// Never: no shape changes.
pub fn reinitialise(network: &Network, seed: u64) -> Network {
    let mut generator = stream(seed, Stream::Start);
    let mut layers: Vec<Layer> = network.layers().map(|l| network.layer(l).clone()).collect();
    for layer in &mut layers {
        let deviation = (2.0 / layer.inputs() as f64).sqrt();
        draw(layer.weights.as_mut_slice(), deviation, &mut generator);
    }
    for layer in &mut layers {
        draw(layer.bias.as_mut_slice(), BIAS, &mut generator);
    }
    Network::new(layers).expect("the shapes are those of a network")
}

fn draw(entries: &mut [f64], deviation: f64, generator: &mut ChaCha8Rng) {
    for entry in entries {
        let normal: f64 = StandardNormal.sample(generator);
        *entry = deviation * normal;
    }
}

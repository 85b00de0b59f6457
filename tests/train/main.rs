//! Training: each step is the walk's own gradient, the seed decides everything, and the paper's example is learnt.

use std::sync::Arc;

use gradwalk::engine::{
    Activation, Layer, LayerNorm, Matrix, Network, Objective, Trace, Trainer, Vector,
};
use gradwalk::train::{
    Sample, Settings, TrainError, Training, cost, initial, reinitialise, right, split,
};

const SIGMOID: Activation = Activation::Sigmoid;

/// The ten points of the paper's example, from the file that the built-in network was trained on.
fn points() -> Vec<Sample> {
    let text = include_str!("../../networks/data/higham.csv");
    let sample = |line: &str| {
        let numbers: Vec<f64> = line
            .split(',')
            .map(|part| part.parse().expect("a number"))
            .collect();
        Sample {
            x: Vector::from_column_slice(&numbers[..2]),
            y: Vector::from_column_slice(&numbers[2..]),
        }
    };
    text.lines().skip(1).map(sample).collect()
}

fn settings(seed: u64) -> Settings {
    Settings {
        rate: 0.05,
        batch: 1,
        seed,
    }
}

fn start(sizes: &[usize], seed: u64) -> Network {
    initial(sizes, SIGMOID, SIGMOID, seed).expect("these are sizes")
}

fn bits(network: &Network) -> Vec<u64> {
    let layers = network.layers().map(|l| network.layer(l));
    let entries = layers.flat_map(|layer| layer.weights.iter().chain(&layer.bias));
    entries.map(|entry| entry.to_bits()).collect()
}

fn walked(network: &Network, Sample { x, y }: &Sample) -> Trace {
    let network = Arc::new(network.clone());
    Trace::record(network, x.clone(), Some(y.clone()), Objective::Loss).expect("it fits")
}

/// A network with everything that a layer may have.
fn mixed() -> Network {
    let numbers = |seed: usize, k: usize| ((seed * 7 + k * 13) % 17) as f64 / 9.0 - 0.8;
    let layer = |seed, units: usize, inputs: usize, activation| {
        let weights = Matrix::from_fn(units, inputs, |i, j| numbers(seed, i * inputs + j));
        let bias = Vector::from_fn(units, |i, _| numbers(seed + 5, i));
        Layer::new(weights, bias, activation)
    };
    let mut normed = layer(1, 9, 3, Activation::Tanh);
    normed.norm = Some(LayerNorm {
        gamma: Vector::from_fn(9, |i, _| 1.0 + numbers(3, i) / 2.0),
        beta: Vector::from_fn(9, |i, _| numbers(4, i)),
        eps: 1e-5,
    });
    let mut residual = layer(2, 9, 9, Activation::Gelu);
    residual.residual = true;
    Network::new(vec![normed, residual, layer(3, 2, 9, Activation::Softplus)])
        .expect("it is a chain")
}

fn mixed_sample(k: usize) -> Sample {
    let shift = k as f64 / 10.0;
    Sample {
        x: Vector::from_vec(vec![0.3 + shift, -0.7, 0.2 - shift]),
        y: Vector::from_vec(vec![1.0, shift]),
    }
}

#[test]
fn a_step_takes_the_gradients_of_the_recorded_walk_to_the_last_bit() {
    for (network, sample) in [
        (start(&[2, 2, 3, 2], 4), points().remove(3)),
        (mixed(), mixed_sample(1)),
    ] {
        let rate = 0.05;
        let mut descent = Trainer::new(&network);
        descent.step([(&sample.x, &sample.y)], rate);
        let (stepped, walk) = (descent.network(), walked(&network, &sample));
        for l in network.layers() {
            let (delta, before) = (&walk.backward().layer(l).delta, walk.forward().a(l - 1));
            let old = &network.layer(l).weights;
            let weights = Matrix::from_fn(old.nrows(), old.ncols(), |j, k| {
                old[(j, k)] - rate * (delta[j] * before[k])
            });
            let bias = network
                .layer(l)
                .bias
                .zip_map(delta, |b, delta| b - rate * delta);
            assert_eq!(stepped.layer(l).weights, weights, "layer {l}");
            assert_eq!(stepped.layer(l).bias, bias, "layer {l}");
        }
    }
}

#[test]
fn many_steps_in_the_same_memory_are_as_many_walks_recorded_anew() {
    let mut network = mixed();
    let mut descent = Trainer::new(&network);
    for k in 0..5 {
        let sample = mixed_sample(k);
        descent.step([(&sample.x, &sample.y)], 0.01);
        let mut fresh = Trainer::new(&network);
        fresh.step([(&sample.x, &sample.y)], 0.01);
        network = fresh.network();
        assert_eq!(bits(&descent.network()), bits(&network), "step {k}");
        assert_eq!(descent.network(), network);
    }
}

#[test]
fn a_norm_learns_along_central_differences() {
    let (network, sample) = (mixed(), mixed_sample(2));
    let rate = 1e-3;
    let mut descent = Trainer::new(&network);
    descent.step([(&sample.x, &sample.y)], rate);
    let stepped = descent.network();
    let loss = |change: &dyn Fn(&mut LayerNorm)| {
        let mut layers: Vec<Layer> = network.layers().map(|l| network.layer(l).clone()).collect();
        change(layers[0].norm.as_mut().expect("layer 2 has a norm"));
        let network = Network::new(layers).expect("the shapes are the same");
        cost(&network, std::slice::from_ref(&sample))
    };
    let h = 1e-5;
    let (old, new) = (
        network.layer(2).norm.as_ref(),
        stepped.layer(2).norm.as_ref(),
    );
    let (old, new) = (old.expect("it has one"), new.expect("it has one"));
    for i in 0..9 {
        let by_gamma =
            (loss(&|norm| norm.gamma[i] += h) - loss(&|norm| norm.gamma[i] -= h)) / (2.0 * h);
        let by_beta =
            (loss(&|norm| norm.beta[i] += h) - loss(&|norm| norm.beta[i] -= h)) / (2.0 * h);
        let gamma = (old.gamma[i] - new.gamma[i]) / rate;
        let beta = (old.beta[i] - new.beta[i]) / rate;
        assert!((gamma - by_gamma).abs() < 1e-8, "γ {i}: {gamma} {by_gamma}");
        assert!((beta - by_beta).abs() < 1e-8, "β {i}: {beta} {by_beta}");
    }
}

#[test]
fn a_batch_goes_along_the_mean_of_its_gradients() {
    let network = mixed();
    let batch: Vec<Sample> = (0..4).map(mixed_sample).collect();
    let mut descent = Trainer::new(&network);
    descent.step(batch.iter().map(|sample| (&sample.x, &sample.y)), 0.1);
    let stepped = descent.network();
    for l in network.layers() {
        let gradient = |sample: &Sample| {
            let walk = walked(&network, sample);
            &walk.backward().layer(l).delta * walk.forward().a(l - 1).transpose()
        };
        let mean = batch.iter().map(gradient).sum::<Matrix>() / 4.0;
        let expected = &network.layer(l).weights - mean * 0.1;
        let error = (&stepped.layer(l).weights - expected).amax();
        assert!(error < 1e-15, "layer {l}: {error}");
    }
}

#[test]
fn a_batch_sees_the_old_weights_whatever_was_stepped_before() {
    let batch: Vec<Sample> = (0..3).map(mixed_sample).collect();
    let pairs = || batch.iter().map(|sample| (&sample.x, &sample.y));
    let mut network = mixed();
    let mut descent = Trainer::new(&network);
    for k in 0..4 {
        let walks: Vec<Trace> = batch.iter().map(|it| walked(&network, it)).collect();
        descent.step(pairs(), 0.1);
        let stepped = descent.network();
        for l in network.layers() {
            let (mut weights, rate) = (network.layer(l).weights.clone(), 0.1 / 3.0);
            for walk in &walks {
                let (delta, a) = (&walk.backward().layer(l).delta, walk.forward().a(l - 1));
                weights -= (delta * a.transpose()) * rate;
            }
            assert_eq!(stepped.layer(l).weights, weights, "step {k}, layer {l}");
        }
        network = stepped;
        // One alone in between, and the norm's parameters are to be the new ones as well.
        descent.step(pairs().take(1), 0.1);
        let mut fresh = Trainer::new(&network);
        fresh.step(pairs().take(1), 0.1);
        network = fresh.network();
        assert_eq!(descent.network(), network, "step {k}");
    }
}

#[test]
fn the_seed_decides_everything_and_nothing_else_does() {
    let trained = |seed, parts: &[u64]| {
        let mut training =
            Training::new(&start(&[2, 2, 3, 2], seed), points(), settings(seed)).expect("it fits");
        for part in parts {
            training.run(*part);
        }
        assert_eq!(training.iterations(), parts.iter().sum::<u64>());
        bits(&training.network())
    };
    let once = trained(7, &[1000]);
    assert_eq!(once, trained(7, &[1000]));
    assert_eq!(once, trained(7, &[1, 499, 0, 500]));
    assert_ne!(once, trained(8, &[1000]));
}

#[test]
fn the_start_is_the_same_on_every_machine() {
    let network = start(&[2, 2, 3, 2], 1);
    let first = network.layer(2).weights[(0, 0)];
    let last = network.layer(4).bias[1];
    assert_eq!(
        [first, last].map(f64::to_bits),
        FIRST_AND_LAST,
        "{first:?} {last:?}"
    );
    assert_eq!(bits(&network), bits(&reinitialise(&network, 1)));
}

/// 0.5272042970450486 and 0.3560479761017767.
const FIRST_AND_LAST: [u64; 2] = [0x3fe0_dedb_8bc3_d01a, 0x3fd6_c97d_734a_80f3];

#[test]
fn the_start_is_as_wide_as_it_says() {
    let deviation = |network: &Network, l: usize| {
        let weights = &network.layer(l).weights;
        (weights.norm_squared() / weights.len() as f64).sqrt()
    };
    let network = start(&[3, 4000, 100], 3);
    assert!((deviation(&network, 2) - (2.0_f64 / 3.0).sqrt()).abs() < 0.02);
    assert!((deviation(&network, 3) - (2.0_f64 / 4000.0).sqrt()).abs() < 1e-4);
    let bias = &network.layer(2).bias;
    assert!(((bias.norm_squared() / 4000.0).sqrt() - 0.5).abs() < 0.02);
    for sizes in [&[][..], &[2], &[2, 0], &[0, 2]] {
        assert_eq!(initial(sizes, SIGMOID, SIGMOID, 1), None);
    }
}

#[test]
fn the_papers_example_is_learnt() {
    // A tenth of the paper's iterations, at ten times its rate: this is a test, and not compiled to be fast.
    let points = points();
    let settings = Settings {
        rate: 0.5,
        ..settings(1)
    };
    let mut training =
        Training::new(&start(&[2, 2, 3, 2], 1), points.clone(), settings).expect("it fits");
    let before = cost(&training.network(), &points);
    training.run(100_000);
    let network = training.network();
    let after = cost(&network, &points);
    assert!(before > 0.1 && after < 1e-3, "{before} → {after}");
    assert_eq!(right(&network, &points), Some(10));
}

/// As the paper has it, from a hundred starts: `cargo test --release --test train -- --ignored`. Not all of them are below
/// 1e-4 by then: of starts drawn as the paper draws them 9 of 100 are not, whoever computes.
#[test]
#[ignore = "a hundred million iterations"]
fn the_papers_example_is_learnt_from_nine_starts_in_ten() {
    let points = points();
    let ends_well = |seed: &u64| {
        let network = start(&[2, 2, 3, 2], *seed);
        let mut training =
            Training::new(&network, points.clone(), settings(*seed)).expect("it fits");
        training.run(1_000_000);
        let network = training.network();
        cost(&network, &points) < 1e-4 && right(&network, &points) == Some(10)
    };
    let well: Vec<u64> = (1..=100).filter(ends_well).collect();
    assert!(well.len() >= 90, "{}: {well:?}", well.len());
}

#[test]
fn the_cost_is_the_papers() {
    let (network, points) = (start(&[2, 2, 3, 2], 2), points());
    let mut sum = 0.0;
    for Sample { x, y } in &points {
        let a = network.output(x);
        sum += 0.5 * ((y[0] - a[0]).powi(2) + (y[1] - a[1]).powi(2));
    }
    assert!((cost(&network, &points) - sum / 10.0).abs() < 1e-16);
    assert!(cost(&network, &[]).is_nan());
}

#[test]
fn right_is_what_is_largest_where_y_is_and_ties_are_not() {
    let layer = |rows: usize, columns: usize| {
        Layer::new(
            Matrix::identity(rows, columns),
            Vector::zeros(rows),
            Activation::Identity,
        )
    };
    let identity = |n| Network::new(vec![layer(n, n)]).expect("it is one layer");
    let sample = |x: &[f64], y: &[f64]| Sample {
        x: Vector::from_column_slice(x),
        y: Vector::from_column_slice(y),
    };
    let two = identity(2);
    let right_of = |x: &[f64], y: &[f64]| right(&two, &[sample(x, y)]);
    assert_eq!(right_of(&[0.2, 0.1], &[1.0, 0.0]), Some(1));
    assert_eq!(right_of(&[0.1, 0.2], &[1.0, 0.0]), Some(0));
    assert_eq!(right_of(&[0.1, 0.1], &[1.0, 0.0]), Some(0));
    assert_eq!(right_of(&[f64::NAN, 0.1], &[0.0, 1.0]), Some(0));
    assert_eq!(right_of(&[0.1, 0.2], &[0.0, 0.5]), None);
    assert_eq!(right_of(&[0.1, 0.2], &[1.0, 1.0]), None);
    assert_eq!(right_of(&[0.1, 0.2], &[0.0, 0.0]), None);
    let one = identity(1);
    assert_eq!(
        right(
            &one,
            &[
                sample(&[0.4], &[0.0]),
                sample(&[0.6], &[0.0]),
                sample(&[0.6], &[1.0])
            ]
        ),
        Some(2)
    );
}

#[test]
fn a_single_output_beyond_0_and_1_is_nearest_to_the_one_that_it_is_beyond() {
    let layer = Layer::new(
        Matrix::identity(1, 1),
        Vector::zeros(1),
        Activation::Identity,
    );
    let network = Network::new(vec![layer]).expect("it is one layer");
    let is_right = |x: f64, y: f64| {
        let (x, y) = (Vector::repeat(1, x), Vector::repeat(1, y));
        right(&network, &[Sample { x, y }]) == Some(1)
    };
    for far in [1.6, 3.0, 1e300, f64::INFINITY] {
        assert!(is_right(far, 1.0) && !is_right(far, 0.0), "{far}");
        assert!(is_right(-far, 0.0) && !is_right(-far, 1.0), "-{far}");
    }
    for no_answer in [0.5, f64::NAN] {
        assert!(!is_right(no_answer, 0.0) && !is_right(no_answer, 1.0));
    }
}

#[test]
fn a_split_keeps_every_sample_once_in_its_order() {
    let samples: Vec<Sample> = (0..103).map(mixed_sample).collect();
    let numbers = |samples: &[Sample]| samples.iter().map(|sample| sample.x[0]).collect::<Vec<_>>();
    let (train, held) = split(samples.clone(), 0.2, 5);
    assert_eq!((train.len(), held.len()), (82, 21));
    assert!(numbers(&train).is_sorted() && numbers(&held).is_sorted());
    let mut all = [numbers(&train), numbers(&held)].concat();
    all.sort_by(f64::total_cmp);
    assert_eq!(all, numbers(&samples));
    assert_eq!(split(samples.clone(), 0.2, 5), (train, held.clone()));
    assert_ne!(split(samples.clone(), 0.2, 6).1, held);
    assert_eq!(split(samples.clone(), 0.0, 5), (samples.clone(), vec![]));
    assert_eq!(split(samples.clone(), 1.0, 5), (vec![], samples));
}

#[test]
fn what_cannot_be_trained_on_is_refused() {
    let network = start(&[2, 2, 3, 2], 1);
    let refused = |samples, settings| {
        Training::new(&network, samples, settings)
            .map(|_| ())
            .expect_err("it leads nowhere")
    };
    assert_eq!(refused(vec![], settings(1)), TrainError::NoSamples);
    let batch = Settings {
        batch: 0,
        ..settings(1)
    };
    assert_eq!(refused(points(), batch), TrainError::EmptyBatch);
    for rate in [0.0, -1.0, f64::INFINITY] {
        let settings = Settings {
            rate,
            ..settings(1)
        };
        assert_eq!(refused(points(), settings), TrainError::Rate(rate));
    }
    let error = refused(vec![mixed_sample(0)], settings(1));
    assert_eq!(
        error.to_string(),
        "the x of a sample has 3 entries, but the network needs 2"
    );
}

#[test]
fn a_rate_that_is_too_large_is_seen_in_the_cost() {
    let samples: Vec<Sample> = (0..4).map(mixed_sample).collect();
    let identity = Activation::Identity;
    let network = initial(&[3, 4, 2], identity, identity, 1).expect("these are sizes");
    let settings = Settings {
        rate: 1e6,
        ..settings(1)
    };
    let mut training = Training::new(&network, samples.clone(), settings).expect("it fits");
    training.run(200);
    assert!(!cost(&training.network(), &samples).is_finite());
}

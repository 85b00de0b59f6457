//! Written files: they read back as the network that was written, to the last bit.

use gradwalk::{
    engine::{Activation, Layer, LayerNorm, Matrix, Network, Vector},
    library::BUILT_IN,
    network_file::{NetworkFile, TENSORS, written},
    printable::{printable, printable_lines},
};
use proptest::{collection::vec, option, prelude::*};

/// Every number of a file, bit by bit, since 0 equals −0.
fn bits(file: &NetworkFile) -> Vec<u64> {
    let mut numbers: Vec<f64> = file.x.iter().chain(&file.y).flatten().copied().collect();
    for l in file.network.layers() {
        let layer = file.network.layer(l);
        numbers.extend(layer.weights.iter().chain(&layer.bias));
        numbers.extend(layer.activation.alpha());
        if let Some(norm) = &layer.norm {
            numbers.extend(norm.gamma.iter().chain(&norm.beta).chain([&norm.eps]));
        }
    }
    numbers.into_iter().map(f64::to_bits).collect()
}

fn assert_reads_back(file: &NetworkFile) {
    let text = written(file, None);
    let read = NetworkFile::parse(text.as_bytes(), "net.toml");
    let read = read.unwrap_or_else(|refusal| panic!("{refusal}\n{text}"));
    assert_eq!(&read, file, "{text}");
    assert_eq!(bits(&read), bits(file), "{text}");
}

fn numbers(count: usize) -> impl Strategy<Value = Vector> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    vec(NORMAL | SUBNORMAL | ZERO | POSITIVE | NEGATIVE, count).prop_map(|entries| {
        let finite = |entry: f64| if entry.is_finite() { entry } else { 0.1 };
        Vector::from_vec(entries.into_iter().map(finite).collect())
    })
}

fn activations() -> impl Strategy<Value = Activation> {
    let alphas = prop_oneof![Just(0.01), Just(1.0), Just(0.0), Just(-0.0), Just(0.2)];
    (prop::sample::select(&Activation::NAMES[..]), alphas).prop_map(|(name, alpha)| {
        let usual = Activation::from_name(name).expect("it has that name");
        usual.with_alpha(alpha).unwrap_or(usual)
    })
}

fn norms(units: usize) -> impl Strategy<Value = LayerNorm> {
    let eps = prop_oneof![Just(1e-5), 1e-300..1.0];
    let gamma = prop_oneof![Just(Vector::repeat(units, 1.0)), numbers(units)];
    let beta = prop_oneof![
        Just(Vector::zeros(units)),
        Just(Vector::repeat(units, -0.0)),
        numbers(units)
    ];
    (gamma, beta, eps).prop_map(|(gamma, beta, eps)| LayerNorm { gamma, beta, eps })
}

fn layers(inputs: usize, units: usize) -> impl Strategy<Value = Layer> {
    let parts = (
        numbers(inputs * units),
        numbers(units),
        activations(),
        option::of(norms(units)),
        any::<bool>(),
    );
    parts.prop_map(move |(weights, bias, activation, norm, residual)| Layer {
        norm,
        residual: residual && inputs == units,
        ..Layer::new(
            Matrix::from_column_slice(units, inputs, weights.as_slice()),
            bias,
            activation,
        )
    })
}

fn names(count: usize) -> impl Strategy<Value = Vec<String>> {
    let name = r#"[a-z"'\\\n\r\t #=\u{1b}\u{202e}δé]{0,8}"#;
    let names = vec(name.prop_map(|name| printable(&name).into_owned()), count);
    prop_oneof![Just(Vec::new()), names]
}

fn files() -> impl Strategy<Value = NetworkFile> {
    let shapes = prop_oneof![Just([2, 3, 3, 1]), Just([4, 4, 4, 2]), Just([1, 1, 1, 1])];
    shapes
        .prop_flat_map(|[a, b, c, d]| {
            let layers = (layers(a, b), layers(b, c), layers(c, d));
            let texts = option::of(r#"[a-z"'\\\n\r\t #\u{7}\u{2028}δ]{0,30}"#);
            let image = option::of(Just((1, a)));
            let vectors = (option::of(numbers(a)), option::of(numbers(d)), image);
            (layers, vectors, names(a), names(d), texts.clone(), texts)
        })
        .prop_map(
            |(layers, (x, y, image), inputs, outputs, title, description)| NetworkFile {
                title: title.map(|title| printable(&title).into_owned()),
                description: description.map(|text| printable_lines(&text)),
                network: Network::new(vec![layers.0, layers.1, layers.2]).expect("they fit"),
                x,
                y,
                inputs,
                outputs,
                image,
                taken: Vec::new(),
                unlike: None,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_network_reads_back_as_itself(file in files()) {
        assert_reads_back(&file);
    }
}

#[test]
fn every_built_in_network_reads_back_as_itself() {
    for network in BUILT_IN {
        let source = network.source.as_bytes();
        let file = NetworkFile::parse_with(source, network.name, network, TENSORS);
        assert_reads_back(&NetworkFile {
            // All of it is in one file now.
            taken: Vec::new(),
            ..file.expect("it is built in")
        });
    }
}

#[test]
fn it_is_written_as_a_person_would() {
    let source = "title = 'a \"small\" one'\nactivation = 'tanh'\nx = [1, 0.5]\n\
                  [[layer]]\nW = [[1, 2], [3, 1e-7]]\nb = [0, -0.0]\n\
                  [[layer]]\nW = [[1, 2]]\nb = [0]\nactivation = { name = 'elu', alpha = 0.5 }\n";
    let file = NetworkFile::parse(source.as_bytes(), "net.toml").expect("it is right");
    let meant = "title = \"a \\\"small\\\" one\"\nactivation = \"tanh\"\nx = [1.0, 0.5]\n\n\
                 [[layer]]  # l = 2\nW = [[1.0, 2.0],\n     [3.0, 1e-7]]\nb = [0.0, -0.0]\n\n\
                 [[layer]]  # l = 3\nactivation = { name = \"elu\", alpha = 0.5 }\nW = [[1.0, 2.0]]\nb = [0.0]\n";
    assert_eq!(written(&file, None), meant);
    let named = written(&file, Some("a \"b\".safetensors"));
    let lines: Vec<_> = named.lines().filter(|line| line.contains("file")).collect();
    assert_eq!(
        lines[0],
        r#"W = { file = "a \"b\".safetensors", tensor = "layer2.W" }"#
    );
    assert_eq!(
        lines[3],
        r#"b = { file = "a \"b\".safetensors", tensor = "layer3.b" }"#
    );
}

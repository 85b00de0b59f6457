//! Edited text: only the numbers differ, and it is read as exactly what was meant.

use std::{fs, path::Path};

use gradwalk::{
    engine::{Layer, Network, Vector},
    library::BUILT_IN,
    network_file::{EditError, Edits, NetworkFile, Values, edited},
};
use proptest::prelude::*;

/// An entry of W or b, and its new value.
#[derive(Debug, Clone, Copy)]
struct Change {
    place: Place,
    value: f64,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Weights { l: usize, row: usize, column: usize },
    Bias { l: usize, row: usize },
}

/// What is to be other than it is in a file.
#[derive(Debug, Clone, Default)]
struct Wanted {
    x: Option<Vec<f64>>,
    y: Option<Vec<f64>>,
    parameters: Vec<Change>,
}

fn load(source: &str) -> NetworkFile {
    NetworkFile::parse(source.as_bytes(), "net.toml").unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn changed(network: &Network, changes: &[Change]) -> Network {
    let layers = network.layers().map(|l| network.layer(l).clone());
    let mut layers: Vec<Layer> = layers.collect();
    for change in changes {
        match change.place {
            Place::Weights { l, row, column } => {
                layers[l - 2].weights[(row, column)] = change.value;
            }
            Place::Bias { l, row } => layers[l - 2].bias[row] = change.value,
        }
    }
    Network::new(layers).expect("the shapes are the same")
}

fn attempt(source: &str, wanted: &Wanted) -> Result<String, EditError> {
    let file = load(source);
    let network = changed(&file.network, &wanted.parameters);
    let vector = |entries: &Option<Vec<f64>>| entries.clone().map(Vector::from_vec);
    let (x, y) = (vector(&wanted.x), vector(&wanted.y));
    let edits = Edits {
        read: values(&file),
        meant: Values {
            network: &network,
            x: x.as_ref(),
            y: y.as_ref(),
        },
        beside: "new.safetensors",
        gathers: false,
    };
    edited(source.as_bytes(), "net.toml", &edits).map(|edited| {
        assert!(edited.tensors.is_empty());
        edited.text
    })
}

fn values(file: &NetworkFile) -> Values<'_> {
    Values {
        network: &file.network,
        x: file.x.as_ref(),
        y: file.y.as_ref(),
    }
}

fn after(source: &str, wanted: &Wanted) -> String {
    attempt(source, wanted).unwrap_or_else(|error| panic!("{error}"))
}

fn weight(l: usize, row: usize, column: usize, value: f64) -> Change {
    let place = Place::Weights { l, row, column };
    Change { place, value }
}

fn bias(l: usize, row: usize, value: f64) -> Change {
    let place = Place::Bias { l, row };
    Change { place, value }
}

/// Every built-in network and golden, as it is, and with a byte order mark and the line ends of Windows.
fn sources() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let files = fs::read_dir(folder).expect("the folder is there");
    let paths = files.map(|entry| entry.expect("its entries can be read").path());
    let goldens = paths.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let goldens = goldens.map(|path| fs::read_to_string(path).expect("the goldens are text"));
    let alone = BUILT_IN.iter().filter(|network| network.files.is_empty());
    let built_in = alone.map(|network| network.source.to_owned());
    let plain: Vec<_> = built_in.chain(goldens).collect();
    assert_eq!(plain.len(), BUILT_IN.len() - 1 + 10);
    let of_windows = |source: &String| format!("\u{feff}{}", source.replace('\n', "\r\n"));
    let of_windows: Vec<_> = plain.iter().map(of_windows).collect();
    [plain, of_windows].concat()
}

/// Every number that can be edited, in one order: x, y, then W row by row and b of each layer.
fn numbers(file: &NetworkFile) -> Vec<u64> {
    let mut numbers: Vec<f64> = file.x.iter().chain(&file.y).flatten().copied().collect();
    for l in file.network.layers() {
        let layer = file.network.layer(l);
        numbers.extend(layer.weights.transpose().iter().chain(&layer.bias));
    }
    numbers.into_iter().map(f64::to_bits).collect()
}

/// The places of W and b in that order.
fn places(network: &Network) -> Vec<Place> {
    let mut places = Vec::new();
    for l in network.layers() {
        let (rows, columns) = network.layer(l).weights.shape();
        let of_row = |row| (0..columns).map(move |column| Place::Weights { l, row, column });
        places.extend((0..rows).flat_map(of_row));
        places.extend((0..rows).map(|row| Place::Bias { l, row }));
    }
    places
}

const BETWEEN: &[char] = &['[', ']', ',', ' ', '\t', '\r', '\n', '#', '='];

/// Holds that the texts differ in nothing but words, and says in which.
fn differing<'a>(before: &'a str, after: &'a str) -> Vec<(&'a str, &'a str)> {
    let between = |text: &str| text.matches(BETWEEN).collect::<String>();
    assert_eq!(between(before), between(after));
    let words = before.split(BETWEEN).zip(after.split(BETWEEN));
    words.filter(|(before, after)| before != after).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_edit_changes_the_numbers_it_names_and_nothing_else(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO),
            0..12,
        ),
    ) {
        let sources = sources();
        let source = which.get(&sources);
        let file = load(source);
        let entries = |vector: &Option<Vector>| vector.iter().flatten().copied().collect::<Vec<_>>();
        let (x, y) = (entries(&file.x), entries(&file.y));
        let places = places(&file.network);
        let (mut vectors, mut parameters) = ([x, y].concat(), Vec::new());
        let mut meant = numbers(&file);
        for (index, value) in changes {
            let index = index.index(meant.len());
            meant[index] = value.to_bits();
            match index.checked_sub(vectors.len()) {
                None => vectors[index] = value,
                Some(index) => parameters.push(Change { place: places[index], value }),
            }
        }
        let y = file.y.as_ref().map(|y| vectors.split_off(vectors.len() - y.len()));
        let text = after(source, &Wanted { x: Some(vectors), y, parameters });
        let before = numbers(&file);
        let read = load(&text);
        prop_assert_eq!(numbers(&read), &meant[..]);
        // Of 0.1 and 0.10 the bits are the same, and so the text stays.
        let changed = before.iter().zip(&meant).filter(|(old, new)| old != new).count();
        let differing = differing(source, &text);
        prop_assert_eq!(differing.len(), changed);
        for (_, word) in differing {
            let value: f64 = word.parse().expect("a number");
            prop_assert!(meant.contains(&value.to_bits()));
        }
    }
}

#[test]
fn no_edit_leaves_every_byte() {
    for source in sources() {
        assert_eq!(after(&source, &Wanted::default()), source);
        let x = load(&source).x.map(|x| x.as_slice().to_vec());
        let same = Wanted {
            x,
            ..Wanted::default()
        };
        assert_eq!(after(&source, &same), source);
    }
}

#[test]
fn comments_blanks_and_line_ends_around_a_number_stay() {
    let source = "\u{feff}# mine\r\nx = [ +1_0 ,\t# one\r\n  -2, ] # two\r\nactivation.name = 'tanh'\r\n\r\n\
                  \x20 [[ layer ]] #\r\nW = [[0xff,  1.50],\r\n     [ 1 ,1e3,],] # W\r\nb=[1.0,\r\n0.0]\r\n";
    let edits = Wanted {
        x: Some(vec![10.0, 1.0 / 3.0]),
        y: None,
        parameters: vec![
            weight(2, 0, 0, -0.0),
            weight(2, 1, 1, 1e300),
            bias(2, 1, 2.0),
        ],
    };
    let expected = source
        .replace("-2", "0.3333333333333333")
        .replace("0xff", "-0.0")
        .replace("1e3,", "1e300,")
        .replace("\n0.0]", "\n2.0]");
    assert_eq!(after(source, &edits), expected);
}

#[test]
fn a_zero_may_change_its_sign() {
    let source = "activation = 'tanh'\n[[layer]]\nW = [[0, -0.0]]\nb = [0.0]\n";
    let edits = Wanted {
        parameters: vec![weight(2, 0, 0, -0.0), weight(2, 0, 1, 0.0), bias(2, 0, 0.0)],
        ..Wanted::default()
    };
    assert_eq!(
        after(source, &edits),
        source.replace("0, -0.0", "-0.0, 0.0")
    );
}

#[test]
fn layers_in_one_list_and_tables_of_their_own_are_edited_too() {
    let source = "x = [3]\nlayer = [{ W = [[ 2 ]], b = [-1], activation.name = 'tanh' }, { b = [1], W = [[2]], \
                  activation = { name = 'relu' } }]";
    let edits = Wanted {
        parameters: vec![
            weight(2, 0, 0, 0.25),
            bias(3, 0, -7.5),
            weight(3, 0, 0, 1e-7),
        ],
        ..Wanted::default()
    };
    let expected = source
        .replace("[[ 2 ]]", "[[ 0.25 ]]")
        .replace("b = [1]", "b = [-7.5]")
        .replace("[[2]]", "[[1e-7]]");
    assert_eq!(after(source, &edits), expected);

    let source = "[[layer]]\n\"W\" = [[1]]\n'b' = [2]\n[layer.activation]\nname = 'elu'\n[activation]\nname = 'tanh'\n";
    let edits = Wanted {
        parameters: vec![bias(2, 0, 3.0), bias(2, 0, 4.0)],
        ..Wanted::default()
    };
    assert_eq!(after(source, &edits), source.replace("[2]", "[4.0]"));
}

#[test]
fn a_missing_x_or_y_is_added_after_the_other_keys_of_the_file() {
    let layer = "[[layer]]\nW = [[1, 2]]\nb = [0]\n";
    let both = Wanted {
        x: Some(vec![0.5, -1.0]),
        y: Some(vec![1.0]),
        ..Wanted::default()
    };
    let (x, y) = ("x = [0.5, -1.0]\n", "y = [1.0]\n");
    let top = "activation = 'tanh' # all\n";
    for (before, expected) in [
        (
            format!("{top}\n# first\n{layer}"),
            format!("{top}{x}{y}\n# first\n{layer}"),
        ),
        (
            format!("{top}y = [\n2\n]\n{layer}"),
            format!("{top}y = [\n1.0\n]\n{x}{layer}"),
        ),
        (
            format!("{layer}activation = 'relu'"),
            format!("{x}{y}\n{layer}activation = 'relu'"),
        ),
        (
            format!("# mine\n\n  {layer}[activation]\nname = 'relu'"),
            format!("# mine\n\n{x}{y}\n  {layer}[activation]\nname = 'relu'"),
        ),
        (
            format!("[activation]\nname = 'relu'\n\n{layer}"),
            format!("{x}{y}\n[activation]\nname = 'relu'\n\n{layer}"),
        ),
        (
            format!("activation.name = 'elu'\nactivation.alpha = 2.0\n{layer}"),
            format!("activation.name = 'elu'\nactivation.alpha = 2.0\n{x}{y}{layer}"),
        ),
        (
            "layer = [{W = [[1, 2]], b = [0], activation = 'relu'}]".to_owned(),
            format!("{x}{y}\nlayer = [{{W = [[1, 2]], b = [0], activation = 'relu'}}]"),
        ),
        (
            "layer = [{W = [[1, 2]], b = [0]}]\nactivation = 'relu'".to_owned(),
            format!("layer = [{{W = [[1, 2]], b = [0]}}]\nactivation = 'relu'\n{x}{y}"),
        ),
    ] {
        assert_eq!(after(&before, &both), expected);
        let of_windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        if before.contains('\n') {
            assert_eq!(after(&of_windows(&before), &both), of_windows(&expected));
        }
    }
}

#[test]
fn what_does_not_fit_is_told_in_a_line() {
    let source = BUILT_IN[0].source;
    let told = |wanted: Wanted| {
        let error = attempt(source, &wanted).expect_err("it does not fit");
        error.to_string()
    };
    let parameter = |change| {
        told(Wanted {
            parameters: vec![change],
            ..Wanted::default()
        })
    };
    let infinite = "is inf, but every number must be finite";
    assert_eq!(
        parameter(bias(4, 0, f64::INFINITY)),
        format!("layer 4: b, entry 1 {infinite}")
    );
    assert_eq!(
        parameter(weight(3, 2, 1, f64::INFINITY)),
        format!("layer 3: W, row 3, column 2 {infinite}")
    );
    let x = |x: &[f64]| {
        told(Wanted {
            x: Some(x.to_vec()),
            ..Wanted::default()
        })
    };
    assert_eq!(x(&[1.0]), "x has 1 number, but needs 2");
    assert_eq!(x(&[1.0, f64::INFINITY]), format!("x, entry 2 {infinite}"));
}

#[test]
fn a_network_of_other_sizes_is_not_written_over_this_one() {
    let (file, other) = (load(BUILT_IN[0].source), load(BUILT_IN[1].source));
    let edits = Edits {
        read: values(&file),
        meant: values(&other),
        beside: "",
        gathers: false,
    };
    let error = edited(BUILT_IN[0].source.as_bytes(), "net.toml", &edits).expect_err("2-2-3-2");
    assert_eq!(error, EditError::Sizes);
}

#[test]
fn a_file_that_is_refused_is_not_edited() {
    let file = load(BUILT_IN[0].source);
    let edits = Edits {
        read: values(&file),
        meant: values(&file),
        beside: "",
        gathers: false,
    };
    let refused = edited(b"\xef\xbb\xbfx = [1", "net.toml", &edits);
    assert!(matches!(refused, Err(EditError::Refused(refusal)) if refusal.place() == (1, 7)));
}

#[test]
fn a_file_of_many_numbers_is_edited() {
    let row = vec!["0.125"; 400].join(", ");
    let rows = vec![format!("[{row}]"); 400].join(",\n");
    let bias = vec!["0"; 400].join(", ");
    let source = format!("activation = 'relu'\n[[layer]]\nW = [{rows}]\nb = [{bias}]\n");
    let edits = Wanted {
        parameters: vec![weight(2, 399, 399, 0.5)],
        ..Wanted::default()
    };
    let text = after(&source, &edits);
    // A million bytes; seconds would mean that something is quadratic.
    assert_eq!(differing(&source, &text), [("0.125", "0.5")]);
}

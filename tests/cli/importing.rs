//! `import`: models that other programs saved, the network files made of them, and what is refused.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;

use safetensors::tensor::{Dtype, TensorView, serialize};

use crate::program::{Folder, command, ended, run_reading};

const KERAS: &[u8] = include_bytes!("fixtures/keras.npz");
const LIST: &[u8] = include_bytes!("fixtures/list.npz");

/// 2-3-1, as PyTorch keeps it.
const MODEL: [(&str, &[usize], &[f32]); 4] = [
    (
        "net.0.weight",
        &[3, 2],
        &[1.0, 0.1, 0.25, -2.0, 3.0, -0.125],
    ),
    ("net.0.bias", &[3], &[0.5, -0.75, 1.5]),
    ("net.2.weight", &[1, 3], &[2.0, -1.0, 0.3]),
    ("net.2.bias", &[1], &[0.25]),
];

/// The same, with its numbers in the text; 0.1 and 0.3 are those of f32.
const WRITTEN_OUT: &str = "
[[layer]]
W = [[1.0, 0.10000000149011612], [0.25, -2.0], [3.0, -0.125]]
b = [0.5, -0.75, 1.5]
activation = 'relu'

[[layer]]
W = [[2.0, -1.0, 0.30000001192092896]]
b = [0.25]
activation = 'identity'
";

/// A file that another program's writer wrote.
fn model(tensors: &[(&str, &[usize], &[f32])]) -> Vec<u8> {
    let kept: BTreeMap<&str, (Vec<usize>, Vec<u8>)> = tensors
        .iter()
        .map(|(name, shape, values)| {
            let bytes = values.iter().flat_map(|value| value.to_le_bytes());
            (*name, (shape.to_vec(), bytes.collect()))
        })
        .collect();
    let views = kept.iter().map(|(name, (shape, bytes))| {
        let view = TensorView::new(Dtype::F32, shape.clone(), bytes).expect("the shape fits");
        (*name, view)
    });
    serialize(views, None).expect("it is a file")
}

/// A folder with this model in it, and a folder `deep` below it.
fn folder(test: &str, name: &str, bytes: &[u8]) -> Folder {
    let folder = Folder::new(&format!("import-{test}"), &[]);
    fs::create_dir(folder.path().join("deep")).expect("a folder in a new folder");
    fs::write(folder.path().join(name), bytes).expect("a file in a new folder");
    folder
}

/// What an import that ought to succeed says.
fn imported(folder: &Folder, arguments: &[&str]) -> String {
    folder.run(&[&["import"], arguments].concat()).succeeded()
}

/// Why an import fails, which leaves no network file.
fn refused(folder: &Folder, status: i32, arguments: &[&str]) -> String {
    let message = folder
        .run(&[&["import"], arguments].concat())
        .failed(status);
    assert!(!folder.path().join("out.toml").exists(), "{message}");
    message
}

fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("it was saved")
}

/// The input gradient of a network file in `folder`; notes may be on stderr.
fn gradient(folder: &Folder, name: &str, x: &str) -> String {
    let run = folder.run(&["grad", name, "-x", x]);
    assert_eq!(run.status, 0, "{run:?}");
    run.out
}

#[test]
fn a_model_of_pytorch_becomes_a_network_with_the_same_bits() {
    let folder = folder("pytorch", "m.safetensors", &model(&MODEL));
    let said = imported(&folder, &["m.safetensors", "-o", "out.toml"]);
    assert_eq!(
        said,
        "m.safetensors: 2-3-1, f32, which doubles hold exactly\n\
         layer 2: W 3×2 from net.0.weight, b from net.0.bias, relu\n\
         layer 3: W 1×3 from net.2.weight, b from net.2.bias, identity\n\
         note: relu is a guess, as no tensor file says it: --activation gives another, --output-activation that of the last layer\n\
         wrote out.toml, which refers to m.safetensors\n\
         next: gradwalk out.toml -x X1,X2,… (2 numbers; or x in the file)\n"
    );
    fs::write(folder.path().join("by-hand.toml"), WRITTEN_OUT).expect("it is written");
    for x in ["0.3,-0.7", "-1,1", "1e-9,1e9"] {
        assert_eq!(
            gradient(&folder, "out.toml", x),
            gradient(&folder, "by-hand.toml", x),
            "{x}"
        );
    }
    let check = folder.run(&["check", "out.toml", "-x", "0.3,-0.7"]);
    assert!(check.out.ends_with("agrees\n"), "{check:?}");
}

#[test]
fn models_of_numpy_become_networks() {
    for (name, bytes) in [("keras.npz", KERAS), ("list.npz", LIST)] {
        let folder = folder(&format!("numpy-{name}"), name, bytes);
        let said = imported(&folder, &[name, "-o", "out.toml", "--activation", "relu"]);
        assert!(
            said.contains(" transposed, b from ") && !said.contains("note"),
            "{said}"
        );
        // z = (3, −1, 2), by hand.
        assert_eq!(
            gradient(&folder, "out.toml", "1,0.5"),
            "4.0\n2.0\n",
            "{name}"
        );
    }
}

#[test]
fn the_activations_are_those_that_are_asked_for() {
    let folder = folder("activations", "m.safetensors", &model(&MODEL));
    for (hidden, output) in [
        ("tanh", "sigmoid"),
        ("leaky_relu", "identity"),
        ("gelu", "gelu"),
    ] {
        let of_both = [
            "--activation",
            hidden,
            "--output-activation",
            output,
            "--force",
        ];
        let said = imported(
            &folder,
            &[&["m.safetensors", "-o", "out.toml"], &of_both[..]].concat(),
        );
        assert!(
            said.contains(&format!("b from net.0.bias, {hidden}\n")),
            "{said}"
        );
        assert!(
            said.contains(&format!("b from net.2.bias, {output}\n")),
            "{said}"
        );
        let by_hand = WRITTEN_OUT
            .replace("relu", hidden)
            .replace("identity", output);
        fs::write(folder.path().join("by-hand.toml"), by_hand).expect("it is written");
        assert_eq!(
            gradient(&folder, "out.toml", "1,2"),
            gradient(&folder, "by-hand.toml", "1,2")
        );
    }
    let wrong = refused(
        &Folder::new("import-wrong", &[]),
        2,
        &["m", "-o", "out.toml", "--activation", "rel"],
    );
    assert!(wrong.contains("leaky_relu"), "{wrong}");
}

#[test]
fn what_is_left_or_missing_is_said_and_written_down() {
    let mut tensors: Vec<_> = MODEL[..3].to_vec();
    tensors.push(("epoch", &[], &[7.0]));
    tensors.push(("optimizer.state.0.exp_avg", &[3, 2], &[0.0; 6]));
    let folder = folder("left", "m.safetensors", &model(&tensors));
    let said = imported(&folder, &["m.safetensors", "-o", "out.toml"]);
    let written = text(&folder, "out.toml");
    for (what, lead) in [(&said, "left: "), (&written, "# Left there: ")] {
        assert!(
            what.contains(&format!("{lead}epoch (scalar): a scalar")),
            "{what}"
        );
        assert!(
            what.contains(&format!(
                "{lead}optimizer.state.0.exp_avg (3×2): the state of an optimizer"
            )),
            "{what}"
        );
    }
    assert!(
        said.contains("layer 3: W 1×3 from net.2.weight, b zeros, as there is none, identity\n"),
        "{said}"
    );
    assert!(written.contains("b = [0.0]"), "{written}");
    fs::write(folder.path().join("by-hand.toml"), WRITTEN_OUT).expect("it is written");
    assert_eq!(
        gradient(&folder, "out.toml", "1,2"),
        gradient(&folder, "by-hand.toml", "1,2")
    );
}

#[test]
fn a_long_bias_that_is_missing_is_zeros() {
    let weights = vec![0.5; 100];
    let folder = folder(
        "zeros",
        "m.safetensors",
        &model(&[("w.weight", &[50, 2], &weights)]),
    );
    imported(&folder, &["m.safetensors", "-o", "out.toml"]);
    assert_eq!(gradient(&folder, "out.toml", "1,2"), "0.5\n0.5\n");
}

#[test]
fn a_prefix_chooses_among_several_networks() {
    let mut tensors = Vec::new();
    let names: Vec<_> = ["actor", "critic"]
        .iter()
        .flat_map(|of| MODEL.map(|(name, shape, values)| (format!("{of}.{name}"), shape, values)))
        .collect();
    tensors.extend(
        names
            .iter()
            .map(|(name, shape, values)| (name.as_str(), *shape, *values)),
    );
    let folder = folder("prefix", "m.safetensors", &model(&tensors));
    assert_eq!(
        refused(&folder, 1, &["m.safetensors", "-o", "out.toml"]),
        "error: m.safetensors: these are 2 separate chains: `actor.` and `critic.`\n\
         choose one: --prefix actor.\n"
    );
    let said = imported(
        &folder,
        &["m.safetensors", "-o", "out.toml", "--prefix", "critic."],
    );
    assert!(said.contains("from critic.net.0.weight"), "{said}");
    assert!(
        said.contains("left: actor.net.0.bias (3): its name does not begin with the prefix"),
        "{said}"
    );
}

#[test]
fn a_network_file_refers_to_weights_in_its_folder_or_below() {
    let folder = folder("below", "deep/m.safetensors", &model(&MODEL));
    imported(&folder, &["deep/m.safetensors", "-o", "out.toml"]);
    assert!(text(&folder, "out.toml").contains("file = \"deep/m.safetensors\""));
    gradient(&folder, "out.toml", "1,2");
    // From below, the folder is the same.
    imported(
        &folder,
        &[
            "deep/../deep/m.safetensors",
            "-o",
            "deep/../out.toml",
            "--force",
        ],
    );
    assert!(text(&folder, "out.toml").contains("file = \"deep/m.safetensors\""));
}

#[test]
fn weights_elsewhere_are_copied_or_refused() {
    let bytes = model(&MODEL);
    let folder = folder("elsewhere", "m.safetensors", &bytes);
    let out = ["m.safetensors", "-o", "deep/out.toml"];
    let message = refused(&folder, 1, &out);
    assert!(message.contains("--copy"), "{message}");
    assert!(!folder.path().join("deep/out.toml").exists());
    let said = imported(&folder, &[&out[..], &["--copy"]].concat());
    assert!(
        said.contains("refers to a copy of the weights beside it, m.safetensors"),
        "{said}"
    );
    assert_eq!(
        fs::read(folder.path().join("deep/m.safetensors")).expect("the copy"),
        bytes
    );
    gradient(&folder, "deep/out.toml", "1,2");
    let beside = fs::read_dir(folder.path().join("deep"))
        .expect("a folder")
        .count();
    assert_eq!(beside, 2, "nothing is left behind");
}

#[test]
fn nothing_is_written_over_without_force() {
    let folder = folder("force", "m.safetensors", &model(&MODEL));
    let deep = folder.path().join("deep");
    fs::write(deep.join("m.safetensors"), "mine").expect("it is written");
    let copy = ["m.safetensors", "-o", "deep/out.toml", "--copy"];
    let message = refused(&folder, 1, &copy);
    assert!(
        message.contains("m.safetensors is there already: --force replaces it"),
        "{message}"
    );
    assert!(!deep.join("out.toml").exists());
    imported(&folder, &[&copy[..], &["--force"]].concat());
    gradient(&folder, "deep/out.toml", "1,2");
    fs::write(deep.join("out.toml"), "mine").expect("it is written");
    let message = folder.run(&[&["import"], &copy[..]].concat()).failed(1);
    assert!(
        message.contains("deep/out.toml is there already\n--force replaces it"),
        "{message}"
    );
    assert_eq!(text(&folder, "deep/out.toml"), "mine");
}

#[test]
fn the_model_itself_is_never_written_over() {
    let bytes = model(&MODEL);
    let folder = folder("itself", "m.safetensors", &bytes);
    let deep = folder.path().join("deep");
    symlink("../m.safetensors", deep.join("m.safetensors")).expect("a link");
    for arguments in [
        ["m.safetensors", "-o", "m.safetensors"],
        ["m.safetensors", "-o", "deep/m.safetensors"],
        ["deep/m.safetensors", "-o", "deep/net.toml"],
        ["m.safetensors", "-o", "deep/net.toml"],
    ] {
        refused(
            &folder,
            1,
            &[&arguments[..], &["--force", "--copy"]].concat(),
        );
    }
    assert_eq!(
        fs::read(folder.path().join("m.safetensors")).expect("the model"),
        bytes
    );
    assert!(!deep.join("net.toml").exists());
}

#[test]
fn what_cannot_be_saved_leaves_nothing() {
    let folder = folder("unsaved", "m.safetensors", &model(&MODEL));
    for out in ["missing/out.toml", "deep", "deep/", "..", "out.toml/"] {
        let message = refused(&folder, 1, &["m.safetensors", "-o", out, "--copy"]);
        assert!(!message.contains("panicked"), "{message}");
    }
    let beside = fs::read_dir(folder.path().join("deep"))
        .expect("a folder")
        .count();
    assert_eq!(beside, 0, "nothing was copied");
}

#[test]
fn a_network_that_is_no_chain_is_refused_by_name() {
    let conv: &[usize] = &[2, 1, 1, 1];
    let folder = folder(
        "conv",
        "m.safetensors",
        &model(&[("conv1.weight", conv, &[1.0, 2.0])]),
    );
    assert_eq!(
        refused(&folder, 1, &["m.safetensors", "-o", "out.toml"]),
        "error: m.safetensors: `conv1.weight` is 2×1×1×1: a convolution; gradwalk walks through Linear layers only\n"
    );
    let ascii = refused(&folder, 1, &["m.safetensors", "-o", "out.toml", "--ascii"]);
    assert!(ascii.is_ascii() && ascii.contains("2x1x1x1"), "{ascii}");
}

#[test]
fn what_could_not_be_opened_afterwards_is_refused_at_once() {
    let mut tensors = MODEL;
    tensors[2].2 = &[2.0, f32::NAN, 0.3];
    let folder = folder("nan", "m.safetensors", &model(&tensors));
    let message = refused(&folder, 1, &["m.safetensors", "-o", "out.toml"]);
    assert!(
        message.contains("net.2.weight") && message.contains("NaN"),
        "{message}"
    );
}

#[test]
fn what_takes_more_memory_than_usual_is_told_the_option_for_it() {
    let weights = vec![0.5; 1024 * 512];
    let tensors = [("fc.weight", &[1024, 512][..], &weights[..])];
    let folder = folder("large", "m.safetensors", &model(&tensors));
    let said = imported(
        &folder,
        &["m.safetensors", "-o", "out.toml", "--max-size", "3"],
    );
    assert!(
        said.contains("\nnext: gradwalk out.toml --max-size 5 -x X1,X2,… (512 numbers"),
        "{said}"
    );
    let said = imported(&folder, &["m.safetensors", "-o", "out.toml", "--force"]);
    assert!(!said.contains("--max-size"), "{said}");
}

#[test]
fn what_is_no_tensor_file_is_refused() {
    let folder = folder("strange", "m.safetensors", b"<html>");
    for name in [
        "m.safetensors",
        "missing",
        "deep",
        "/dev/null",
        "mi\u{1b}[2J\u{202e}",
    ] {
        let message = refused(&folder, 1, &[name, "-o", "out.toml"]);
        assert!(message.len() < 400, "{message}");
    }
    for wrong in [
        &["m.safetensors"][..],
        &["-o", "out.toml"],
        &["m", "-o", "out.toml", "--output-activation", ""],
    ] {
        refused(&folder, 2, wrong);
    }
    run_reading(b"", &["higham", "import", "m", "-o", "out.toml"]).failed(2);
}

#[test]
fn names_that_mean_harm_come_through_unharmed() {
    let long = "\u{1b}]0;\u{7}\u{202e}".repeat(10_000);
    for odd in [
        "\"",
        "\\",
        "a\\\"}\n[[layer]]\nW = ",
        "\u{1b}[31m",
        "\u{202e}\u{feff}",
        "重み🦀",
        "'''",
        &long,
    ] {
        let names = MODEL.map(|(name, shape, values)| (format!("{odd}.{name}"), shape, values));
        let tensors: Vec<_> = names
            .iter()
            .map(|(name, shape, values)| (name.as_str(), *shape, *values))
            .collect();
        let folder = folder("odd", "m.safetensors", &model(&tensors));
        let said = imported(&folder, &["m.safetensors", "-o", "out.toml"]);
        let hidden = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!said.contains(hidden) && said.len() < 1000, "{said}");
        let written = text(&folder, "out.toml");
        assert!(!written.contains(hidden), "{written}");
        fs::write(folder.path().join("by-hand.toml"), WRITTEN_OUT).expect("it is written");
        assert_eq!(
            gradient(&folder, "out.toml", "1,2"),
            gradient(&folder, "by-hand.toml", "1,2")
        );
    }
}

#[test]
fn paths_that_mean_harm_come_through_unharmed() {
    let name = "it's \"my\"\\\u{1b}[2J model.safetensors";
    let folder = folder("path", name, &model(&MODEL));
    let said = imported(&folder, &[name, "-o", "my net.toml"]);
    assert!(said.contains("next: gradwalk 'my net.toml' -x"), "{said}");
    assert!(
        !said.contains('\u{1b}') && said.contains("\\u{1b}"),
        "{said}"
    );
    gradient(&folder, "my net.toml", "1,2");
}

#[test]
fn an_import_speaks_ascii_where_nothing_else_is_understood() {
    let folder = folder("ascii", "m.safetensors", &model(&MODEL));
    let mut command = command(&["import", "m.safetensors", "-o", "out.toml"]);
    let said = ended(command.env("LANG", "C").current_dir(folder.path())).succeeded();
    assert!(
        said.is_ascii() && said.contains("W 3x2 from net.0.weight"),
        "{said}"
    );
}

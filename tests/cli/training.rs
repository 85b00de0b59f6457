//! `train`: what it learns, says and saves, and what it refuses.

use std::fs;
use std::io::Read as _;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use gradwalk::network_file::{NetworkFile, scale};
use rustix::process::{Pid, Signal, kill_process};

use crate::program::{Folder, Run, command, run};

const POINTS: &str = include_str!("../../networks/data/higham.csv");

/// The second class is larger in x.
const TWO: &str = "kind,x,w\nb,16,4\na,-8,4\nb,12,4\na,-4,4\nb,8,4\na,-12,4\n";

fn read(folder: &Folder, name: &str) -> NetworkFile {
    let text = fs::read(folder.path().join(name)).expect("it was saved");
    NetworkFile::parse(&text, name).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// The results of a run that ought to succeed, with its progress on stderr.
fn trained(run: Run) -> String {
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.err.lines().all(|line| line.starts_with("iteration ")),
        "{run:?}"
    );
    run.out
}

fn refused(folder: &Folder, status: i32, arguments: &[&str]) -> String {
    let message = folder.run(&[&["train"], arguments].concat()).failed(status);
    assert!(!folder.path().join("out.toml").exists(), "{message}");
    message
}

/// A cost, written out as (3.3) has it, by the outputs that `trace` prints.
fn cost(folder: &Folder, network: &str, rows: usize) -> f64 {
    let of_row = |row: usize| -> f64 {
        let sample = format!("data.csv:{row}");
        let arguments = ["trace", network, "--sample", &sample, "--format", "json"];
        let trace: serde_json::Value =
            serde_json::from_str(&folder.run(&arguments).succeeded()).expect("JSON");
        let numbers = |field: &str| -> Vec<f64> {
            let list = trace[field].as_array().expect("a list");
            list.iter()
                .map(|number| number.as_f64().expect("a number"))
                .collect()
        };
        let errors = numbers("output").into_iter().zip(numbers("target"));
        errors.map(|(a, y)| (y - a).powi(2) / 2.0).sum()
    };
    (1..=rows).map(of_row).sum::<f64>() / rows as f64
}

#[test]
fn the_papers_example_learns_and_tells_its_cost() {
    let folder = Folder::new("train-higham", &[("data.csv", POINTS)]);
    let arguments = [
        "train",
        "--data",
        "data.csv",
        "--init",
        "2-2-3-2",
        "--iterations",
        "60000",
    ];
    let out = trained(folder.run(&[&arguments[..], &["-o", "out.toml"]].concat()));
    let file = read(&folder, "out.toml");
    assert_eq!(file.network.sizes(), [2, 2, 3, 2]);
    assert_eq!(
        (file.inputs, file.outputs),
        (
            vec!["x1".into(), "x2".into()],
            vec!["y1".into(), "y2".into()]
        )
    );
    assert_eq!(file.x.expect("the first sample").as_slice(), [0.1, 0.1]);
    let description = file.description.expect("it says how it was made");
    let line = "gradwalk train --data data.csv --init 2-2-3-2 --rate 0.05 --iterations 60000 --batch 1 --seed 1";
    assert!(
        description.lines().any(|found| found == line),
        "{description}"
    );
    let cost = cost(&folder, "out.toml", 10);
    assert!(cost < 0.1, "{cost}");
    for text in [&out, &description] {
        let told = text
            .rsplit("before, ")
            .next()
            .and_then(|text| text.split(' ').next());
        let told: f64 = told.expect("a cost after").parse().expect("a number");
        assert!((told - cost).abs() <= 1e-3 * cost, "{told} {cost}");
        assert!(text.contains("ChaCha8, seed 1"), "{text}");
    }
    assert!(
        out.contains("10⁻¹") && out.contains("60000 iterations"),
        "{out}"
    );
    assert!(out.ends_with("Saved as out.toml.\n"), "{out}");
}

#[test]
fn the_same_seed_makes_the_same_bytes_and_another_does_not() {
    let folder = Folder::new("train-seeds", &[("data.csv", POINTS)]);
    let bytes = |out: &str, seed: &str| {
        let arguments = [
            "train",
            "--data",
            "data.csv",
            "--init",
            "2-2-3-2",
            "--iterations",
            "500",
            "--holdout",
            "0.3",
        ];
        let run = folder.run(&[&arguments[..], &["--seed", seed, "-o", out]].concat());
        let told = trained(run).replace(out, "");
        (
            told,
            fs::read(folder.path().join(out)).expect("it was saved"),
        )
    };
    let one = bytes("one.toml", "7");
    assert_eq!(one, bytes("two.toml", "7"));
    assert_ne!(one, bytes("three.toml", "8"));
}

#[test]
fn classes_scale_and_holdout_are_recorded_and_samples_are_read_the_same_way() {
    let folder = Folder::new("train-classes", &[("data.csv", TWO)]);
    let out = trained(folder.run(&[
        "train",
        "--data",
        "data.csv",
        "--classes",
        "kind",
        "--init",
        "2-2",
        "--scale",
        "16",
        "--rate",
        "1",
        "--iterations",
        "300",
        "--holdout",
        "0.34",
        "-o",
        "out.toml",
    ]));
    assert!(
        out.contains("Right: 4 of 4 training samples, 100 %."),
        "{out}"
    );
    assert!(
        out.contains("Right: 2 of 2 held-out samples, 100 %."),
        "{out}"
    );
    let file = read(&folder, "out.toml");
    assert_eq!(
        (file.inputs, file.outputs),
        (vec!["x".into(), "w".into()], vec!["a".into(), "b".into()])
    );
    assert_eq!(file.description.as_deref().and_then(scale), Some(16.0));
    assert_eq!(file.x.expect("the first sample").as_slice(), [1.0, 0.25]);
    assert_eq!(file.y.expect("its class").as_slice(), [0.0, 1.0]);
    for objective in ["output", "loss"] {
        let of = |arguments: &[&str]| {
            let arguments = [&["grad", "out.toml", "--objective", objective], arguments].concat();
            let run = folder.run(&arguments);
            assert_eq!(run.status, 0, "{run:?}");
            (run.out, run.err)
        };
        // The file's own x stands as it is; what is given is divided, and that is said.
        let own = of(&[]);
        let sample = of(&["--sample", "data.csv:1"]);
        let given = of(&["-x", "16,4", "-y", "0,1"]);
        assert_eq!((own.1.as_str(), &own.0), ("", &sample.0));
        assert_eq!(sample, given);
        assert!(
            sample.1.starts_with("note: x is divided by 16, "),
            "{sample:?}"
        );
        assert_ne!(own.0, of(&["--sample", "data.csv:2"]).0);
    }
    // Training goes on with the scale that was recorded.
    trained(folder.run(&[
        "train",
        "out.toml",
        "--data",
        "data.csv",
        "--classes",
        "kind",
        "--iterations",
        "10",
        "-o",
        "on.toml",
    ]));
    assert_eq!(
        read(&folder, "on.toml")
            .description
            .as_deref()
            .and_then(scale),
        Some(16.0)
    );
}

#[test]
fn a_network_is_trained_as_it_is_or_from_new_weights() {
    let network = "title = 'mine'\nactivation = 'tanh'\ninputs = ['x2', 'x1']\nimage = [1, 2]\n\
                   [[layer]]\nW = [[1, 2], [3, 4]]\nb = [0, 0]\nnorm = 'layer'\nresidual = true\n";
    let folder = Folder::new(
        "train-network",
        &[("data.csv", POINTS), ("net.toml", network)],
    );
    let train = |arguments: &[&str], out: &str| {
        let all = [
            &[
                "train",
                "net.toml",
                "--data",
                "data.csv",
                "--iterations",
                "20",
                "-o",
                out,
            ],
            arguments,
        ]
        .concat();
        trained(folder.run(&all));
        read(&folder, out)
    };
    let (went_on, anew) = (train(&[], "a.toml"), train(&["--init", "2-2"], "b.toml"));
    for file in [&went_on, &anew] {
        assert_eq!(
            (file.title.as_deref(), file.image),
            (Some("mine"), Some((1, 2)))
        );
        assert_eq!(file.inputs, ["x2", "x1"]);
        let layer = file.network.layer(2);
        assert!(layer.residual && layer.norm.is_some() && layer.activation.name() == "tanh");
    }
    let weight = |file: &NetworkFile| file.network.layer(2).weights[(1, 1)];
    assert!((weight(&went_on) - 4.0).abs() < 1.0 && weight(&anew).abs() < 3.0);
    assert_ne!(weight(&went_on).to_bits(), 4.0_f64.to_bits());
}

#[test]
fn nothing_is_written_over_unasked() {
    let folder = Folder::new("train-force", &[("data.csv", POINTS), ("out.toml", "mine")]);
    let arguments = [
        "train",
        "--data",
        "data.csv",
        "--init",
        "2-2",
        "--iterations",
        "10",
        "-o",
        "out.toml",
    ];
    let message = folder.run(&arguments).failed(1);
    assert_eq!(
        message,
        "error: out.toml is there already\n--force replaces it\n"
    );
    assert_eq!(
        fs::read(folder.path().join("out.toml")).expect("it is there"),
        b"mine"
    );
    trained(folder.run(&[&arguments[..], &["--force"]].concat()));
    read(&folder, "out.toml");
    for out in ["no/such/folder/x.toml", "."] {
        let arguments = ["train", "--data", "data.csv", "--init", "2-2", "-o", out];
        folder.run(&arguments).failed(1);
    }
}

#[test]
fn what_cannot_be_trained_is_refused_before_it_begins() {
    let files = [("data.csv", POINTS), ("bad.csv", "x1,x2,y\n1,two,3\n")];
    let folder = Folder::new("train-refused", &files);
    let (data, out) = (["--data", "data.csv"], ["-o", "out.toml"]);
    let (usual, init) = ([data, out].concat(), ["--init", "2-2-2"]);
    let neither = refused(&folder, 2, &usual);
    assert!(
        neither.contains("name one, or give --init SIZES"),
        "{neither}"
    );
    for (arguments, words) in [
        (
            &["--init", "3-2"][..],
            "it has 2 columns for x, but layer 1 has 3 units",
        ),
        (
            &["--init", "2-2", "--targets", "y1,y3"],
            "there is no column `y3`\ndid you mean `y2`?",
        ),
        (
            &["--init", "2-2", "--targets", "y1"],
            "it has 3 columns for x",
        ),
        (
            &["--init", "3-2-2", "--classes", "y_2"],
            "did you mean `y2`?",
        ),
        (
            &["--init", "3-3", "--classes", "y1"],
            "`y1` has 2 distinct values, but the last layer has 3 units",
        ),
        (
            &["--init", "2-2", "--targets", "y1", "--classes", "y2"],
            "cannot be used with",
        ),
        (&["--init", "2"], "sizes are written 2-2-3-2"),
        (&["--init", "2-0-2"], "sizes are written 2-2-3-2"),
        (&["--init", "99999999-99999999-2"], "parameters"),
        (&["--init", "2-2", "--rate", "-1"], "above 0"),
        (&["--init", "2-2", "--rate", "nan"], "above 0"),
        (&["--init", "2-2", "--iterations", "0"], "0"),
        (&["--init", "2-2", "--batch", "0"], "0"),
        (&["--init", "2-2", "--holdout", "1"], "from 0 to below 1"),
        (
            &["--init", "2-2", "--holdout", "0.99"],
            "no sample to train on",
        ),
        (&["--init", "2-2", "--scale", "0"], "above 0"),
        (&["--init", "2-2", "--activation", "sigmod"], "sigmoid"),
        (&["higham", "--activation", "tanh"], "cannot be used with"),
        (
            &["higham", "--init", "2-3-2"],
            "--init 2-3-2 does not fit higham, which is 2-2-3-2",
        ),
    ] {
        let message = refused(&folder, 2, &[&usual[..], arguments].concat());
        assert!(message.contains(words), "{message}");
    }
    refused(&folder, 2, &[&data[..], &init].concat());
    refused(&folder, 2, &[&out[..], &init].concat());
    for (data, words) in [
        ("none.csv", "cannot read none.csv"),
        (
            "bad.csv",
            "bad.csv, line 2: column `x2`: `two` is no number",
        ),
    ] {
        let message = refused(
            &folder,
            1,
            &["--data", data, "--init", "2-1", "-o", "out.toml"],
        );
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn a_training_that_diverges_says_where_and_writes_nothing() {
    let data = "x,y\n1,1\n2,3\n3,1\n";
    let folder = Folder::new("train-diverges", &[("data.csv", data)]);
    let run = folder.run(&[
        "train",
        "--data",
        "data.csv",
        "--init",
        "1-2-1",
        "--activation",
        "identity",
        "--rate",
        "10",
        "--iterations",
        "1000",
        "-o",
        "out.toml",
    ]);
    assert_eq!((run.status, run.out.as_str()), (1, ""), "{run:?}");
    let message = run.err.split("error: ").nth(1).expect("a message");
    assert!(
        message.starts_with("the training diverges: at iteration "),
        "{message}"
    );
    assert!(
        message.contains("a rate smaller than 10 may help"),
        "{message}"
    );
    assert!(!folder.path().join("out.toml").exists());
}

/// A training that would go on for long, once it has told a cost.
fn under_way(folder: &Folder) -> Child {
    let mut command = command(&[
        "train",
        "--data",
        "data.csv",
        "--init",
        "2-2-3-2",
        "--iterations",
        "2000000000",
        "-o",
        "out.toml",
    ]);
    let child = command
        .current_dir(folder.path())
        .stderr(Stdio::null())
        .spawn();
    let child = child.expect("it starts");
    // It listens for signals before it trains: its first lines come long after.
    thread::sleep(Duration::from_millis(700));
    child
}

#[test]
fn a_signal_ends_it_with_what_it_has() {
    for (signal, status, name) in [(Signal::INT, 130, "SIGINT"), (Signal::TERM, 143, "SIGTERM")] {
        let folder = Folder::new(&format!("train-{name}"), &[("data.csv", POINTS)]);
        let mut child = under_way(&folder);
        kill_process(Pid::from_child(&child), signal).expect("it runs");
        let mut out = String::new();
        let stdout = child.stdout.as_mut().expect("it is piped");
        stdout.read_to_string(&mut out).expect("it is text");
        assert_eq!(child.wait().expect("it ends").code(), Some(status), "{out}");
        let words = out
            .lines()
            .find(|line| line.starts_with("Stopped at iteration "));
        assert!(
            words.is_some_and(|words| words.ends_with(&format!(" by {name}."))),
            "{out}"
        );
        let description = read(&folder, "out.toml")
            .description
            .expect("it says how it was made");
        assert!(
            description.contains(&format!(" by {name}.")),
            "{description}"
        );
    }
}

#[test]
fn ascii_leaves_no_byte_above_127() {
    let folder = Folder::new("train-ascii", &[("data.csv", POINTS)]);
    let arguments = [
        "train",
        "--ascii",
        "--data",
        "data.csv",
        "--init",
        "2-2",
        "--iterations",
        "100",
        "-o",
        "out.toml",
    ];
    let run = folder.run(&arguments);
    assert!(run.out.is_ascii() && run.err.is_ascii(), "{run:?}");
    assert!(trained(run).contains("1e0 |"), "a curve");
}

#[test]
fn a_sample_is_a_row_of_a_file() {
    let folder = Folder::new("sample", &[("a:b.csv", POINTS), ("data.csv", POINTS)]);
    let of = |arguments: &[&str]| folder.run(&[&["grad", "higham"], arguments].concat());
    let loss = ["--objective", "loss"];
    let given = of(&[&["-x", "0.6,0.3", "-y", "0,1"], &loss[..]].concat()).succeeded();
    for sample in ["data.csv:6", "a:b.csv:6", "./data.csv:6"] {
        assert_eq!(
            of(&[&["--sample", sample], &loss[..]].concat()).succeeded(),
            given,
            "{sample}"
        );
    }
    // A target that is given is preferred.
    let other = of(&[&["--sample", "data.csv:6", "-y", "1,0"], &loss[..]].concat()).succeeded();
    assert_eq!(
        other,
        of(&[&["-x", "0.6,0.3", "-y", "1,0"], &loss[..]].concat()).succeeded()
    );
    for command in [&["trace", "higham"][..], &["check", "higham"], &["higham"]] {
        let run = folder
            .run(&[command, &["--sample", "data.csv:6"]].concat())
            .succeeded();
        assert_eq!(
            run,
            folder
                .run(&[command, &["-x", "0.6,0.3", "-y", "0,1"]].concat())
                .succeeded()
        );
    }
    for (sample, status, words) in [
        (
            "data.csv:11",
            2,
            "there is no row 11: it has 10 rows, counted from 1",
        ),
        ("data.csv:0", 2, "counted from 1"),
        ("data.csv", 2, "FILE.csv:ROW"),
        (":3", 2, "no file"),
        ("none.csv:1", 1, "cannot read none.csv"),
        (".:1", 1, "cannot read ."),
    ] {
        let message = of(&["--sample", sample]).failed(status);
        assert!(message.contains(words), "{message}");
    }
    let both = of(&["--sample", "data.csv:1", "-x", "1,2"]).failed(2);
    assert!(both.contains("-x and --sample"), "{both}");
    let narrow = folder
        .run(&[
            "grad",
            "hagan",
            "--sample",
            "data.csv:1",
            "--objective",
            "loss",
        ])
        .failed(2);
    assert!(
        narrow.contains('y'),
        "no y in that row, and the file's own belongs to another x: {narrow}"
    );
}

#[test]
fn help_tells_of_training() {
    let help = run(&["train", "--help"]).succeeded();
    for word in [
        "--data",
        "--targets",
        "--classes",
        "--init",
        "--rate",
        "--holdout",
        "--scale",
        "--seed",
        "-o ",
        "--force",
    ] {
        assert!(help.contains(word), "{word} in\n{help}");
    }
}

#[test]
fn more_than_a_thousand_parameters_go_to_a_tensor_file_beside() {
    let header: Vec<_> = (1..=30).map(|k| format!("x{k}")).collect();
    let row = |first: usize| {
        (first..first + 31)
            .map(|k| k.to_string())
            .collect::<Vec<_>>()
            .join(",")
    };
    let data = format!("{},y\n{}\n{}\n", header.join(","), row(1), row(2));
    let folder = Folder::new("train-tensors", &[("data.csv", &data)]);
    let train = |out: &str, more: &[&str]| {
        let arguments = [
            "train",
            "--data",
            "data.csv",
            "--init",
            "30-40-1",
            "--scale",
            "30",
            "--iterations",
            "10",
            "-o",
            out,
        ];
        folder.run(&[&arguments[..], more].concat())
    };
    let told = trained(train("out.toml", &[]));
    assert!(
        told.ends_with("Saved as out.toml and out.safetensors.\n"),
        "{told}"
    );
    let text = fs::read_to_string(folder.path().join("out.toml")).expect("it was saved");
    assert!(
        text.contains("W = { file = \"out.safetensors\", tensor = \"layer2.W\" }"),
        "{text}"
    );
    // It is read back, and training goes on from it.
    let of = |network: &str| folder.run(&["grad", network]).succeeded();
    assert_eq!(of("out.toml").lines().count(), 30);
    let on = [
        "train",
        "out.toml",
        "--data",
        "data.csv",
        "--iterations",
        "1",
        "-o",
        "on.toml",
    ];
    trained(folder.run(&on));
    assert_ne!(of("on.toml"), of("out.toml"));
    // Neither file is written over.
    fs::remove_file(folder.path().join("out.toml")).expect("it is there");
    let message = train("out.toml", &[]).failed(1);
    assert!(
        message.contains("out.safetensors is there already"),
        "{message}"
    );
    trained(train("out.toml", &["--force"]));
    train("net.safetensors", &[]).failed(2);
    // A model that somebody else saved is nobody's to replace, whatever is said.
    let theirs = folder.path().join("theirs.safetensors");
    let header = br#"{"fc1.weight":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#;
    let length = u64::try_from(header.len()).expect("it is short");
    let model = [&length.to_le_bytes()[..], header, &[0; 8]].concat();
    fs::write(&theirs, &model).expect("it is written");
    for more in [&[][..], &["--force"]] {
        let told = trained(train("theirs.toml", more));
        assert!(told.contains("and theirs-"), "{told}");
        assert_eq!(fs::read(&theirs).expect("it is there"), model);
    }
}

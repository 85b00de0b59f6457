//! A terminal that knows ASCII alone, and files that speak of more: nothing above 127 on either stream, and no name lost.

use crate::program::{Folder, Run, command, ended};

const NETWORK: &str = "title = 'Größe δ 网络'\ndescription = 'naïve'\ninputs = ['Länge', 'ширина']\n\
    outputs = ['好']\nactivation = 'tanh'\nx = [1, 2]\ny = [0]\n[[layer]]\nW = [[1, -1]]\nb = [0]\n";

const DATA: &str = "Länge,ширина,好\n1,2,0\n2,1,1\n3,3,0\n4,1,1\n";

/// It writes a file, and the second time it is there.
const TRAINING: &[&str] = &[
    "train",
    "ö.toml",
    "--data",
    "größen.csv",
    "--iterations",
    "50",
    "-o",
    "neu-ß.toml",
];

fn folder() -> Folder {
    let refused = NETWORK.replace("'tanh'", "'tänh'");
    let cut = DATA.replace("3,3,0", "3,drei,0");
    Folder::new(
        "letters",
        &[
            ("ö.toml", NETWORK),
            ("refusé.toml", &refused),
            ("größen.csv", DATA),
            ("schlecht.csv", &cut),
        ],
    )
}

#[test]
fn no_command_says_a_byte_above_127_where_the_locale_has_none() {
    let folder = folder();
    let run = |arguments: &[&str]| -> Run {
        let mut command = command(arguments);
        ended(command.env("LANG", "C").current_dir(folder.path()))
    };
    for (status, arguments) in [
        (0, &["trace", "ö.toml"][..]),
        (
            0,
            &[
                "trace",
                "ö.toml",
                "--stride",
                "operation",
                "--objective",
                "loss",
            ],
        ),
        (0, &["trace", "ö.toml", "--format", "markdown"]),
        (0, &["trace", "ö.toml", "--format", "json"]),
        (0, &["check", "ö.toml"]),
        (0, &["grad", "ö.toml"]),
        (0, &["ö.toml"]),
        (0, &["list"]),
        (1, &["trace", "refusé.toml"]),
        (1, &["trace", "nicht-da-ß.toml"]),
        (2, &["trace", "ö.toml", "-x", "1"]),
        (2, &["trace", "ö.toml", "--step", "ß"]),
        (2, &["trace", "ö.toml", "--größe"]),
        (1, &["import", "ö.toml", "-o", "ü.toml"]),
        (0, TRAINING),
        (0, &["trace", "neu-ß.toml"]),
        (1, TRAINING),
        (
            1,
            &["train", "ö.toml", "--data", "schlecht.csv", "-o", "x.toml"],
        ),
        (
            1,
            &["train", "ö.toml", "--data", "größe.csv", "-o", "x.toml"],
        ),
    ] {
        let run = run(arguments);
        assert!(
            run.out.is_ascii() && run.err.is_ascii(),
            "{arguments:?} {run:?}"
        );
        assert_eq!(run.status, status, "{arguments:?} {run:?}");
        assert!(!(run.out + &run.err).contains("??"), "{arguments:?}");
    }
    let trace = run(&["trace", "ö.toml"]).succeeded();
    assert!(
        trace.starts_with(r"Gr\u{f6}\u{df}e d \u{7f51}\u{7edc}"),
        "{trace}"
    );
    assert!(trace.contains(r"L\u{e4}nge"), "{trace}");
}

//! The files of this folder: a network file is walked, a data file gives a sample, a tensor file that no network file
//! names is imported. What they bring forth is the snapshot of their name.

use std::fs;

use crate::answer::{Answer, folder};

/// The KiB of memory that a small file may take.
const SMALL: u32 = 400_000;

fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder is in the repository");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.into_string().expect("the names are ASCII"))
        .filter(|name| name.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    names.sort();
    names
}

#[test]
fn every_file_is_answered_as_it_is_kept() {
    let names = names();
    assert!(names.len() > 200, "only {} files", names.len());
    for name in &names {
        let (stem, ending) = name.rsplit_once('.').expect("every name has an ending");
        let sample = format!("{name}:1");
        let arguments = match ending {
            "toml" => vec!["trace", name, "--step", "1"],
            "csv" => vec![
                "trace",
                "03-byte-order-mark.toml",
                "--step",
                "1",
                "--sample",
                &sample,
            ],
            _ if names.contains(&format!("{stem}.toml")) => continue,
            _ => vec!["import", name, "-o", "no-such-folder/out.toml"],
        };
        let answer = Answer::of(&folder(), &arguments, SMALL);
        if let ("toml", true) = (ending, answer.err.contains("-->")) {
            let place = format!("--> {name}:");
            assert!(
                answer.err.contains(&place),
                "no place of {name}: {}",
                answer.err
            );
        }
        insta::with_settings!({
            omit_expression => true, prepend_module_to_snapshot => false,
        }, {
            insta::assert_snapshot!(name.replace('.', "-"), answer.shown(12));
        });
    }
}

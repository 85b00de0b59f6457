//! The README, held against what it speaks of.

use std::iter;

use gradwalk::keymap::{Bound, Row, Section, table};
use gradwalk::library::BUILT_IN;
use gradwalk::network_file::NetworkFile;
use gradwalk::page::Script;

const README: &str = include_str!("../README.md");

/// The rows of the key table as the README has them.
fn key_table() -> String {
    let of_section = |section: Section| {
        let rows = table().filter(move |row| row.section == Some(section));
        let heading = format!("| **{}** | |\n", section.heading());
        iter::once(heading).chain(rows.map(|row| format!("| {} | {} |\n", keys(row), row.words)))
    };
    let head = iter::once("| keys | what |\n|---|---|\n".to_owned());
    head.chain(Section::ALL.into_iter().flat_map(of_section))
        .collect()
}

/// Each key between backticks, actions set apart by slashes.
fn keys(row: &Row) -> String {
    let of_action = |(keys, ..): &Bound| {
        let names = keys
            .iter()
            .map(|key| format!("`{}`", key.name(Script::Unicode)));
        names.collect::<Vec<_>>().join(" ")
    };
    row.bound
        .iter()
        .map(of_action)
        .collect::<Vec<_>>()
        .join(" / ")
}

/// The text between two markers.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let after = text.split_once(start).expect("the start marker is there").1;
    after.split_once(end).expect("the end marker is there").0
}

#[test]
fn the_readmes_keys_are_the_keymaps() {
    let from = "a test holds the two together -->\n";
    let found = between(README, from, "<!-- end of keys -->");
    assert_eq!(
        found,
        key_table(),
        "the README needs this table:\n{}",
        key_table()
    );
}

#[test]
fn the_readmes_network_file_loads() {
    let file = between(README, "```toml\n", "```");
    let file = NetworkFile::parse(file.as_bytes(), "README.md").expect("it is a right network");
    assert_eq!(file.network.sizes(), [2, 2, 1]);
}

#[test]
fn networks_that_the_readme_opens_are_built_in() {
    for word in ["vanishing", "saturated"] {
        assert!(README.contains(&format!("gradwalk {word}")));
        assert!(BUILT_IN.iter().any(|network| network.name == word));
    }
}

//! Which network is meant: the default, a file, standard input, a built-in name.

use std::fs;

use gradwalk::library::BUILT_IN;

use crate::program::{Folder, command, ended, run, run_reading};

const NETWORK: &str = r#"
title = "the network of a file"
x = [0.5, -1.0]
[[layer]]
activation = "tanh"
W = [[1.0, 2.0]]
b = [0.25]
"#;

#[test]
fn no_network_is_the_default_one() {
    let out = run(&["trace"]).succeeded();
    assert_eq!(out, run(&["trace", "default"]).succeeded());
}

#[test]
fn without_a_terminal_the_bare_command_prints_the_text_walk() {
    for network in ["default", "hagan"] {
        let out = run(&[network]).succeeded();
        assert_eq!(out, run(&["trace", network]).succeeded());
        assert!(!out.contains('\x1b'));
    }
    let chosen = ["xor", "--stride", "operation", "--step", "3"];
    let trace = [&["trace"][..], &chosen].concat();
    assert_eq!(run(&chosen).succeeded(), run(&trace).succeeded());
}

#[test]
fn a_file_is_preferred_to_a_built_in_network_of_its_name() {
    let folder = Folder::new("preferred", &[("xor", NETWORK), ("default", NETWORK)]);
    let built_in = run(&["grad", "xor"]).succeeded();
    assert_ne!(folder.run(&["grad", "xor"]).succeeded(), built_in);
    assert!(
        folder
            .run(&["trace", "xor"])
            .succeeded()
            .contains("the network of a file")
    );
    let unnamed = folder.run(&["grad"]).succeeded();
    assert_eq!(unnamed, run(&["grad", "default"]).succeeded());
}

#[test]
fn a_folder_hides_no_built_in_network() {
    let folder = Folder::new("folder", &[]);
    fs::create_dir(folder.path().join("xor")).expect("the folder is empty");
    let built_in = run(&["grad", "xor"]).succeeded();
    assert_eq!(folder.run(&["grad", "xor"]).succeeded(), built_in);
}

#[test]
fn a_file_may_be_named_like_a_command_or_an_option() {
    let files = [("list", NETWORK), ("-x", NETWORK), ("two words", NETWORK)];
    let folder = Folder::new("names", &files);
    let expected = run_reading(NETWORK.as_bytes(), &["-"]).succeeded();
    for arguments in [
        &["./list"][..],
        &["--", "list"],
        &["trace", "list"],
        &["trace", "--", "-x"],
        &["trace", "two words"],
    ] {
        assert_eq!(folder.run(arguments).succeeded(), expected, "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_name_of_a_file_need_not_be_unicode() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new("bytes", &[]);
    let name = std::ffi::OsStr::from_bytes(b"\xff.toml");
    fs::write(folder.path().join(name), NETWORK).expect("Linux takes any name");
    let command = &mut command(&["grad"]);
    let found = ended(command.arg(name).current_dir(folder.path()));
    assert_eq!(found.succeeded().lines().count(), 2);
}

#[test]
fn a_hyphen_is_standard_input() {
    let folder = Folder::new("hyphen", &[("net.toml", NETWORK)]);
    for command in ["trace", "grad", "check"] {
        let read = run_reading(NETWORK.as_bytes(), &[command, "-"]).succeeded();
        assert_eq!(
            read,
            folder.run(&[command, "net.toml"]).succeeded(),
            "{command}"
        );
    }
}

#[test]
fn the_list_names_every_built_in_network() {
    let out = run(&["list"]).succeeded();
    for network in BUILT_IN {
        let heading = format!("{}:", network.name);
        assert_eq!(
            out.lines()
                .filter(|line| line.starts_with(&heading))
                .count(),
            1,
            "{heading}"
        );
    }
}

#[test]
fn every_built_in_network_passes_its_check() {
    for network in BUILT_IN {
        run(&["check", network.name]).succeeded();
    }
}

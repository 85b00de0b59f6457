//! The options: where they may stand, what they take and what they do.

use gradwalk::library::BUILT_IN;

use crate::program::{Run, command, ended, run};

fn fails(arguments: &[&str]) -> String {
    run(arguments).failed(2)
}

#[test]
fn options_may_stand_before_and_after_the_command() {
    for options in [
        &["--objective", "loss"][..],
        &["--component", "2"],
        &["-x", "-0.1,0.2"],
        &["-y", "-1,0.5", "--objective=loss"],
        &["--stride", "operation"],
        &["--step", "3"],
        &["--parameters"],
        &["--ascii"],
    ] {
        let before = run(&[options, &["trace", "higham"]].concat()).succeeded();
        let after = run(&[&["trace", "higham"], options].concat()).succeeded();
        let between = run(&[&["trace"], options, &["higham"]].concat()).succeeded();
        let plain = run(&["trace", "higham"]).succeeded();
        assert_eq!(before, after, "{options:?}");
        assert_eq!(before, between, "{options:?}");
        assert_ne!(before, plain, "{options:?}");
    }
}

#[test]
fn a_default_never_undoes_what_stands_on_the_other_side_of_the_command() {
    let split = ["--objective", "loss", "grad", "higham", "-x", "0.5,0.5"];
    let together = ["grad", "higham", "--objective", "loss", "-x", "0.5,0.5"];
    assert_eq!(run(&split).succeeded(), run(&together).succeeded());
}

#[test]
fn values_may_begin_with_a_minus_sign() {
    let plain = run(&["grad", "-x", "-0.1,0.2", "-y", "-1", "--objective", "loss"]).succeeded();
    for arguments in [
        &["-x", "-0.1,0.2", "-y", "-1", "--objective", "loss", "grad"][..],
        &["grad", "-x=-0.1,0.2", "-y-1", "--objective=loss"],
        &["grad", "-x", "-.1, 2e-1", "-y", "-1e0", "--objective=loss"],
    ] {
        assert_eq!(run(arguments).succeeded(), plain, "{arguments:?}");
    }
}

#[test]
fn the_input_and_the_target_override_the_file() {
    let at = |x: &str| run(&["grad", "-x", x]).succeeded();
    assert_eq!(at("0.3,0.4"), run(&["grad"]).succeeded());
    assert_ne!(at("0.3,-0.4"), at("0.3,0.4"));
    let towards = |y: &str| run(&["grad", "--objective", "loss", "-y", y]).succeeded();
    assert_eq!(
        towards("1"),
        run(&["grad", "--objective", "loss"]).succeeded()
    );
    assert_ne!(towards("-1"), towards("1"));
}

#[test]
fn a_step_is_that_step_of_the_whole_walk() {
    for (network, stride, count) in [
        ("default", "layer", 8),
        ("vanishing-residual", "operation", 0),
    ] {
        let whole = run(&["trace", network, "--stride", stride]).succeeded();
        let mut steps = Vec::new();
        let mut after = String::new();
        for number in 1.. {
            let step = number.to_string();
            let printed = run(&["trace", network, "--stride", stride, "--step", &step]);
            if printed.status != 0 {
                after = printed.failed(2);
                break;
            }
            steps.push(printed.succeeded());
        }
        let count = if count == 0 { steps.len() } else { count };
        assert_eq!(steps.len(), count, "{network}");
        assert!(after.contains(&count.to_string()), "{after}");
        // Every step is the common heading and then its own part of the whole, in order.
        let mut rest = whole.as_str();
        for step in &steps {
            let (heading, own) = step.split_once("\n\n").expect("a heading, then the step");
            assert!(whole.starts_with(heading));
            let at = rest.find(own.trim_end()).expect("the step is in the walk");
            rest = &rest[at + own.trim_end().len()..];
        }
        assert!(rest.trim().is_empty(), "{rest}");
    }
}

#[test]
fn parameters_lengthen_the_walk() {
    let without = run(&["trace"]).succeeded();
    let with = run(&["trace", "--parameters"]).succeeded();
    assert!(with.len() > without.len());
    assert_eq!(fails(&["trace", "--step", "9"]).lines().count(), 1);
    run(&["trace", "--parameters", "--step", "9"]).succeeded();
}

#[test]
fn ascii_leaves_no_byte_above_127() {
    let of = |arguments: &[&str]| ended(command(arguments).env("LANG", "C"));
    let assert_ascii = |run: &Run| assert!(run.out.is_ascii() && run.err.is_ascii(), "{run:?}");
    for network in BUILT_IN.iter().map(|network| network.name) {
        for arguments in [
            &["trace", network, "--parameters"][..],
            &[
                "trace",
                network,
                "--stride",
                "operation",
                "--objective",
                "loss",
            ],
            &["trace", network, "--format", "markdown"],
            &["trace", network, "--format", "json"],
            &["grad", network],
            &["check", network],
        ] {
            let asked = run(&[arguments, &["--ascii"]].concat());
            let by_locale = of(arguments);
            assert_ascii(&asked);
            assert_eq!(asked.out, by_locale.out, "{arguments:?}");
        }
    }
    for arguments in [
        &["list"][..],
        &["--help"],
        &["trace", "-h"],
        &["∇ₓ"],
        &["--∇ₓ"],
    ] {
        assert_ascii(&of(arguments));
    }
}

#[test]
fn the_locale_is_that_of_the_first_variable_set() {
    let with = |name: &str, value: &str| ended(command(&["trace"]).env(name, value)).succeeded();
    assert!(with("LC_ALL", "C").is_ascii());
    assert!(with("LC_CTYPE", "POSIX").is_ascii());
    assert!(!with("LC_ALL", "").is_ascii());
    assert!(!with("LC_ALL", "de_DE.utf8").is_ascii());
}

#[test]
fn help_has_examples_and_every_option() {
    let help = run(&["--help"]).succeeded();
    for word in [
        "Examples:",
        "trace",
        "grad",
        "check",
        "list",
        "completions",
        "man ",
        "--objective",
        "--component",
        "-x ",
        "-y ",
        "--stride",
        "--step",
        "--parameters",
        "--theme",
        "--ascii",
        "--mouse",
        "--help",
        "--version",
        "128",
    ] {
        assert!(help.contains(word), "{word} in\n{help}");
    }
    let of_trace = run(&["trace", "--help"]).succeeded();
    for word in ["--format", "text", "markdown", "json", "--step"] {
        assert!(of_trace.contains(word), "{word} in\n{of_trace}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = format!("gradwalk {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(&["-V"]).succeeded(), version);
    assert_eq!(run(&["--version"]).succeeded(), version);
}

#[test]
fn what_is_no_option_or_value_is_a_wrong_use() {
    for arguments in [
        &["--nope"][..],
        &["-z"],
        &["trace", "--format", "yaml"],
        &["grad", "--format", "json"],
        &["--objective", "cost"],
        &["--stride", "unit"],
        &["--theme", "no-such-theme"],
        &["--component", "one"],
        &["--step", "1.5"],
        &["--step", "18446744073709551616"],
        &["--step"],
        &["--step", "1", "--step", "2"],
        &["default", "xor"],
        &["list", "xor"],
        &["default", "trace", "default"],
        &["default", "trace"],
    ] {
        fails(arguments);
    }
}

#[test]
fn a_component_or_step_out_of_range_is_a_wrong_use() {
    for command in [&[][..], &["trace"], &["grad"], &["check"]] {
        for option in [
            ["--component", "0"],
            ["--component", "3"],
            ["--component", "-1"],
            ["--step", "0"],
            ["--step", "9"],
            ["--step", "-1"],
        ] {
            fails(&[command, &["higham"], &option].concat());
        }
    }
    assert!(fails(&["higham", "--component", "3"]).contains("1 to 2"));
    assert!(fails(&["higham", "--step", "9"]).contains("1 to 8"));
}

#[test]
fn an_input_or_target_that_does_not_fit_is_a_wrong_use() {
    for option in [
        ["-x", "1"],
        ["-x", "1,2,3"],
        ["-x", ""],
        ["-x", "1,"],
        ["-x", "1;2"],
        ["-x", "a,b"],
        ["-x", "nan,1"],
        ["-x", "1,inf"],
        ["-x", "-inf,1"],
        ["-x", "1,1e999"],
        ["-y", "NaN"],
        ["-y", "1,2"],
        ["-y", ""],
    ] {
        fails(&["grad", option[0], option[1]]);
        fails(&[option[0], option[1]]);
    }
}

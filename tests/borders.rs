//! Who may name whom, and the rules of the house, held against every file of `src`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sources::{Source, after, code, heads, modules_named, sources};

#[path = "support/sources.rs"]
mod sources;

/// Module by module: the modules and the crates that it may name. Each names only what is below it.
const BORDERS: &[(&str, &[&str], &[&str])] = &[
    ("engine", &[], &["libm", "nalgebra", "num_dual"]),
    ("lab", &["engine"], &[]),
    ("train", &["engine"], &["rand", "rand_distr"]),
    ("printable", &[], &["unicode_width"]),
    ("data", &["engine", "printable"], &["csv", "strsim"]),
    (
        "tensor_file",
        &["engine", "printable"],
        &["half", "serde", "serde_json", "strsim", "zip"],
    ),
    ("library", &["tensor_file"], &["strsim"]),
    (
        "network_file",
        &["engine", "printable", "tensor_file"],
        &["annotate_snippets", "strsim", "toml"],
    ),
    (
        "import",
        &["engine", "network_file", "printable", "tensor_file"],
        &[],
    ),
    ("page", &["engine"], &["bigdecimal", "textwrap"]),
    ("session", &["engine", "lab", "page"], &["tui_input"]),
    (
        "theme",
        &[],
        &["anstyle", "anstyle_lossy", "colorous", "ratatui"],
    ),
    ("keymap", &["engine", "page", "session"], &[]),
    (
        "export",
        &["engine", "page"],
        &["serde", "serde_json", "textwrap"],
    ),
    (
        "view",
        &[
            "engine",
            "keymap",
            "lab",
            "page",
            "printable",
            "session",
            "theme",
        ],
        &["ratatui", "textwrap"],
    ),
    (
        "document",
        &[
            "data",
            "engine",
            "library",
            "network_file",
            "page",
            "printable",
            "tensor_file",
        ],
        &["rustix", "tempfile"],
    ),
    (
        "terminal",
        &[
            "document",
            "engine",
            "export",
            "keymap",
            "network_file",
            "session",
            "view",
        ],
        &[
            "crossterm",
            "filedescriptor",
            "libc",
            "ratatui",
            "rustix",
            "signal_hook",
        ],
    ),
    (
        "cli",
        &[
            "data",
            "document",
            "engine",
            "export",
            "import",
            "library",
            "network_file",
            "page",
            "printable",
            "session",
            "tensor_file",
            "terminal",
            "theme",
            "train",
            "view",
        ],
        // crossterm: how many colours there are.
        &[
            "clap",
            "clap_complete",
            "clap_mangen",
            "crossterm",
            "indicatif",
            "signal_hook",
        ],
    ),
    ("main", &["cli"], &[]),
];

/// Modules that know nothing of the world outside.
const PURE: &[&str] = &[
    "data",
    "engine",
    "import",
    "keymap",
    "lab",
    "library",
    "network_file",
    "page",
    "printable",
    "session",
    "theme",
    "train",
    "view",
];

/// What of the standard library is the world outside.
const OUTSIDE: &[&str] = &["env", "fs", "io", "net", "os", "process", "thread", "time"];

/// The most lines of a file.
const LINES: usize = 300;

/// The packages that Cargo.toml lists under `[dependencies]`, as code writes them; and which of them are optional.
fn dependencies() -> BTreeMap<String, bool> {
    let manifest = manifest_file("Cargo.toml");
    let section = manifest
        .split("\n[dependencies]\n")
        .nth(1)
        .expect("it has dependencies");
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    lines
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, value)| (name.replace('-', "_"), value.contains("optional = true")))
        .collect()
}

fn manifest_file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).expect("it is in the repository")
}

#[test]
fn a_module_names_only_what_the_table_allows() {
    let crates = dependencies();
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.module() != "lib") {
        let row = BORDERS
            .iter()
            .find(|(module, ..)| *module == source.module());
        let Some((_, modules, allowed)) = row else {
            faults.push(format!("{}: not in the table", source.path));
            continue;
        };
        let named = modules_named(source);
        let strange = named
            .iter()
            .filter(|name| !modules.contains(&name.as_str()));
        faults.extend(strange.map(|name| format!("{} names the module {name}", source.path)));
        let named = crates
            .keys()
            .filter(|name| !after(&source.code, name).is_empty());
        let strange = named.filter(|name| !allowed.contains(&name.as_str()));
        faults.extend(strange.map(|name| format!("{} names the crate {name}", source.path)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_points_downwards_and_allows_nothing_that_is_not_used() {
    let (sources, crates) = (sources(), dependencies());
    for (at, (module, modules, allowed)) in BORDERS.iter().enumerate() {
        for below in *modules {
            let place = BORDERS.iter().position(|(name, ..)| name == below);
            assert!(place.is_some_and(|place| place < at), "{module} → {below}");
        }
        for name in *allowed {
            assert!(
                crates.contains_key(*name),
                "{module}: {name} is no dependency"
            );
        }
        let of_module = || sources.iter().filter(|source| source.module() == *module);
        let named: BTreeSet<String> = of_module().flat_map(modules_named).collect();
        for below in *modules {
            assert!(named.contains(*below), "{module} never names {below}");
        }
        for name in *allowed {
            let used = of_module().any(|source| !after(&source.code, name).is_empty());
            assert!(used, "{module} never names {name}");
        }
    }
}

#[test]
fn what_builds_without_a_terminal_needs_no_optional_crate() {
    let lib = manifest_file("src/lib.rs");
    let crates = dependencies();
    let mut gated = 0;
    for (module, _, allowed) in BORDERS {
        let declared = format!("pub mod {module};");
        if lib.contains(&format!("#[cfg(feature = \"terminal\")]\n{declared}")) {
            gated += 1;
        } else if lib.contains(&declared) {
            let optional = allowed.iter().find(|name| crates[**name]);
            assert_eq!(optional, None, "{module}");
        }
    }
    assert_eq!(gated, 6);
}

#[test]
fn what_decides_nothing_outside_names_nothing_outside() {
    for source in sources()
        .iter()
        .filter(|source| PURE.contains(&source.module()))
    {
        let named: Vec<_> = after(&source.code, "std")
            .into_iter()
            .flat_map(heads)
            .collect();
        let outside = named.iter().find(|name| OUTSIDE.contains(name));
        assert_eq!(outside, None, "{}", source.path);
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{}", source.path);
    }
}

#[test]
fn no_file_is_longer_than_a_reader_likes() {
    let long = |source: &Source| {
        let lines = source.text.lines().count();
        (lines > LINES).then(|| format!("{}: {lines}", source.path))
    };
    let long: Vec<_> = sources().iter().filter_map(long).collect();
    assert!(long.is_empty(), "over {LINES} lines: {}", long.join(", "));
}

#[test]
fn nothing_is_left_undone_and_nothing_panics_on_purpose() {
    let words = ["todo!", "dbg!", "unimplemented!", ".unwrap()"];
    assert_nowhere(&words, |_| false);
    // The handler of SIGABRT, on the stack that is left after an overflow, and nothing else.
    assert_nowhere(&["unsafe "], |path| path == "terminal/abort.rs");
}

#[test]
fn colours_are_chosen_in_the_theme_and_keys_in_the_keymap() {
    assert_nowhere(&["Color::"], |path| path.starts_with("theme"));
    let may_name_keys = |path: &str| path.starts_with("keymap") || path == "terminal/keys.rs";
    assert_nowhere(&["KeyCode", "Key::"], may_name_keys);
}

fn assert_nowhere(words: &[&str], may: impl Fn(&str) -> bool) {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !may(&source.path)) {
        let found = words.iter().filter(|word| source.code.contains(**word));
        faults.extend(found.map(|word| format!("{}: {word}", source.path)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn there_is_one_terminal_crate_and_one_measure_of_width() {
    let lock = manifest_file("Cargo.lock");
    for name in ["crossterm", "unicode-width"] {
        let versions = lock.matches(&format!("\nname = \"{name}\"\n")).count();
        assert_eq!(versions, 1, "{name}");
    }
}

#[test]
fn the_scanner_sees_through_groups_strings_and_comments() {
    let source = Source {
        path: "view/step.rs".to_owned(),
        text: String::new(),
        code: code(
            "use crate::{engine::{self, Step}, page::Page};\nuse super::look::Look;\nuse super::super::theme;\n\
             let s = \"crate::export\"; // crate::cli\nlet k = a_crate::keymap; crate::session::go();\n\
             #[cfg(test)]\nmod tests {\n use crate::library;\n}\n",
        ),
    };
    let named: Vec<_> = modules_named(&source).into_iter().collect();
    assert_eq!(named, ["engine", "page", "session", "theme"]);
}

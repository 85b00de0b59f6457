//! The networks shipped with the program: their source text, embedded, looked up by name.

use crate::tensor_file::{Files, TensorFile};

/// A network of `networks/`, as its file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// The name on the command line: that of the file, without `.toml`.
    pub name: &'static str,
    /// The text of the file.
    pub source: &'static str,
    /// The tensor files that it names, and their bytes.
    pub files: &'static [(&'static str, &'static [u8])],
}

impl Files for BuiltIn {
    fn open(&self, path: &str) -> Result<TensorFile, String> {
        let mut files = self.files.iter();
        let (_, bytes) = files
            .find(|(name, _)| *name == path)
            .ok_or("is not built in")?;
        TensorFile::of_bytes(bytes).map_err(|error| error.to_string())
    }
}

/// The network that opens where none is named.
pub const DEFAULT: &str = "default";

/// A built-in network from its name alone, so that name and file cannot differ; and the names of its tensor files.
macro_rules! embed {
    ($name:literal $(, $file:literal)*) => {
        BuiltIn {
            name: $name,
            source: include_str!(concat!("../networks/", $name, ".toml")),
            files: &[$(($file, include_bytes!(concat!("../networks/", $file)))),*],
        }
    };
}

/// All of them, in the order in which they are listed: the textbook examples, then one effect after another.
pub const BUILT_IN: &[BuiltIn] = &[
    embed!("default"),
    embed!("higham"),
    embed!("higham-trained"),
    embed!("hagan"),
    embed!("xor"),
    embed!("dead-relu"),
    embed!("saturated"),
    embed!("vanishing"),
    embed!("vanishing-residual"),
    embed!("exploding"),
    embed!("exploding-residual"),
    embed!("layer-norm"),
    embed!("digits", "digits.safetensors"),
];

/// The built-in network of that name.
pub fn built_in(name: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|network| network.name == name)
}

/// The built-in name most like `name`, if one is so like it that it may have been meant.
pub fn closest_name(name: &str) -> Option<&'static str> {
    let likeness = |candidate: &str| strsim::jaro_winkler(&name.to_lowercase(), candidate);
    BUILT_IN
        .iter()
        .map(|network| (likeness(network.name), network.name))
        .filter(|&(likeness, _)| likeness > LIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}

/// The Jaro–Winkler similarity above which a name is worth suggesting.
const LIKE: f64 = 0.8;

#[cfg(test)]
mod tests {
    use super::*;

    fn file_names() -> Vec<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/networks");
        std::fs::read_dir(folder)
            .expect("the folder is in the repository")
            .map(|entry| entry.expect("the folder can be read"))
            // What networks were trained on has a folder of its own.
            .filter(|entry| entry.path().is_file())
            .map(|entry| entry.file_name())
            .map(|name| name.into_string().expect("the names are ASCII"))
            .filter(|name| name != "data")
            .collect()
    }

    #[test]
    fn the_table_and_the_folder_hold_the_same_names() {
        let names = |network: &BuiltIn| {
            let files = network.files.iter().map(|(name, _)| (*name).to_owned());
            files
                .chain([format!("{}.toml", network.name)])
                .collect::<Vec<_>>()
        };
        let mut table: Vec<_> = BUILT_IN.iter().flat_map(names).collect();
        let mut folder = file_names();
        table.sort();
        folder.sort();
        assert_eq!(table, folder);
    }

    #[test]
    fn the_default_is_the_first_of_the_list() {
        assert_eq!(built_in(DEFAULT), BUILT_IN.first());
    }

    #[test]
    fn a_name_is_found_only_as_it_is_written() {
        assert!(built_in("xor").is_some_and(|network| network.source.contains("XOR")));
        assert_eq!(built_in("XOR"), None);
        assert_eq!(built_in("xor.toml"), None);
    }

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_a_stranger_is_not() {
        for (typed, meant) in [
            ("XOR", "xor"),
            ("highham", "higham"),
            ("vanish", "vanishing"),
            ("deadrelu", "dead-relu"),
            ("layernorm", "layer-norm"),
            ("explodng-residual", "exploding-residual"),
        ] {
            assert_eq!(closest_name(typed), Some(meant), "{typed}");
        }
        for stranger in ["", "iris", "transformer", "no-such-network"] {
            assert_eq!(closest_name(stranger), None, "{stranger}");
        }
    }
}

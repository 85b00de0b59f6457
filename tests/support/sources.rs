//! The files of `src`, and which modules and crates they name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of `src`: its path below it, its text, and its code without comments, strings and tests.
pub struct Source {
    pub path: String,
    pub text: String,
    pub code: String,
}

impl Source {
    /// The top-level module it belongs to.
    pub fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    /// How many `super` lead from here to the crate's root.
    fn depth(&self) -> usize {
        self.path.split('/').count()
    }
}

pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(files.len() > 50, "only {} files", files.len());
    let source = |file: &PathBuf| {
        let text = fs::read_to_string(file).expect("the file can be read");
        let path = file.strip_prefix(&root).expect("it is below src");
        Source {
            path: path.to_str().expect("an ASCII path").replace('\\', "/"),
            code: code(&text),
            text,
        }
    };
    files.iter().map(source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What the compiler sees outside tests, without comments and strings. Tests are a file's last part.
pub fn code(text: &str) -> String {
    let text = text
        .split("\n#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let text = text.replace("'\"'", "' '").replace(r"'\\'", "' '");
    let (mut code, mut in_string) = (String::new(), false);
    for line in text.lines() {
        let mut rest = line.chars().peekable();
        while let Some(character) = rest.next() {
            match character {
                '/' if !in_string && rest.peek() == Some(&'/') => break,
                '\\' if in_string => drop(rest.next()),
                '"' => in_string = !in_string,
                _ if in_string => {}
                character => code.push(character),
            }
        }
        code.push('\n');
    }
    assert!(!in_string, "a string without an end");
    code
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The first identifier of `text`.
fn identifier(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text
        .find(|character| !is_word(character))
        .unwrap_or(text.len())]
}

/// The identifiers that begin the paths after a `::`: one, or those of a group in braces.
pub fn heads(after: &str) -> Vec<&str> {
    let Some(group) = after.strip_prefix('{') else {
        return vec![identifier(after)];
    };
    let (mut depth, mut start, mut heads) = (0, 0, Vec::new());
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                heads.push(identifier(&group[start..at]));
                start = at + 1;
                if character == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

/// Where a path begins with `head::`, what follows it.
pub fn after<'a>(code: &'a str, head: &str) -> Vec<&'a str> {
    let path = format!("{head}::");
    let begins = |at: usize| !code[..at].ends_with(|before| is_word(before) || before == ':');
    let found = code.match_indices(&path).filter(|&(at, _)| begins(at));
    found.map(|(at, _)| &code[at + path.len()..]).collect()
}

/// The top-level modules that a file names by `crate::` or by enough `super::`; `gradwalk::` in the binary.
pub fn modules_named(source: &Source) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for head in ["crate", "gradwalk"] {
        for path in after(&source.code, head) {
            named.extend(heads(path).into_iter().map(str::to_owned));
        }
    }
    for mut path in after(&source.code, "super") {
        let mut supers = 1;
        while let Some(rest) = path.strip_prefix("super::") {
            (path, supers) = (rest, supers + 1);
        }
        if supers >= source.depth() {
            named.extend(heads(path).into_iter().map(str::to_owned));
        }
    }
    named.remove(source.module());
    named
}

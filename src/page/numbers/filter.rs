//! Which entries of a quantity a filter finds: every word must be found in the entry's name, in its component's name or
//! in its written value.

use std::ops::Range;

use super::Group;
use super::names::{Meant, Names, normal, split_index};
use crate::engine::{Trace, Value, index_of};
use crate::page::Numeral;

/// What was typed, as words.
pub struct Filter {
    words: Vec<Word>,
}

struct Word {
    /// In small letters, for components' names.
    text: String,
    /// As names are compared.
    name: String,
    /// As values are compared, if a written value can hold it.
    number: Option<String>,
}

/// Where a filter looks: a quantity, and what people call its components.
pub struct Among<'a> {
    pub trace: &'a Trace,
    pub group: &'a Group,
    pub names: &'a [String],
    pub digits: usize,
}

/// What was found in one quantity.
#[derive(Default)]
pub struct Findings {
    /// The entries, row by row.
    pub runs: Vec<Range<usize>>,
    /// How many values were written out to be searched, and how many there were to search.
    pub searched: usize,
    pub wanted: usize,
}

impl Filter {
    /// Reads what was typed.
    pub fn read(text: &str) -> Self {
        let word = |word: &str| Word {
            text: word.to_lowercase(),
            name: normal(word),
            number: number(word),
        };
        Self {
            words: text.split_whitespace().map(word).collect(),
        }
    }

    /// Looks among the entries of a quantity, at no more than `most` values.
    pub fn find(&self, among: &Among<'_>, most: usize) -> Findings {
        let all = 0..among.group.count();
        let mut runs = vec![all.clone()];
        let mut by_value = Vec::new();
        if self.words.is_empty() {
            return Findings {
                runs,
                ..Findings::default()
            };
        }
        let names = Names::of(among.trace, among.group.quantity);
        for word in &self.words {
            let named = word.named(&names, among);
            match &word.number {
                _ if named == [all.clone()] => {}
                Some(number) => by_value.push((number.as_str(), named)),
                None => runs = meet(&runs, &named),
            }
        }
        match among.group.quantity.value(among.trace) {
            Some(value) if !by_value.is_empty() => search(&runs, &by_value, &value, among, most),
            _ => Findings {
                runs,
                ..Findings::default()
            },
        }
    }
}

impl Word {
    /// The entries that have the word in their name, or in their component's.
    fn named(&self, names: &Names, among: &Among<'_>) -> Vec<Range<usize>> {
        let group = among.group;
        if let Some(runs) = self.in_name(names, group) {
            return runs;
        }
        let rows = among.names.iter().enumerate().take(group.rows);
        rows.filter(|(_, name)| name.to_lowercase().contains(&self.text))
            .map(|(row, _)| row * group.columns..(row + 1) * group.columns)
            .collect()
    }

    fn in_name(&self, names: &Names, group: &Group) -> Option<Vec<Range<usize>>> {
        let (name, index) = split_index(&self.name);
        let all = || std::iter::once(0..group.count()).collect();
        match (names.meaning(name), index) {
            (Some(Meant::Whole), None) => Some(all()),
            (Some(Meant::Whole), Some(index)) | (Some(Meant::AtIndex(index)), None) => {
                Some(at_index(index, group))
            }
            // The index of what is differentiated belongs to the name: ∂a⁽⁴⁾₁/∂x.
            _ => names.meaning(&self.name).map(|_| all()),
        }
    }
}

/// The entries at an index as people write it: `2`, `1,2`, `12` for row 1 and column 2 or for row 12, `1,` for a row.
fn at_index(index: &str, group: &Group) -> Vec<Range<usize>> {
    let read = |text: &str| text.parse().ok().and_then(index_of);
    let row = |row: Option<usize>| {
        let row = row.filter(|&row| row < group.rows)?;
        Some(row * group.columns..(row + 1) * group.columns)
    };
    let entry = |row: Option<usize>, column: Option<usize>| {
        let row = row.filter(|&row| row < group.rows)?;
        let column = column.filter(|&column| column < group.columns)?;
        let at = row * group.columns + column;
        Some(at..at + 1)
    };
    let found = match index.split_once(',') {
        Some((down, "")) => [row(read(down)), None],
        Some((down, across)) => [entry(read(down), read(across)), None],
        None if index.len() == 2 && !group.is_vector => [
            entry(read(&index[..1]), read(&index[1..])),
            row(read(index)),
        ],
        None => [row(read(index)), None],
    };
    found.into_iter().flatten().collect()
}

/// What is in both.
fn meet(these: &[Range<usize>], those: &[Range<usize>]) -> Vec<Range<usize>> {
    let both = |this: &Range<usize>, that: &Range<usize>| {
        this.start.max(that.start)..this.end.min(that.end)
    };
    let of = |this| those.iter().map(move |that| both(this, that));
    these
        .iter()
        .flat_map(of)
        .filter(|run| !run.is_empty())
        .collect()
}

/// `word` as it would stand in a written value, if it could.
fn number(word: &str) -> Option<String> {
    let word = word.to_lowercase().replace('−', "-").replace('∞', "inf");
    let is_name = ["nan", "inf", "infinity", "-inf", "-infinity"].contains(&word.as_str());
    let signs = |character| matches!(character, '.' | '-' | '+' | 'e');
    let is_number = word.contains(|digit: char| digit.is_ascii_digit())
        && word
            .chars()
            .all(|character| character.is_ascii_digit() || signs(character));
    (is_name || is_number).then(|| word.trim_start_matches('+').to_owned())
}

/// The entries of `runs` whose value or, by the runs beside each number, whose name holds all of the numbers.
fn search(
    runs: &[Range<usize>],
    numbers: &[(&str, Vec<Range<usize>>)],
    value: &Value<'_>,
    among: &Among<'_>,
    most: usize,
) -> Findings {
    let mut result = Findings {
        wanted: runs.iter().map(ExactSizeIterator::len).sum(),
        ..Findings::default()
    };
    let columns = among.group.columns;
    for at in runs.iter().cloned().flatten().take(most) {
        result.searched += 1;
        let number = value.entry(at / columns, at % columns);
        let written = [
            Numeral::significant(number, among.digits),
            Numeral::shortest(number),
        ];
        let written = written.map(|numeral| numeral.as_str().to_lowercase());
        let has = |(number, named): &(&str, Vec<Range<usize>>)| {
            named.iter().any(|run| run.contains(&at))
                || written.iter().any(|written| written.contains(number))
        };
        if !numbers.iter().all(has) {
            continue;
        }
        match result.runs.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => result.runs.push(at..at + 1),
        }
    }
    result
}

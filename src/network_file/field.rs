//! Typed access to the tables and values of a file, each of which knows its bytes and what people call it.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::refusal::{Fault, quote};

/// A table: the file itself, a layer, or an activation written as a table.
pub(super) struct Section<'t> {
    /// What goes before the name of a key: `layer 3: `, or nothing at the top.
    pub(super) prefix: String,
    /// Where a missing key is missed: the header, or the table itself where it has none.
    pub(super) header: Range<usize>,
    table: &'t DeTable<'t>,
}

impl<'t> Section<'t> {
    pub(super) const fn new(prefix: String, header: Range<usize>, table: &'t DeTable<'t>) -> Self {
        Self {
            prefix,
            header,
            table,
        }
    }

    /// The file itself.
    pub(super) const fn top(document: &'t DeTable<'t>) -> Self {
        Self::new(String::new(), 0..0, document)
    }

    /// Every key with its value, in no order that means anything.
    pub(super) fn entries(
        &self,
    ) -> impl Iterator<Item = (&'t Spanned<DeString<'t>>, &'t Spanned<DeValue<'t>>)> {
        self.table.iter()
    }

    pub(super) fn field(&self, key: &str) -> Option<Field<'t>> {
        let (key, value) = self.table.get_key_value(key)?;
        Some(Field {
            name: format!("{}{}", self.prefix, key.get_ref()),
            key: key.span(),
            value,
        })
    }

    pub(super) fn required(&self, key: &str) -> Result<Field<'t>, Fault> {
        self.field(key).ok_or_else(|| {
            let title = format!("{}{key} is missing", self.prefix);
            Fault::new(self.header.clone(), title)
        })
    }

    /// The field of a key, read by `read`, if it is there.
    pub(super) fn optional<T>(
        &self,
        key: &str,
        read: impl FnOnce(&Field<'t>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.field(key).as_ref().map(read).transpose()
    }

    /// Refuses the first key that is not among `known`.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Fault> {
        let unknown = self
            .table
            .keys()
            .filter(|key| !known.contains(&&**key.get_ref()))
            .min_by_key(|key| key.span().start);
        unknown.map_or(Ok(()), |key| {
            let title = format!("{}unknown key {}", self.prefix, quote(key.get_ref()));
            Err(suggest(Fault::new(key.span(), title), key.get_ref(), known))
        })
    }
}

/// `fault`, with the name that `written` was perhaps meant to be, or else all of them.
pub(super) fn suggest(fault: Fault, written: &str, known: &[&str]) -> Fault {
    // How much alike two words must be: clap's figure.
    const ALIKE: f64 = 0.7;
    // Only so much of a name counts that a long one costs no time.
    let written: String = written.chars().take(40).collect();
    let likeness = |name: &str| strsim::jaro(&written.to_lowercase(), &name.to_lowercase());
    let closest = known
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .filter(|name| likeness(name) > ALIKE);
    match closest {
        Some(name) => fault.label(format!("did you mean `{name}`?")),
        None => fault.help(format!("known: {}", known.join(", "))),
    }
}

/// A key and its value.
pub(super) struct Field<'t> {
    /// What people call it: `layer 3: gamma`.
    pub(super) name: String,
    /// The bytes of the key.
    pub(super) key: Range<usize>,
    pub(super) value: &'t Spanned<DeValue<'t>>,
}

impl<'t> Field<'t> {
    /// The bytes of the value.
    pub(super) fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// The bytes of key and value.
    pub(super) fn entry(&self) -> Range<usize> {
        self.key.start..self.span().end
    }

    pub(super) fn text(&self) -> Result<&'t str, Fault> {
        let text = self.value.get_ref().as_str();
        text.ok_or_else(|| self.expected("a string"))
    }

    pub(super) fn flag(&self) -> Result<bool, Fault> {
        let flag = self.value.get_ref().as_bool();
        flag.ok_or_else(|| self.expected("true or false"))
    }

    pub(super) fn list(&self) -> Result<&'t [Spanned<DeValue<'t>>], Fault> {
        match self.value.get_ref() {
            DeValue::Array(items) => Ok(items),
            _ => Err(self.expected("a list")),
        }
    }

    /// A list of strings.
    pub(super) fn names(&self) -> Result<Vec<&'t str>, Fault> {
        self.list()?
            .iter()
            .map(|item| {
                let name = item.get_ref().as_str();
                name.ok_or_else(|| wrong_type(&self.name, "a string", item))
            })
            .collect()
    }

    fn expected(&self, expected: &str) -> Fault {
        wrong_type(&self.name, expected, self.value)
    }
}

/// `name` is not what was expected.
pub(super) fn wrong_type(name: &str, expected: &str, found: &Spanned<DeValue<'_>>) -> Fault {
    let title = format!("{name}: expected {expected}, found {}", kind(found));
    Fault::new(found.span(), title)
}

fn kind(value: &Spanned<DeValue<'_>>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// `count` things, said in words.
pub(super) fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

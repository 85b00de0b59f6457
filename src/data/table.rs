//! CSV text as a table: its columns by name, its rows, every field with the line that it stands on.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::error::{DataError, count, file_name, quote};
use crate::printable::printable;

/// The byte order mark that a file may begin with.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A table of text, every row as long as the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What people call the file, short and printable.
    name: String,
    columns: Vec<String>,
    has_header: bool,
    /// All fields, one behind the other, row by row, and where each ends: a row costs no allocation of its own.
    text: String,
    ends: Vec<usize>,
    /// The line of each row, from 1.
    lines: Vec<usize>,
}

impl Table {
    /// Reads `source`, the bytes of the file that people call `name`: fields with commas between, spaces around them
    /// left away, and a header in the first row if its fields are names: some are no numbers, and the others are plain
    /// whole numbers, each once. Blank lines are no rows.
    ///
    /// # Errors
    /// The first fault that was found: text that is not UTF-8, no row of data, rows of unlike lengths.
    pub fn parse(source: &[u8], name: &str) -> Result<Self, DataError> {
        let mut table = Self {
            name: file_name(name),
            columns: Vec::new(),
            has_header: false,
            text: String::new(),
            ends: Vec::new(),
            lines: Vec::new(),
        };
        let text = table.decoded(source.strip_prefix(MARK).unwrap_or(source))?;
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        let mut lines = Lines::new(text);
        loop {
            let read = reader.read_record(&mut record);
            match read.map_err(|error| table.refused(&error.to_string()))? {
                false => break,
                true if record.len() == 1 && record[0].is_empty() => {}
                true => {
                    let at = record.position().map_or(0, csv::Position::byte);
                    let line = lines.of(usize::try_from(at).unwrap_or(usize::MAX));
                    table.take(&record, line)?;
                }
            }
        }
        match (table.lines.is_empty(), table.has_header) {
            (true, true) => Err(table.refused("there is a header, and no row below it")),
            (true, false) => Err(table.refused("the file is empty")),
            _ => Ok(table),
        }
    }

    fn decoded<'s>(&self, source: &'s [u8]) -> Result<&'s str, DataError> {
        if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] = source {
            return Err(self.refused("this looks like UTF-16; save it as UTF-8"));
        }
        std::str::from_utf8(source).map_err(|error| {
            let at = error.valid_up_to();
            let line = source[..at].split(|byte| *byte == b'\n').count();
            self.at_line(line, &format!("byte 0x{:02x} is not UTF-8", source[at]))
        })
    }

    fn take(&mut self, record: &StringRecord, line: usize) -> Result<(), DataError> {
        if self.columns.is_empty() {
            return self.begin(record, line);
        }
        let (found, needed) = (record.len(), self.columns.len());
        if found != needed {
            let found = count(found, "field", "fields");
            let words = format!("{found}, but the first row has {needed}");
            return Err(self.at_line(line, &words));
        }
        self.push(record, line);
        Ok(())
    }

    /// The first row: the names of the columns, or numbers already.
    fn begin(&mut self, record: &StringRecord, line: usize) -> Result<(), DataError> {
        if let [field] = record.iter().collect::<Vec<_>>()[..]
            && let Some(other) = [';', '\t'].into_iter().find(|c| field.contains(*c))
        {
            let other = if other == ';' { "semicolons" } else { "tabs" };
            let words = format!("fields have commas between, and these seem to have {other}");
            return Err(self.at_line(line, &words));
        }
        self.has_header = is_header(record);
        let name = |(field, number): (&str, usize)| match field {
            field if self.has_header && !field.is_empty() => printable(field).into_owned(),
            _ => number.to_string(),
        };
        self.columns = record.iter().zip(1..).map(name).collect();
        if !self.has_header {
            self.push(record, line);
        }
        Ok(())
    }

    fn push(&mut self, record: &StringRecord, line: usize) {
        for field in record {
            self.text += field;
            self.ends.push(self.text.len());
        }
        self.lines.push(line);
    }

    /// What people call the file, short and printable.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the columns, printable; `1`, `2`, … where the file has no header, or none for that column.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Whether the file names its columns.
    pub const fn has_header(&self) -> bool {
        self.has_header
    }

    /// How many rows of data there are; at least one.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// The text of a field; both count from 0.
    pub(super) fn field(&self, row: usize, column: usize) -> &str {
        let at = row * self.columns.len() + column;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }

    /// The number in a field.
    ///
    /// # Errors
    /// Where there is no finite number, and what there is.
    pub(super) fn number(&self, row: usize, column: usize) -> Result<f64, DataError> {
        let field = self.field(row, column);
        let why = match field.parse::<f64>() {
            Ok(number) if number.is_finite() => return Ok(number),
            Ok(_) if field.ends_with(|c: char| c.is_ascii_digit() || c == '.') => {
                format!("{} is beyond the doubles", quote(field))
            }
            Ok(_) => format!("{} is not finite", quote(field)),
            Err(_) if field.is_empty() => "the field is empty".to_owned(),
            Err(_) => format!("{} is no number", quote(field)),
        };
        Err(self.at_field(row, column, &why))
    }

    /// A field is refused.
    pub(super) fn at_field(&self, row: usize, column: usize, why: &str) -> DataError {
        let column = quote(&self.columns[column]);
        self.at_line(self.lines[row], &format!("column {column}: {why}"))
    }

    /// The file as a whole is refused.
    pub(super) fn refused(&self, why: &str) -> DataError {
        DataError::Refused(format!("{}: {why}", self.name))
    }

    /// What was asked of the file is not in it.
    pub(super) fn misfit(&self, why: &str) -> DataError {
        DataError::Misfit(format!("{}: {why}", self.name))
    }

    fn at_line(&self, line: usize, why: &str) -> DataError {
        DataError::Refused(format!("{}, line {line}: {why}", self.name))
    }
}

/// Whether the fields of a first row are names: some are no numbers, and the others number the columns, as other programs
/// do where there is no name. One with a fraction, a sign or a twin is data, and what is no number beside it a mistake.
fn is_header(record: &StringRecord) -> bool {
    let numbers: Vec<&str> = record
        .iter()
        .filter(|field| field.parse::<f64>().is_ok())
        .collect();
    let is_plain = |field: &&str| field.bytes().all(|byte| byte.is_ascii_digit());
    let distinct: BTreeSet<&&str> = numbers.iter().collect();
    numbers.len() < record.len() && numbers.iter().all(is_plain) && distinct.len() == numbers.len()
}

/// Which line a byte is on. It is asked in ascending order. (The reader's own count is one behind where a record follows
/// a blank line, and does not know the line ends of old Macs.)
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    const fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line of the first byte from `at` on that is not a line end.
    fn of(&mut self, at: usize) -> usize {
        while let Some(byte) = self.text.get(self.at) {
            let ends = match byte {
                b'\n' => true,
                b'\r' => self.text.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            if self.at >= at && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            self.line += usize::from(ends);
            self.at += 1;
        }
        self.line
    }
}

//! The message of a refusal: what is wrong, where, the source line cut around a caret; short and printable whatever the
//! file holds.

use std::{borrow::Cow, fmt, iter, ops::Range};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::printable::{characters, printable};

/// The bytes that each part of a message may take. With line numbers of seven digits all of them together stay below
/// [`Refusal::LIMIT`].
const TITLE: usize = 150;
const NAME: usize = 64;
const SOURCE: usize = 68;
const LABEL: usize = 40;
const HELP: usize = 76;
const QUOTATION: usize = 40;

/// Stands for what was cut.
const ELLIPSIS: &str = "…";

/// What is wrong with a file, and the bytes of it that the caret stands under.
#[derive(Debug)]
pub(super) struct Fault {
    span: Range<usize>,
    title: String,
    label: String,
    help: String,
    is_text: bool,
}

impl Fault {
    pub(super) fn new(span: Range<usize>, title: impl Into<String>) -> Self {
        Self {
            span,
            title: title.into(),
            label: String::new(),
            help: String::new(),
            is_text: true,
        }
    }

    /// A few words beside the caret.
    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// A line below: what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// That line, if there is one to say.
    pub(super) fn hint(self, help: Option<String>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// Nothing of the file is quoted, because it is not text.
    pub(super) const fn unquoted(mut self) -> Self {
        self.is_text = false;
        self
    }
}

/// Why a network file is refused. Its `Display` is the whole message, printable and without a last line feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    message: String,
    place: (usize, usize),
}

impl Refusal {
    /// The bytes that a message takes at most.
    pub const LIMIT: usize = 600;

    pub(super) fn new(fault: &Fault, source: &[u8], name: &str) -> Self {
        let at = fault.span.start.min(source.len());
        let feed = |byte: &u8| *byte == b'\n';
        let line = source[..at].split(feed).count();
        let start = source[..at].iter().rposition(feed).map_or(0, |at| at + 1);
        let end = source[at..]
            .iter()
            .position(feed)
            .map_or(source.len(), |length| at + length);
        let left = String::from_utf8_lossy(&source[start..at]);
        let column = left.chars().count() + 1;
        let right = source[at..end]
            .strip_suffix(b"\r")
            .unwrap_or(&source[at..end]);
        let (marked, right) = right.split_at(fault.span.len().min(right.len()));
        let excerpt = fault.is_text.then(|| {
            Excerpt::new(
                &left,
                &String::from_utf8_lossy(marked),
                &String::from_utf8_lossy(right),
            )
        });
        Self {
            message: message(fault, name, (line, column), excerpt),
            place: (line, column),
        }
    }

    /// Line and column of the caret, both from 1; the column counts characters.
    pub const fn place(&self) -> (usize, usize) {
        self.place
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

/// The file's own words, between backquotes.
pub(super) fn quote(text: &str) -> String {
    format!("`{}`", cut(text, QUOTATION))
}

fn message(
    fault: &Fault,
    name: &str,
    (line, column): (usize, usize),
    excerpt: Option<Excerpt>,
) -> String {
    // The place is written by hand: a line that is cut and full of escapes has lost the columns of the file, which the
    // renderer would count.
    let gutter = " ".repeat(line.to_string().len());
    let title = format!(
        "error: {}\n{gutter}--> {}:{line}:{column}",
        cut(&fault.title, TITLE),
        cut_front(name, NAME),
    );
    let excerpt = excerpt.map(|Excerpt { text, caret }| {
        let label = Some(cut(&fault.label, LABEL)).filter(|label| !label.is_empty());
        Snippet::source(text)
            .line_start(line)
            .annotation(AnnotationKind::Primary.span(caret).label(label))
    });
    let help = Some(cut(&fault.help, HELP)).filter(|help| !help.is_empty());
    let report = [Level::ERROR
        .no_name()
        .primary_title(title)
        .elements(excerpt)
        .elements(help.map(|help| Level::HELP.message(help)))];
    // Wider than any part: what is cut is cut here.
    Renderer::plain()
        .term_width(2 * Refusal::LIMIT)
        .render(&report)
}

/// A source line as it is shown, and where in it the caret stands.
struct Excerpt {
    text: String,
    caret: Range<usize>,
}

impl Excerpt {
    /// The line is `left`, `marked` and `right`; the caret stands under `marked`.
    fn new(left: &str, marked: &str, right: &str) -> Self {
        // The last of a long line are taken before they are made printable: a megabyte costs no more than a word.
        let near = left
            .char_indices()
            .rev()
            .nth(SOURCE)
            .map_or(0, |(at, _)| at);
        let left: Vec<_> = shown(&left[near..]).collect();
        let after: Vec<_> = shown(marked).chain(shown(right)).take(SOURCE + 1).collect();
        let rest = after.iter().map(|c| c.len()).sum::<usize>();
        let room = (SOURCE / 2).max((SOURCE - ELLIPSIS.len()).saturating_sub(rest));
        let kept = fitting(left.iter().rev(), room);
        let mut text = String::new();
        text.extend((near > 0 || kept < left.len()).then_some(ELLIPSIS));
        text.extend(left[left.len() - kept..].iter().map(|c| &**c));
        let start = text.len();
        let kept = fitting(after.iter(), SOURCE.saturating_sub(start));
        text.extend(after[..kept].iter().map(|c| &**c));
        let marked = marked.chars().take(kept).count();
        let length = after[..marked].iter().map(|c| c.len()).sum::<usize>();
        text.extend((kept < after.len()).then_some(ELLIPSIS));
        Self {
            text,
            caret: start..start + length,
        }
    }
}

/// The characters of a source line; there a tab is what it is everywhere.
fn shown(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    characters(text).map(|c| {
        if c == "\\u{9}" {
            Cow::Borrowed("    ")
        } else {
            c
        }
    })
}

/// How many of `parts` fit into `room` bytes.
fn fitting<'a>(parts: impl Iterator<Item = &'a Cow<'a, str>>, room: usize) -> usize {
    let mut taken = 0;
    parts
        .take_while(|part| {
            taken += part.len();
            taken <= room
        })
        .count()
}

/// `text` made printable, and cut to `room` bytes.
fn cut(text: &str, room: usize) -> String {
    let parts: Vec<_> = characters(text).take(room + 1).collect();
    let mut kept = fitting(parts.iter(), room);
    if kept == parts.len() {
        return parts.concat();
    }
    kept = fitting(parts.iter(), room - ELLIPSIS.len());
    parts[..kept]
        .iter()
        .map(|part| &**part)
        .chain(iter::once(ELLIPSIS))
        .collect()
}

/// As [`cut`], but it is the end that stays: of a path the last name matters.
fn cut_front(text: &str, room: usize) -> String {
    let text = printable(text);
    if text.len() <= room {
        return text.into_owned();
    }
    let mut start = text.len() - (room - ELLIPSIS.len());
    while !text.is_char_boundary(start) {
        start += 1;
    }
    format!("{ELLIPSIS}{}", &text[start..])
}

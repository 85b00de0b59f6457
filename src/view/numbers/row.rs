//! A row of the table: name, value, what it was, the step, the component's name; points under points.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::engine::{Entry, Quantity, Trace, ordinal};
use crate::page::{Changed, Group, Numeral, Script, entry_symbol, symbol};
use crate::session::Session;
use crate::theme::Role;
use crate::view::look::{Look, shortened};

/// The most columns that a name takes, and that a component's name needs beside it.
const NAMES: (usize, usize) = (24, 18);

/// The columns of a step's number.
const STEP: usize = 5;

/// What a value takes beside its digits: sign, point, zeros or a power of ten.
const BESIDE_DIGITS: usize = 7;

/// Where the parts of a row stand.
pub struct Layout<'a> {
    session: &'a Session,
    pub look: Look,
    name: usize,
    value: usize,
    /// Whether there is room for what a number was.
    before: bool,
    has_components: bool,
}

impl<'a> Layout<'a> {
    /// For rows in `room` columns.
    pub fn new(session: &'a Session, room: usize, look: Look) -> Self {
        let longest = |group: &Group| {
            let last = Entry::at(group.quantity, group.rows - 1, group.columns - 1);
            name(session.trace(), last, look).1
        };
        let widest = session.numbers().groups().map(longest).max();
        let wholes = session.numbers().groups();
        let wholes = wholes.map(|group| whole(group, session.digits()) - 2);
        let captions = session.captions();
        let mut layout = Self {
            session,
            look,
            name: widest.unwrap_or(0).clamp(4, NAMES.0),
            value: session.digits() + BESIDE_DIGITS + wholes.max().unwrap_or(0),
            before: false,
            has_components: !captions.inputs.is_empty() || !captions.outputs.is_empty(),
        };
        layout.before =
            session.what_if().before().is_some() && layout.least() + layout.value + ARROW <= room;
        layout
    }

    /// The columns that a row has to have.
    fn least(&self) -> usize {
        2 + self.name + 2 + self.value + 2 + STEP
    }

    /// The columns that it likes to have.
    pub fn width(&self) -> usize {
        let before = if self.before { self.value + ARROW } else { 0 };
        let components = if self.has_components { NAMES.1 + 2 } else { 0 };
        self.least() + before + components
    }

    /// The names of the columns.
    pub fn names(&self) -> Line<'static> {
        let (name, value) = (self.name, self.value);
        let before = if self.before {
            let arrow = self.look.glyph(" → ", " > ");
            format!("{:<value$}{arrow}", "before")
        } else {
            String::new()
        };
        let last = if self.has_components { "component" } else { "" };
        let words = format!(
            "  {:<name$}  {before}{:<value$}  {:>STEP$}  {last}",
            "name", "value", "step"
        );
        Line::from(self.look.span(words, Role::Dim))
    }

    /// The heading of a quantity: its shape, where it comes from, and how much of it is shown.
    pub fn heading(&self, group: &Group) -> Line<'static> {
        let script = self.look.script;
        let size = match script {
            _ if group.is_vector => format!("{}", group.rows),
            Script::Ascii => format!("{}x{}", group.rows, group.columns),
            _ => format!("{}×{}", group.rows, group.columns),
        };
        let verb = match group.quantity {
            Quantity::A(1) => "given in",
            _ if group.is_given() => "given, read in",
            _ => "made in",
        };
        let found = if group.found < group.count() {
            format!(", {} of {} shown", group.found, group.count())
        } else {
            String::new()
        };
        let name = script.write(&symbol(self.session.trace(), group.quantity));
        let name = match group.quantity {
            Quantity::A(1) => format!("{name} = x"),
            _ => name,
        };
        let words = format!("  {size}, {verb} step {}{found}", ordinal(group.place));
        Line::from(vec![
            self.look.span(name, Role::Title),
            self.look.span(words, Role::Dim),
        ])
    }

    /// The row of `entry` in `room` columns.
    pub fn row(&self, group: &Group, entry: Entry, selected: bool, room: usize) -> Line<'static> {
        let (session, look) = (self.session, self.look);
        let trace = session.trace();
        let Some(value) = group.quantity.value(trace) else {
            return Line::default();
        };
        let number = value.entry(entry.row, entry.column);
        let whole = whole(group, session.digits());
        let change = session.change_of(entry);
        let mark = if selected {
            look.glyph("▶ ", "> ")
        } else {
            "  "
        };
        let (name, width) = name(trace, entry, look);
        let name = shortened(&name, self.name, look);
        let gap = " ".repeat(self.name.saturating_sub(width) + 2);
        let mut spans = vec![
            look.span(mark, Role::Now),
            look.span(format!("{name}{gap}"), Role::Text),
        ];
        if self.before {
            spans.extend(self.was(change.as_ref(), whole));
        }
        let text = self.aligned(number, whole);
        let blanks = " ".repeat(self.value.saturating_sub(width_of(&text)));
        let bare = text.trim_start();
        spans.push(Span::raw(" ".repeat(text.len() - bare.len())));
        let at = spans.len();
        spans.push(look.span(bare, Look::sign(number)));
        spans.push(Span::raw(blanks));
        spans.push(match change {
            Some(_) => look.span("*", Role::Changed),
            None => Span::raw(" "),
        });
        spans.push(Span::raw(" "));
        let step = ordinal(group.place);
        spans.push(look.span(format!("{step:>STEP$}  "), Role::Dim));
        let line: usize = spans.iter().map(Span::width).sum();
        if let Some(component) = self.component(entry) {
            let component = shortened(&component, room.saturating_sub(line), look);
            spans.push(look.span(component, Role::Dim));
        }
        if selected {
            for span in &mut spans {
                span.style = span.style.patch(look.style(Role::Lit));
            }
            spans[at].style = Style::patch(spans[at].style, look.style(Role::Selected));
        }
        Line::from(spans)
    }

    /// What the number was, if an edit changed it.
    fn was(&self, change: Option<&Changed>, whole: usize) -> Vec<Span<'static>> {
        let (text, arrow) = match change {
            Some(change) => (
                self.aligned(change.before, whole),
                self.look.glyph(" → ", " > "),
            ),
            None => (String::new(), "   "),
        };
        let blanks = " ".repeat(self.value.saturating_sub(width_of(&text)));
        vec![
            self.look.span(format!("{text}{blanks}"), Role::Dim),
            self.look.span(arrow, Role::Dim),
        ]
    }

    /// `number` with its point after `whole` characters.
    fn aligned(&self, number: f64, whole: usize) -> String {
        let numeral = Numeral::significant(number, self.session.digits());
        let text = self.look.script.number(&numeral);
        let before_point = text
            .chars()
            .take_while(|character| !matches!(character, '.' | 'e'))
            .count();
        format!("{}{text}", " ".repeat(whole.saturating_sub(before_point)))
    }

    /// What people call the component that `entry` is of.
    fn component(&self, entry: Entry) -> Option<String> {
        let depth = self.session.trace().network().depth();
        let names = self.session.captions().names(entry.quantity, depth);
        let name = names.get(entry.row)?;
        Some(self.look.script.words(name))
    }
}

/// The columns of an arrow.
const ARROW: usize = 3;

/// What `entry` is called, and how wide that is.
fn name(trace: &Trace, entry: Entry, look: Look) -> (String, usize) {
    let name = look.script.write(&entry_symbol(trace, entry));
    let width = width_of(&name);
    (name, width)
}

fn width_of(text: &str) -> usize {
    Line::raw(text).width()
}

/// The characters before the point in a quantity's numbers, the sign with them.
fn whole(group: &Group, digits: usize) -> usize {
    // What has more digits than are shown is written in powers of ten.
    let orders = (1..digits).take_while(|&order| group.largest >= 10_f64.powi(order as i32));
    2 + orders.count()
}

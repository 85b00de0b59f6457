//! The selected unit's edges in numbers: what it reads and what reads it, the largest first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::Scene;
use super::units::{component, signed};
use crate::engine::{Entry, Quantity};
use crate::page::{Edge, Fan, entry_symbol};
use crate::session::Unit;
use crate::theme::Role;
use crate::view::bar;
use crate::view::look::{Look, extent, shortened};

/// The significant digits of its numbers.
const DIGITS: usize = 3;

/// The columns that a bar takes at the least.
const BAR: usize = 3;

/// One of the two lists, as it is told.
struct List<'a> {
    scene: &'a Scene<'a>,
    title: &'static str,
    /// The layer at the other end, and what of its units is multiplied by w.
    layer: usize,
    along: Quantity,
    /// What the edges carry, for the head of its column.
    product: &'static str,
    fan: Fan,
}

/// What the selected unit reads.
pub fn render_in(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let Unit { layer, unit } = scene.selected;
    if layer == 1 {
        return say(scene, "fan-in", ["none: it is x"], area, buf);
    }
    if !scene.knows(Quantity::Product(layer)) {
        return pending(scene, "fan-in", layer - 1, area, buf);
    }
    let most = rows(scene.page.trace.network().units(layer - 1), area);
    let list = List {
        scene,
        title: "fan-in",
        layer: layer - 1,
        along: Quantity::A(layer - 1),
        product: scene.look.glyph("w·a", "w*a"),
        fan: Fan::into(scene.page.trace, layer, unit, most),
    };
    list.render(area, buf);
}

/// What reads the selected unit.
pub fn render_out(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let Unit { layer, unit } = scene.selected;
    if layer == scene.page.trace.network().depth() {
        return say(scene, "fan-out", ["none: an output"], area, buf);
    }
    if !scene.knows(Quantity::Product(layer + 1)) {
        return pending(scene, "fan-out", layer + 1, area, buf);
    }
    let most = rows(scene.page.trace.network().units(layer + 1), area);
    let by_weight = !scene.knows(Quantity::Delta(layer + 1));
    let list = List {
        scene,
        title: "fan-out",
        layer: layer + 1,
        along: Quantity::Delta(layer + 1),
        product: scene.look.glyph("w·δ", "w*d"),
        fan: Fan::out_of(scene.page.trace, layer, unit, most, by_weight),
    };
    list.render(area, buf);
}

/// The lines that the first list takes of those there are for both: half of them, or more if the other needs less.
pub fn height(scene: &Scene<'_>, both: u16) -> u16 {
    let network = scene.page.trace.network();
    let l = scene.selected.layer;
    let needed = |units: usize| extent(units).saturating_add(2).max(3);
    let first = needed(if l == 1 { 0 } else { network.units(l - 1) });
    let second = needed(if l == network.depth() {
        0
    } else {
        network.units(l + 1)
    });
    first.min((both / 2).max(both.saturating_sub(second)))
}

/// How many of `all` edges there is room for, with a heading and, if there are more, the number of the others.
fn rows(all: usize, area: Rect) -> usize {
    let room = usize::from(area.height).saturating_sub(1);
    if all <= room {
        all
    } else {
        room.saturating_sub(1)
    }
}

fn pending(scene: &Scene<'_>, title: &'static str, l: usize, area: Rect, buf: &mut Buffer) {
    let count = scene.page.trace.network().units(l);
    let edges = if count == 1 { "edge" } else { "edges" };
    let count = format!("{count} {edges}");
    say(scene, title, [&count, "not used yet"], area, buf);
}

fn say<const N: usize>(
    scene: &Scene<'_>,
    title: &'static str,
    words: [&str; N],
    area: Rect,
    buf: &mut Buffer,
) {
    let look = scene.look;
    let title = look.span(title, Role::Title);
    let words = words.map(|words| Line::from(look.span(words, Role::Pending)));
    put([Line::from(title)].into_iter().chain(words), area, buf);
}

fn put(lines: impl IntoIterator<Item = Line<'static>>, area: Rect, buf: &mut Buffer) {
    for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..area
        };
        line.render(place, buf);
    }
}

impl List<'_> {
    fn render(&self, area: Rect, buf: &mut Buffer) {
        let look = self.scene.look;
        let is_carried = self.scene.knows(self.along);
        let edges = &self.fan.edges;
        let names: Vec<String> = edges.iter().map(|edge| self.name(edge)).collect();
        let widest = |texts: &[String], least: usize| {
            let widths = texts.iter().map(|text| Line::raw(text.as_str()).width());
            widths.max().unwrap_or(0).max(least)
        };
        let name = widest(&names, self.title.len());
        let all = usize::from(area.width);
        // As many digits as leave both numbers whole: what was cut would be another number.
        let numbers = |digits: usize| {
            let weights: Vec<String> = edges.iter().map(|it| signed(it.weight, digits)).collect();
            let carried = |edge: &Edge| signed(edge.carried, digits);
            let dot = |_: &Edge| look.glyph("·", ".").to_owned();
            let products: Vec<String> = if is_carried {
                edges.iter().map(carried).collect()
            } else {
                edges.iter().map(dot).collect()
            };
            let (weight, product) = (widest(&weights, 1), widest(&products, 3));
            (weights, products, weight, product)
        };
        let fits = |(.., weight, product): &(Vec<String>, Vec<String>, usize, usize)| {
            name + weight + product + 2 <= all
        };
        let mut digits = (1..=DIGITS).rev().map(numbers);
        let found = digits.find(fits);
        // Where there is no room for what an edge carries, its weight is left.
        let has_products = found.is_some();
        let (weights, products, weight, product) = found.unwrap_or_else(|| numbers(1));
        let taken = name + weight + 1 + if has_products { product + 1 } else { 0 };
        let room = all.saturating_sub(taken + 1);
        let head = if has_products {
            format!(" {:>weight$} {:>product$}", "w", self.product)
        } else {
            format!(" {:>weight$}", "w")
        };
        let mut lines = vec![Line::from(vec![
            look.span(format!("{:<name$}", self.title), Role::Title),
            look.span(head, Role::Dim),
        ])];
        let size = |edge: &Edge| {
            if is_carried {
                edge.carried
            } else {
                edge.weight
            }
        };
        let largest = edges.iter().map(|edge| size(edge).abs());
        let largest = largest.filter(|size| size.is_finite()).fold(0.0, f64::max);
        for (at, edge) in edges.iter().enumerate() {
            let pad = " ".repeat(name - Line::raw(names[at].as_str()).width());
            let number = |text: &str, width: usize, role: Role| {
                look.span(look.script.digits(&format!(" {text:>width$}")), role)
            };
            let role = if is_carried {
                Look::sign(edge.carried)
            } else {
                Role::Pending
            };
            let mut spans = vec![
                look.span(format!("{}{pad}", names[at]), Role::Text),
                number(&weights[at], weight, Look::sign(edge.weight)),
            ];
            if has_products {
                spans.push(number(&products[at], product, role));
            }
            if room >= BAR {
                let share = size(edge).abs() / largest;
                let bar = bar::filled(share, room.min(20), look);
                spans.push(Span::raw(" "));
                spans.push(look.span(bar, Role::Dim));
            }
            lines.push(Line::from(spans));
        }
        if self.fan.folded > 0 {
            let words = format!("+{} smaller", self.fan.folded);
            lines.push(Line::from(look.span(words, Role::Dim)));
        }
        put(lines, area, buf);
    }

    /// What is at the other end: the number that is multiplied by w, or its component's name.
    fn name(&self, edge: &Edge) -> String {
        let Scene { page, look, .. } = *self.scene;
        let unit = Unit {
            layer: self.layer,
            unit: edge.unit,
        };
        let symbol = entry_symbol(page.trace, Entry::of(self.along, edge.unit));
        let symbol = look.script.write(&symbol);
        match component(self.scene, unit) {
            Some(name) => format!("{symbol} {}", shortened(&name, 10, look)),
            None => symbol,
        }
    }
}

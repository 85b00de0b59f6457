//! What stands beside the plane in words.

use super::Drawing;
use crate::engine::Quantity;
use crate::page::{scalar, symbol};
use crate::session::Session;
use crate::theme::Role;
use crate::view::input_space::arrow::{direction, octant};
use crate::view::input_space::side::Sign;

impl Drawing<'_> {
    /// What the picture cannot tell by itself.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let gradient = self.gradient();
        let name = self.name();
        if !(gradient.0.is_finite() && gradient.1.is_finite()) {
            notes.push(format!("no arrow: {name} is not finite"));
        } else if direction(gradient).is_none() {
            notes.push(format!("no arrow: {name} is 0 along both axes"));
        }
        let Some(plane) = self.plane else {
            return notes;
        };
        if plane.range.is_none() {
            notes.push("nothing in view is finite".to_owned());
        } else if plane.is_flat() {
            notes.push("flat: the same everywhere in view".to_owned());
        }
        notes
    }

    /// The signs in the picture, and what they are.
    pub(super) fn signs(&self, session: &Session) -> Vec<Sign> {
        let look = self.look;
        let sign = |unicode: &str, ascii: &str, role: Role, meaning: &str| {
            Sign(
                look.glyph(unicode, ascii).to_owned(),
                role,
                meaning.to_owned(),
            )
        };
        let mut signs = vec![sign("◉", "X", Role::Now, "x")];
        if session.what_if().before().is_some() {
            signs.push(sign("○", "O", Role::Now, "x in the file"));
        }
        if let Some(towards) = direction(self.gradient()) {
            let (glyph, name) = (self.glyph(octant(towards)), self.name());
            signs.push(sign(glyph, glyph, Role::Now, &format!("{name}, uphill")));
        }
        if self.plane.is_some_and(|plane| !plane.contour.is_empty()) {
            let scalar = look.script.write(&scalar(self.trace));
            let meaning = format!("{scalar} as at x");
            signs.push(sign("⠒⠒", "o", Role::Text, &meaning));
        }
        if self.trace.input().len() > 2 {
            signs.push(sign(" ", " ", Role::Text, "all else as in x"));
        }
        let mut values = self.plane.iter().flat_map(|plane| &plane.values);
        if values.any(|value| !value.is_finite()) {
            signs.push(sign("?", "?", Role::Dim, "not finite"));
        }
        signs
    }

    /// How the gradient is written.
    fn name(&self) -> String {
        self.look.script.write(&symbol(self.trace, Quantity::G(1)))
    }
}

//! The unit of the drawn network that is selected: the page's, until another one is chosen on the same step.

use super::{Action, Direction, Effect, Message, Session, selection};
use crate::engine::{Entry, Phase, Quantity};
use crate::page::{Page, Selection};

/// A unit of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// The paper's l.
    pub layer: usize,
    /// Its index in layer l.
    pub unit: usize,
}

impl Session {
    /// The selected unit, where the current step is told by `page`.
    pub fn selected_unit(&self, page: &Page<'_>) -> Unit {
        let of_page = Unit {
            layer: page.step.layer(),
            unit: page.selection.unit,
        };
        let chosen = self.unit.filter(|(step, _)| *step == page.step);
        self.in_network_of(chosen.map_or(of_page, |(_, unit)| unit))
    }

    /// What the units of layer l are drawn with at this step: δ⁽ˡ⁾, or ∇ₓ for layer 1, once the backward pass has come
    /// to it, else a⁽ˡ⁾, which may not be known either.
    pub fn quantity_of_units(&self, l: usize) -> Quantity {
        let back = if l == 1 {
            Quantity::G(1)
        } else {
            Quantity::Delta(l)
        };
        if self.step().phase() >= Phase::Backward && self.is_known(Entry::of(back, 0)) {
            back
        } else {
            Quantity::A(l)
        }
    }

    /// What can be edited of the selected unit, or else what it is drawn with.
    pub(super) fn entry_of_unit(&self) -> Entry {
        match self.selected_unit(&self.page()) {
            Unit { layer: 1, unit } => Entry::of(Quantity::A(1), unit),
            Unit { layer, unit } => Entry::of(self.quantity_of_units(layer), unit),
        }
    }

    pub(super) fn in_network(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Move(direction, count) => {
                let Unit { layer, unit } = self.selected_unit(&self.page());
                self.choose_unit(match direction {
                    Direction::Left => Unit {
                        layer: layer.saturating_sub(count).max(1),
                        unit,
                    },
                    Direction::Right => Unit {
                        layer: layer.saturating_add(count),
                        unit,
                    },
                    Direction::Up => Unit {
                        layer,
                        unit: unit.saturating_sub(count),
                    },
                    Direction::Down => Unit {
                        layer,
                        unit: unit.saturating_add(count),
                    },
                });
            }
            Action::Into => self.ask_for_unit(),
            _ => return None,
        }
        Some(Effect::None)
    }

    /// Selects `wanted`, or the last unit or layer where there are fewer; on the page too, if the step is about it.
    pub(super) fn choose_unit(&mut self, wanted: Unit) {
        let chosen = self.in_network_of(wanted);
        let page = self.page();
        let mut on_page: Selection = page.selection;
        if chosen.layer == page.step.layer() {
            on_page.unit = chosen.unit;
        } else if Some(chosen.layer) == page.term_layer() {
            on_page.term = chosen.unit;
        }
        self.select(|page| selection::at(page, on_page));
        self.unit = Some((self.step(), chosen));
    }

    /// The number that the unit is drawn with: where did it come from?
    fn ask_for_unit(&mut self) {
        let Unit { layer, unit } = self.selected_unit(&self.page());
        let entry = Entry::of(self.quantity_of_units(layer), unit);
        if self.is_known(entry) {
            self.ask(entry);
        } else {
            self.message = Some(Message::NotYet(entry));
        }
    }

    /// The unit, or the one nearest to it that the network has.
    fn in_network_of(&self, unit: Unit) -> Unit {
        let network = self.trace().network();
        let layer = unit.layer.clamp(1, network.depth());
        Unit {
            layer,
            unit: unit.unit.min(network.units(layer) - 1),
        }
    }
}

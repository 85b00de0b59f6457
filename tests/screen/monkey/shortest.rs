//! From a long log of events to the few of them that matter.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::time::{Duration, Instant};

use super::happening::{Event, Probe};
use super::world::World;
use crate::networks::Opened;

/// How long the search for a shorter log may take.
const PATIENCE: Duration = Duration::from_secs(30);

thread_local! {
    /// Whether a fault in this thread is caught, and told by who catches it.
    static IS_TRYING: Cell<bool> = const { Cell::new(false) };
    /// Where the last such fault was.
    static PLACE: Cell<Option<String>> = const { Cell::new(None) };
}

/// What `work` panics with, if it does.
pub fn tried(work: impl FnOnce()) -> Result<(), String> {
    static HUSH: Once = Once::new();
    HUSH.call_once(|| {
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if IS_TRYING.get() {
                PLACE.set(panic.location().map(ToString::to_string));
            } else {
                tell(panic);
            }
        }));
    });
    IS_TRYING.set(true);
    let caught = panic::catch_unwind(AssertUnwindSafe(work));
    IS_TRYING.set(false);
    caught.map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
        let place = PLACE.take().unwrap_or_default();
        format!("{place}: {}", text.unwrap_or_default())
    })
}

/// The last event of `log` is at fault: as few events as can be found that lead to a fault.
pub fn shortest(opened: &Opened, log: &[Event]) -> Vec<Event> {
    let begun = Instant::now();
    let is_over = || begun.elapsed() > PATIENCE;
    let fails = |events: &[Event]| {
        let mut world = World::new(opened);
        let live = || events.iter().for_each(|event| world.live(*event));
        tried(live).is_err()
    };
    // What was long ago hardly ever matters.
    let mut length = 1;
    while length < log.len() && !is_over() && !fails(&log[log.len() - length..]) {
        length *= 2;
    }
    let mut events = log[log.len().saturating_sub(length)..].to_vec();
    let mut chunk = events.len().div_ceil(2);
    while chunk > 0 && !is_over() {
        let mut at = 0;
        while at < events.len() && !is_over() {
            let mut fewer = events.clone();
            fewer.drain(at..(at + chunk).min(events.len()));
            if fails(&fewer) {
                events = fewer;
            } else {
                at += chunk;
            }
        }
        chunk /= 2;
    }
    for at in 0..events.len() {
        let probe = std::mem::replace(&mut events[at].probe, Probe::None);
        if is_over() || !fails(&events) {
            events[at].probe = probe;
        }
    }
    events
}

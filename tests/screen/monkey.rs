//! Random keys, clicks, sizes and news, the same ones each time: whatever happens, the session is sound, there is a frame,
//! and what was done can be undone.

mod happening;
mod inverse;
mod shortest;
mod sound;
mod world;

use gradwalk::session::Action;

use crate::dice::{Dice, cases};
use crate::hostile;
use crate::networks::{Opened, all_built_in, golden};
use happening::{Event, keys};
use shortest::{shortest, tried};
use world::World;

/// The networks that are small enough for a frame of theirs to cost nothing.
fn networks() -> Vec<Opened> {
    let goldens = ["mixed", "digits-shape", "deep-30", "scalar-chain"].map(golden);
    all_built_in()
        .into_iter()
        .chain(goldens)
        .chain(hostile::all())
        .collect()
}

/// Lets `count` events happen in all, some in each network.
fn run(count: usize) {
    let networks = networks();
    let each = count.div_ceil(networks.len());
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        while let Some(opened) =
            networks.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
        {
            let seed = networks.iter().position(|it| it.name == opened.name);
            play(opened, seed.unwrap_or(0) as u64, each);
        }
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        for other in others {
            if let Err(panic) = other.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
}

/// Lets events happen; where something is wrong afterwards, tells the shortest way there.
fn play(opened: &Opened, seed: u64, count: usize) {
    let (keys, mut dice) = (keys(), Dice::new(seed));
    let (mut world, mut log) = (World::new(opened), Vec::new());
    for at in 0..count {
        let event = Event::rolled(&mut dice, &keys);
        log.push(event);
        if let Err(fault) = tried(|| world.live(event)) {
            let events = shortest(opened, &log);
            panic!(
                "{}, seed {seed}, event {at}: {fault}\nhappens after these {} events:\n{}",
                opened.name,
                events.len(),
                told(&events),
            );
        }
    }
    if let Err(fault) = tried(|| leave(&mut world)) {
        panic!(
            "{}, seed {seed}, undone after {count} events: {fault}",
            opened.name
        );
    }
}

/// An event a line.
fn told(events: &[Event]) -> String {
    let lines: Vec<_> = events.iter().map(|event| format!("{event:?}")).collect();
    lines.join("\n")
}

/// All edits undone: the file's own numbers are there again.
fn leave(world: &mut World) {
    let edits = |world: &World| world.session.what_if().is_edited();
    for _ in 0..100_000 {
        if !edits(world) && world.session.what_if().values().is_empty() {
            break;
        }
        world.session.update(Action::Undo);
    }
    sound::hold_afresh(&world.session, &world.own, None);
    assert!(!edits(world), "something is left of the edits");
}

#[test]
fn whatever_happens_there_is_a_frame_and_a_way_back() {
    run(cases(20_000));
}

#[test]
#[ignore = "a million events: minutes in a release build"]
fn whatever_happens_a_million_times_there_is_a_frame_and_a_way_back() {
    run(cases(1_000_000));
}

#![no_main]
//! Bytes as a data file; the first says what is asked of it.

#[path = "../../tests/support/harmless.rs"]
mod harmless;
#[path = "../../tests/support/held.rs"]
mod held;

use libfuzzer_sys::fuzz_target;

use gradwalk::data::Roles;

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, source)) = bytes.split_first() else {
        return;
    };
    let roles = match first % 4 {
        0 => Roles::Last,
        1 => Roles::Targets(vec!["petal".to_owned()]),
        2 => Roles::Classes("3".to_owned()),
        _ => Roles::Classes("kind".to_owned()),
    };
    held::csv(source, "data.csv", &roles, 1 + usize::from(first / 4 % 4));
});

#![no_main]
//! Bytes as a network file: refused briefly, or written and read again as itself.

#[path = "../../tests/support/harmless.rs"]
mod harmless;
#[path = "../../tests/support/held.rs"]
mod held;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    held::toml(bytes, "net.toml");
});

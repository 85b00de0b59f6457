#![no_main]
//! Bytes as a `.npz`.

#[path = "../../tests/support/harmless.rs"]
mod harmless;
#[path = "../../tests/support/held.rs"]
mod held;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    held::tensors(bytes.to_vec());
});

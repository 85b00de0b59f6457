#![no_main]
//! Bytes as a `.npy`, with and without the magic before them.

#[path = "../../tests/support/harmless.rs"]
mod harmless;
#[path = "../../tests/support/held.rs"]
mod held;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    held::tensors(bytes.to_vec());
    held::tensors([b"\x93NUMPY", bytes].concat());
});

#![no_main]
//! A header in JSON and what it claims: the first byte says how many numbers follow the header.

#[path = "../../tests/support/harmless.rs"]
mod harmless;
#[path = "../../tests/support/held.rs"]
mod held;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&count, header)) = bytes.split_first() else {
        return;
    };
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header);
    file.resize(file.len() + usize::from(count), 0);
    held::tensors(file);
    held::tensors(bytes.to_vec());
});

#![no_main]

#[path = "../../tests/support/fuzz_entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|data: &[u8]| entries::run("search", data));

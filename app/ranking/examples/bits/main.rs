//! All bits of fixed rankings, and from 100 on of fixed assignments, in one number each: `cargo run -p ranking --example bits -- 0`. Built for WebAssembly it answers the same,
//! which `tests/bits.rs` checks.

mod cases;
mod pools;
#[path = "../wasm/mod.rs"]
mod wasm;

fn main() {
    let digest = wasm::question().and_then(|number| match number.checked_sub(100) {
        None => cases::digest(number),
        Some(pool) => pools::digest(pool),
    });
    wasm::answer(&digest.unwrap_or_default());
}

//! All bits of fixed rankings in one number each: `cargo run -p ranking --example bits -- 0`. Built for WebAssembly it answers the same,
//! which `tests/ranking_bits.rs` checks.

mod cases;
#[path = "../wasm/mod.rs"]
mod wasm;

fn main() {
    let digest = wasm::question().and_then(cases::digest);
    wasm::answer(&digest.unwrap_or_default());
}

//! The same bits on every machine: one number that stands for all bits of each of some fixed rankings and assignments, here and in WebAssembly.
//!
//! When a change of the method moves one, every published result made before can only be recomputed by the older version: say
//! so where versions are described, and only then write the new number here.
#![allow(clippy::unwrap_used)]

#[path = "../examples/bits/cases.rs"]
mod cases;
#[path = "../examples/bits/pools.rs"]
mod pools;

use std::path::{Path, PathBuf};
use std::process::Command;

fn digests() -> Vec<String> {
    (0..).map_while(cases::digest).collect()
}

#[test]
fn rankings_of_fixed_juries_have_the_same_bits_on_every_machine() {
    let expected = [
        "d829cb1b8509ab5e",
        "83d41778fff6d722",
        "b01dbd55338d37bc",
        "285d740a2e63632d",
        "2115e98cf6576866",
    ];
    assert_eq!(digests(), expected);
}

#[test]
fn assignments_of_fixed_pools_have_the_same_bits_on_every_machine() {
    let digests: Vec<String> = (0..).map_while(pools::digest).collect();
    let expected = ["ccbf97f1c74a4e77", "04ff33f95433444b", "d0bbb0c47f550663"];
    assert_eq!(digests, expected);
}

/// Builds the example for WebAssembly, apart from what other builds lock.
fn build() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wasm");
    let built = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--package",
            "ranking",
            "--example",
            "bits",
        ])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(
        built.is_ok_and(|status| status.success()),
        "cargo builds for wasm32-unknown-unknown: is its standard library here?"
    );
    target.join("wasm32-unknown-unknown/debug/examples/bits.wasm")
}

#[test]
fn rankings_and_assignments_in_webassembly_have_the_same_bits() {
    let program = build();
    let pools = (100..).map_while(|number| Some((number, pools::digest(number - 100)?)));
    for (number, digest) in (0..).zip(digests()).chain(pools) {
        let run = Command::new("node")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/wasm/run.mjs"))
            .arg(&program)
            .arg(number.to_string())
            .output()
            .expect("Node.js runs WebAssembly");
        let said = String::from_utf8_lossy(&run.stdout);
        let failed = String::from_utf8_lossy(&run.stderr);
        assert!(
            said.contains(&format!("\"answer\":\"{digest}\"")),
            "case {number}: {digest} here, in WebAssembly {said} {failed}"
        );
    }
}

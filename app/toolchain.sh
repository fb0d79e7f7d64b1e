#!/usr/bin/env bash
# Finds, or makes, a Rust that compiles for the server and for the browser (wasm32-unknown-unknown), and
# writes which one into target/toolchain.mk. Decided once; `make` asks again when that file is gone.
#
# 1. The normal way: `rustup target add`. Where its server cannot be reached it gives up after a minute at most.
# 2. Debian's own Rust, which ships its standard library as source: that is compiled for the browser here
#    (about two minutes) and copied into its sysroot, so that ordinary cargo commands work from then on.
#
# RUSTUP_TOOLCHAIN=NAME, when set, is the toolchain to use; `distro` names the second way.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target=wasm32-unknown-unknown
choice=target/toolchain.mk
mkdir -p target

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
fail() { printf '\nStopped: %s\n' "$*" >&2; exit 1; }

# builds_for_browser TOOLCHAIN: whether an empty library compiles for the browser (also after an upgrade of
# the distribution, which leaves a library of the old version behind).
builds_for_browser() {
    echo | RUSTUP_AUTO_INSTALL=0 rustc "+$1" --target "$target" --crate-type lib --crate-name probe \
        --emit metadata -o target/probe.rmeta - 2>/dev/null && rm -f target/probe.rmeta
}

# decide TOOLCHAIN: writes the choice, which the Makefile reads.
decide() {
    printf '# Written by app/toolchain.sh: the Rust that builds both sides.\nexport RUSTUP_TOOLCHAIN := %s\n' "$1" >"$choice"
    say "Building with Rust '$1': $(rustc "+$1" --version)."
    exit 0
}

build_std() {
    say "Compiling Rust's standard library for the browser (once, about two minutes) ..."
    local work=target/wasm-std lib
    rm -rf "$work"
    mkdir -p "$work/src"
    # Optimised for size, because this code travels to phones.
    cat >"$work/Cargo.toml" <<-'TOML'
		[package]
		name = "sysroot"
		version = "0.0.0"
		edition = "2024"
		[lib]
		crate-type = ["cdylib"]
		[workspace]
		[profile.release]
		opt-level = "s"
	TOML
    echo '//! Gives cargo a reason to compile the standard library.' >"$work/src/lib.rs"
    # The distribution's programs by path, and without embed-bitcode the last step could not optimise across crates.
    (
        cd "$work"
        env -u RUSTUP_TOOLCHAIN -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS \
            RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=out \
            CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=-Cembed-bitcode=yes \
            /usr/bin/cargo build --quiet --release --target "$target" -Z build-std=std,panic_abort
        rm -f "out/$target/release/deps/"libsysroot*.rlib
    )
    lib=$(/usr/bin/rustc --print sysroot)/lib/rustlib/$target/lib
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    "${as_root[@]}" rm -rf "$lib"
    "${as_root[@]}" install -d "$lib"
    "${as_root[@]}" install -m 644 "$work/out/$target/release/deps/"*.rlib "$lib/" ||
        fail "Rust's browser library was compiled, but may not be copied to $lib: run this once as root."
    rm -rf "$work"
}

command -v cargo >/dev/null || fail "there is no cargo here. Install Rust from https://rustup.rs, then run this again."
command -v cc >/dev/null || .ci/packages 'a C compiler (for SQLite)' gcc libc6-dev

if ! command -v rustup >/dev/null; then
    rustc --target "$target" --crate-type lib --crate-name probe --emit metadata -o target/probe.rmeta - </dev/null 2>/dev/null ||
        fail "this Rust cannot compile for $target. Install Rust from https://rustup.rs, then run this again."
    echo '# Written by app/toolchain.sh: the one Rust here builds both sides.' >"$choice"
    exit 0
fi

preferred=${RUSTUP_TOOLCHAIN:-$(rustup show active-toolchain | cut -d' ' -f1)}
builds_for_browser "$preferred" && decide "$preferred"

if [ "$preferred" != distro ]; then
    say "Adding the browser target to Rust ..."
    if RUSTUP_MAX_RETRIES=1 timeout 60 rustup target add "$target" --toolchain "$preferred" >target/rustup.log 2>&1 &&
        builds_for_browser "$preferred"; then
        decide "$preferred"
    fi
    say "rustup could not fetch it (target/rustup.log tells why): using the distribution's Rust instead."
fi

command -v apt-get >/dev/null || fail "Rust has no library for the browser here. Make this work, then try again:
    rustup target add $target"
.ci/packages "the distribution's Rust (about half a minute)" \
    rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy lld-22
rustup toolchain link distro /usr
builds_for_browser distro || build_std
decide distro

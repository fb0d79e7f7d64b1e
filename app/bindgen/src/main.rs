//! Turns the compiled browser crate into a module that browsers load: `bindgen INPUT.wasm OUT_DIR NAME`
//! writes `NAME.js` and `NAME_bg.wasm` (and `snippets/`, when a dependency brings JavaScript) into `OUT_DIR`.

use anyhow::{Context, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir, name] = arguments.as_slice() else {
        bail!("usage: bindgen INPUT.wasm OUT_DIR NAME");
    };
    Bindgen::new()
        .input_path(input)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(true)
        .generate(out_dir)
        .with_context(|| format!("wasm-bindgen could not read {input}"))
}

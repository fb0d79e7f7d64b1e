//! Agreement with lme4 and JAGS on data sets that may not be shipped here; stops at the first figure that differs.
//!
//! `cargo run --release -p ranking --example references -- FOLDER`, where FOLDER has `NAME.csv` (`item`, `rater` and the
//! criteria) and `ref_NAME_summary.csv`, `_blup_item.csv`, `_blup_rater.csv` and `_jags_topN.csv` of each.
#![allow(clippy::unwrap_used)]

#[path = "../tests/common/panels.rs"]
mod panels;

use panels::{assert_like_jags, assert_like_lme4, columns, panel};
use std::{env, fs, path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: references FOLDER");
        return ExitCode::from(2);
    };
    let read = |name: String| {
        fs::read_to_string(folder.join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    for (name, criteria, top) in [
        ("penicillin", vec!["y"], 10),
        ("wine", vec!["y"], 3),
        ("writing_ratings2", vec!["c1", "c2", "c3", "c4", "c5"], 10),
    ] {
        let text = read(format!("{name}.csv"));
        let names = [vec!["item", "rater"], criteria].concat();
        let panel = panel(&columns(&text, &names), 1);
        let reference = |what: String| read(format!("ref_{name}_{what}.csv"));
        assert_like_lme4(
            &panel,
            &reference("summary".into()),
            &reference("blup_item".into()),
            &reference("blup_rater".into()),
        );
        assert_like_jags(&panel, top, &reference(format!("jags_top{top}")));
        println!("{name} agrees");
    }
    ExitCode::SUCCESS
}

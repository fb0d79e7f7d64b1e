//! Agreement with software that knows nothing of this crate: lme4 (REML) and JAGS (posterior), on figure-skating panels.
//! The example `references` looks at other data sets in the same way.
#![allow(clippy::unwrap_used)]

#[path = "common/panels.rs"]
mod panels;

use panels::{Panel, assert_like_jags, assert_like_lme4, columns, panel};

/// 218 performances scored by 97 judges in quarter points on five equally weighted components.
fn skating(with_conflicts: bool) -> Panel {
    let names = ["coi", "item", "rater", "c1", "c2", "c3", "c4", "c5"];
    let text = include_str!("data/skating_men_free.csv");
    let rows: Vec<Vec<&str>> = columns(text, &names)
        .into_iter()
        .filter(|row| with_conflicts || row[0] == "0")
        .map(|row| row[1..].to_vec())
        .collect();
    panel(&rows, 4)
}

#[test]
fn ranking_of_skating_panels_agrees_with_lme4() {
    assert_like_lme4(
        &skating(true),
        include_str!("data/ref_skating_men_free_summary.csv"),
        include_str!("data/ref_skating_men_free_blup_item.csv"),
        include_str!("data/ref_skating_men_free_blup_rater.csv"),
    );
}

#[test]
fn ranking_of_skating_panels_without_conflicts_agrees_with_lme4() {
    assert_like_lme4(
        &skating(false),
        include_str!("data/ref_skating_men_free_nocoi_summary.csv"),
        include_str!("data/ref_skating_men_free_nocoi_blup_item.csv"),
        include_str!("data/ref_skating_men_free_nocoi_blup_rater.csv"),
    );
}

#[test]
fn probabilities_of_skating_panels_agree_with_jags() {
    let top = include_str!("data/ref_skating_men_free_nocoi_jags_top10.csv");
    assert_like_jags(&skating(false), 10, top);
}

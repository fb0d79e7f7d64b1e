//! The invented proposal on which the demo's jury can practise.

use super::{
    calendar::HOUR,
    calls::Call,
    people::{self, People},
};
use crate::{Result, Store, reviews};
use domain::reviews::ExampleEdit;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    language: String,
    title: String,
    text: String,
    /// By the criterion's code: the level, and why.
    levels: BTreeMap<String, (String, String)>,
}

/// Written by an organiser two days before the jury began.
pub(super) async fn write(store: &Store, call: &Call, people: &People) -> Result<()> {
    let entry: Entry = serde_json::from_str(include_str!("practice.json"))?;
    let (levels, reasons) = entry
        .levels
        .into_iter()
        .map(|(code, (level, reason))| ((code.clone(), level), (code, reason)))
        .unzip();
    let edit = ExampleEdit {
        language: entry.language,
        title: entry.title,
        text: entry.text,
        levels,
        reasons,
    };
    let organiser = people.at(people::ORGANISER).actor();
    let at = call.row.jury_opens_at - 48 * HOUR;
    reviews::save_example(store, &organiser, &call.row.slug, 0, &edit, at).await
}

//! The needs that the demo's competitions have mapped, in five languages.

use crate::{Result, entities::needs};
use domain::{Localised, competitions::College, vocabulary::Sector};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    sector: Sector,
    college: Option<String>,
    priority: i32,
    title: Localised,
    description: Localised,
}

/// The rows for a competition, and the id of each by its key.
pub(super) fn rows(
    competition: Uuid,
    colleges: &[College],
) -> Result<(Vec<needs::Model>, BTreeMap<String, Uuid>)> {
    let entries: Vec<Entry> = serde_json::from_str(include_str!("needs.json"))?;
    let mut rows = Vec::with_capacity(entries.len());
    let mut ids = BTreeMap::new();
    for (position, entry) in (1..).zip(entries) {
        let id = Uuid::now_v7();
        let college = colleges
            .iter()
            .find(|college| Some(&college.code) == entry.college.as_ref());
        rows.push(needs::Model {
            id,
            competition_id: competition,
            college_id: college.map(|college| college.id.0),
            sector: entry.sector.key().to_owned(),
            title: serde_json::to_string(&entry.title)?,
            description: serde_json::to_string(&entry.description)?,
            priority: entry.priority,
            position,
            version: 1,
        });
        ids.insert(entry.key, id);
    }
    Ok((rows, ids))
}

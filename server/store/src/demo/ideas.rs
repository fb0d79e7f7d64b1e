//! What the demo's teams propose: hand-written tables, one file for each call (and language, where there
//! are many). Amounts are in whole francs or euros, as people write them.

use crate::{Error, Result};
use domain::{
    Language,
    money::Currency,
    vocabulary::{Sector, TargetGroup},
};
use serde::Deserialize;

/// A project.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Idea {
    /// Name of the team.
    pub team: String,
    /// That everything is written in.
    #[serde(default)]
    pub language: Language,
    pub title: String,
    pub sector: Sector,
    /// Code of a college.
    pub college: String,
    /// Key of a need in `needs.json`.
    pub need: String,
    pub groups: Vec<TargetGroup>,
    /// Paid, after a year.
    pub jobs: i64,
    pub summary: String,
    pub situation: String,
    pub solution: String,
    pub skills: String,
    /// How it goes on; empty in a draft that is not finished.
    pub future: String,
    /// Milestones, in order.
    pub steps: Vec<String>,
    /// Of the budget.
    #[serde(default)]
    pub currency: Currency,
    /// What, how many, price of one.
    pub budget: Vec<(String, i64, f64)>,
}

impl Idea {
    /// A price in minor units.
    pub fn minor(&self, price: f64) -> i64 {
        let scale = 10_i32.pow(self.currency.digits());
        (price * f64::from(scale)).round() as i64
    }
}

/// The sixty of 2026, in the order of their files.
pub(super) fn of_2026() -> Result<Vec<Idea>> {
    let mut ideas = read(include_str!("ideas/pilot-2026-en.json"))?;
    ideas.extend(read(include_str!("ideas/pilot-2026-fr.json"))?);
    ideas.extend(read(include_str!("ideas/pilot-2026-more.json"))?);
    Ok(ideas)
}

/// The twenty-four of 2025.
pub(super) fn of_2025() -> Result<Vec<Idea>> {
    read(include_str!("ideas/pilot-2025.json"))
}

/// The draft of 2027.
pub(super) fn of_2027() -> Result<Idea> {
    let first = read(include_str!("ideas/pilot-2027.json"))?
        .into_iter()
        .next();
    first.ok_or_else(|| Error::fault("no idea for 2027"))
}

fn read(text: &str) -> Result<Vec<Idea>> {
    Ok(serde_json::from_str(text)?)
}

//! The rubric: weighted criteria with anchored levels. Scores are integers in units of a criterion.
//!
//! Second looks are scored by the same criteria, or by their own where there are any; a review has scores of one of the two.

use crate::{CriterionId, Language, Localised, money};
use serde::{Deserialize, Serialize};

/// What a level of a criterion means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// In units.
    pub level: i32,
    /// What a proposal at this level looks like.
    pub text: Localised,
}

/// A weighted criterion. `min`, `max` and scores are in units; a point has `units_per_point` of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// Short; names columns of exports and inputs of the score sheet.
    pub code: String,
    /// Shown as its title.
    pub name: Localised,
    /// What to look at.
    pub description: Localised,
    /// Relative to the other criteria; positive.
    pub weight: i32,
    /// Lowest score, in units.
    pub min: i32,
    /// Highest score, in units.
    pub max: i32,
    /// 1 for whole points, 4 for quarter points.
    pub units_per_point: i32,
    /// Sorted by level.
    pub anchors: Vec<Anchor>,
    /// Whether a juror may say "cannot judge".
    pub cannot_judge: bool,
    /// Whether only second looks are scored by it. Said only where it is so: rules without it are as they were.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_look: bool,
}

/// The criteria of the first look, and those that second looks have of their own, if any.
#[must_use]
pub fn by_look(rubric: Vec<Criterion>) -> (Vec<Criterion>, Vec<Criterion>) {
    rubric.into_iter().partition(|own| !own.second_look)
}

impl Criterion {
    /// As a reader of `language` sees it.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.name = self.name.only(language);
        self.description = self.description.only(language);
        for anchor in &mut self.anchors {
            anchor.text = anchor.text.only(language);
        }
        self
    }

    /// A score as people read it: `7` or `7.25`.
    #[must_use]
    pub fn points_text(&self, units: i32, language: Language) -> String {
        let places = match self.units_per_point {
            1 => 0,
            2 | 5 | 10 => 1,
            _ => 2,
        };
        money::decimal(
            f64::from(units) / f64::from(self.units_per_point.max(1)),
            places,
            language,
        )
    }

    /// Whether a score is on the scale.
    #[must_use]
    pub const fn holds(&self, units: i32) -> bool {
        units >= self.min && units <= self.max
    }

    /// Reads points as typed (`7,25`) into units.
    #[must_use]
    pub fn parse_points(&self, text: &str) -> Option<i32> {
        let points: f64 = text.trim().replace(',', ".").parse().ok()?;
        let units = points * f64::from(self.units_per_point);
        let whole = units.round();
        ((units - whole).abs() < 1e-9 && whole.abs() < 1e9)
            .then_some(whole as i32)
            .filter(|units| self.holds(*units))
    }
}

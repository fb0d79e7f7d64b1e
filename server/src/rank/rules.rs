//! The rules of a ranking from the command line and from a rules file: which column is what, how much each criterion
//! weighs, how many seats there are.
//!
//! A rules file is TOML; everything in it may be left out, and what the command line says counts more:
//!
//! ```toml
//! seats = 10
//! draws = 20000
//! seed = 1
//! guard = false       # true: weigh down the jurors that are flagged
//!
//! [columns]           # what a column means = its name in the file
//! proposal = "item"
//! juror = "rater"
//! sector = "field"
//! conflict = "coi"
//!
//! [criteria]          # name of a column = its weight, or weight and scale
//! need = 40
//! impact = { weight = 60, min = 0, max = 10 }
//! ```

use super::MOST_DRAWS;
use super::decimals::{Decimal, Scale};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Value;

/// The example above, as the help shows it.
pub const EXAMPLE: &str = r#"A rules file; everything in it may be left out:

    seats = 10
    draws = 20000
    seed = 1
    guard = false       # true: weigh down the jurors that are flagged

    [columns]           # what a column means = its name in the file
    proposal = "item"
    juror = "rater"
    sector = "field"
    conflict = "coi"

    [criteria]          # name of a column = its weight, or weight and scale
    need = 40
    impact = { weight = 60, min = 0, max = 10 }"#;

/// What a column means → its name in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(pub BTreeMap<String, String>);

/// What columns can mean. `score` and criteria exclude each other.
pub const MEANINGS: [&str; 5] = ["proposal", "juror", "score", "sector", "conflict"];

impl Mapping {
    /// Reads `proposal=item,juror=rater,score=y`.
    ///
    /// # Errors
    /// A sentence that names the part.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut mapping = Self::default();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let (meaning, column) = part
                .split_once('=')
                .ok_or_else(|| format!("“{}” has no “=”", part.trim()))?;
            mapping.put(meaning.trim(), column.trim())?;
        }
        Ok(mapping)
    }

    fn put(&mut self, meaning: &str, column: &str) -> Result<(), String> {
        if !MEANINGS.contains(&meaning) {
            let known = MEANINGS.join(", ");
            return Err(format!("“{meaning}” is not one of {known}"));
        }
        if column.is_empty() {
            return Err(format!("no column is named for {meaning}"));
        }
        match self.0.insert(meaning.to_owned(), column.to_owned()) {
            None => Ok(()),
            Some(_) => Err(format!("{meaning} is given twice")),
        }
    }
}

/// A rubric's criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Name of its column.
    pub column: String,
    /// Share in the weighted mean, relative to the other criteria.
    pub weight: u32,
    /// Lowest score allowed, in points.
    pub min: Option<Decimal>,
    /// Highest score allowed, in points.
    pub max: Option<Decimal>,
}

/// A rules file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesFile {
    /// How many are selected.
    pub seats: Option<u32>,
    /// Joint draws from the posterior.
    pub draws: Option<u32>,
    /// Of the draws and of the tie keys.
    pub seed: Option<u64>,
    /// Flagged jurors are weighed down.
    pub guard: bool,
    /// Which column is what.
    pub columns: Mapping,
    /// By name of the column; empty where there is one score.
    pub criteria: Vec<Criterion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    seats: Option<u32>,
    draws: Option<u32>,
    seed: Option<u64>,
    #[serde(default)]
    guard: bool,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    criteria: BTreeMap<String, Value>,
}

impl RulesFile {
    /// Reads the text of a rules file.
    ///
    /// # Errors
    /// A sentence that names the line or the entry.
    pub fn parse(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| error.to_string().trim_end().to_owned())?;
        if written.seats == Some(0) {
            return Err("seats is 0: there is no seat to win".into());
        }
        if let Some(draws) = written.draws.filter(|draws| *draws > MOST_DRAWS) {
            return Err(format!("{draws} draws are more than {MOST_DRAWS}"));
        }
        let mut columns = Mapping::default();
        for (meaning, column) in &written.columns {
            let put = columns.put(meaning, column.trim());
            put.map_err(|what| format!("[columns]: {what}"))?;
        }
        Ok(Self {
            seats: written.seats,
            draws: written.draws,
            seed: written.seed,
            guard: written.guard,
            columns,
            criteria: criteria(&written.criteria)?,
        })
    }
}

fn criteria(written: &BTreeMap<String, Value>) -> Result<Vec<Criterion>, String> {
    let mut weights = Vec::new();
    let mut criteria = Vec::new();
    for (column, value) in written {
        let wrong = |what: &str| format!("[criteria]: {column} {what}");
        let (mut weight, mut min, mut max) = (None, None, None);
        match value {
            Value::Table(parts) => {
                for (key, value) in parts {
                    let place = match key.as_str() {
                        "weight" => &mut weight,
                        "min" => &mut min,
                        "max" => &mut max,
                        other => {
                            return Err(wrong(&format!("knows weight, min and max, not {other}")));
                        }
                    };
                    *place = Some(number(value).map_err(|what| wrong(&format!("{key} {what}")))?);
                }
            }
            weighs => {
                weight = Some(number(weighs).map_err(|what| wrong(&format!("weight {what}")))?)
            }
        }
        if let (Some(min), Some(max)) = (min, max) {
            let scale = Scale::of([min, max].into_iter());
            let scale = scale.map_err(|what| wrong(&format!("has a scale whose ends {what}")))?;
            if scale.units(min) > scale.units(max) {
                return Err(wrong("has its min above its max"));
            }
        }
        weights.push(weight.ok_or_else(|| wrong("has no weight"))?);
        criteria.push(Criterion {
            column: column.trim().to_owned(),
            weight: 0,
            min,
            max,
        });
    }
    let scale = Scale::of(weights.iter().copied())
        .map_err(|what| format!("[criteria]: the weights {what}"))?;
    if scale.rounded {
        return Err("[criteria]: the weights have too many digits".into());
    }
    for (criterion, weight) in criteria.iter_mut().zip(weights) {
        criterion.weight = scale
            .units(weight)
            .and_then(|units| u32::try_from(units).ok())
            .ok_or_else(|| format!("[criteria]: {} has a negative weight", criterion.column))?;
    }
    if !criteria.is_empty() && criteria.iter().all(|criterion| criterion.weight == 0) {
        return Err("[criteria]: no criterion has any weight".into());
    }
    Ok(criteria)
}

fn number(value: &Value) -> Result<Decimal, &'static str> {
    match value {
        Value::Integer(whole) => Decimal::parse(&whole.to_string(), false),
        // The shortest text that reads as the same number is what was typed.
        Value::Float(number) => Decimal::parse(&number.to_string(), false),
        _ => Err("is not a number"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn mapping_is_read_as_the_help_shows_it() {
        let mapping = Mapping::parse("proposal=item, juror = rater,score=y,").unwrap();
        let pairs: Vec<(&str, &str)> = mapping
            .0
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [("juror", "rater"), ("proposal", "item"), ("score", "y")]
        );
        // A name may hold a sign of equality.
        assert_eq!(Mapping::parse("score=a=b").unwrap().0["score"], "a=b");
        let refused = |text, what: &str| assert_eq!(Mapping::parse(text).unwrap_err(), what);
        refused("item", "“item” has no “=”");
        refused(
            "colour=blue",
            "“colour” is not one of proposal, juror, score, sector, conflict",
        );
        refused("score=", "no column is named for score");
        refused("score=a,score=b", "score is given twice");
    }

    #[test]
    fn rules_of_the_module_documentation_are_read() {
        let source = include_str!("rules.rs");
        let example: Vec<&str> = (source
            .lines()
            .skip_while(|line| *line != "//! ```toml")
            .skip(1))
        .take_while(|line| *line != "//! ```")
        .map(|line| line.strip_prefix("//!").unwrap())
        .collect();
        let shown = EXAMPLE.lines().skip(2).map(str::trim);
        assert!(example.iter().map(|line| line.trim()).eq(shown));
        let rules = RulesFile::parse(&example.join("\n")).unwrap();
        assert_eq!(
            (rules.seats, rules.draws, rules.seed, rules.guard),
            (Some(10), Some(20_000), Some(1), false)
        );
        assert_eq!(
            rules.columns,
            Mapping::parse("proposal=item,juror=rater,sector=field,conflict=coi").unwrap()
        );
        let ten = Decimal::parse("10", false).ok();
        let nought = Decimal::parse("0", false).ok();
        let criterion = |column: &str, weight, min, max| Criterion {
            column: column.into(),
            weight,
            min,
            max,
        };
        assert_eq!(
            rules.criteria,
            [
                criterion("impact", 60, nought, ten),
                criterion("need", 40, None, None)
            ]
        );
    }

    #[test]
    fn weights_may_be_decimals() {
        let rules = RulesFile::parse("[criteria]\na = 12.5\nb = 0.25\nc = 1\nd = 0").unwrap();
        let weights: Vec<u32> = rules
            .criteria
            .iter()
            .map(|criterion| criterion.weight)
            .collect();
        assert_eq!(weights, [1250, 25, 100, 0]);
    }

    #[test]
    fn wrong_rules_are_refused_by_name() {
        let refused = |text, part: &str| {
            let what = RulesFile::parse(text).unwrap_err();
            assert!(what.contains(part), "{what}");
        };
        refused("seats = ", "line 1");
        refused("chairs = 10", "unknown field `chairs`");
        refused("seats = -1", "invalid value");
        refused("[columns]\nrater = 'x'", "[columns]: “rater” is not one of");
        refused(
            "[criteria]\na = 'x'",
            "[criteria]: a weight is not a number",
        );
        refused(
            "[criteria]\na = nan",
            "[criteria]: a weight is not a number",
        );
        refused("[criteria]\na = -1", "[criteria]: a has a negative weight");
        refused(
            "[criteria]\na = 0",
            "[criteria]: no criterion has any weight",
        );
        refused("[criteria]\na = { min = 1 }", "[criteria]: a has no weight");
        refused("seats = 0", "seats is 0: there is no seat to win");
        refused("draws = 2000000", "2000000 draws are more than 1000000");
        refused(
            "[criteria]\nb = { weight = 1, min = 10, max = 9.5 }",
            "[criteria]: b has its min above its max",
        );
        refused(
            "[criteria]\na = { weight = 1, top = 1 }",
            "knows weight, min and max, not top",
        );
        refused(
            "[criteria]\na = 1e-12\nb = 1",
            "[criteria]: the weights have too many digits",
        );
    }
}

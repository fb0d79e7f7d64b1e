//! What organisers type about a criterion, and its check.
//!
//! Text in several languages is edited in one: the others stay as they were.

use super::{Anchor, Criterion, edited, edited_or_empty};
use crate::{CriterionId, Error, Language, Localised, Problem, errors::Problems, fields};
use serde::{Deserialize, Serialize};

/// Most criteria of a rubric: of the first look, and of second looks.
pub const MOST_CRITERIA: usize = 12;
/// Most levels with an anchor.
pub const MOST_ANCHORS: usize = 11;
/// How finely a point can be divided.
pub const UNITS_PER_POINT: [i32; 5] = [1, 2, 4, 10, 100];

/// A criterion as typed; levels and bounds are in points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CriterionEdit {
    /// Short, unique in the rubric.
    pub code: String,
    /// Its title.
    pub name: String,
    /// What to look at.
    pub description: String,
    /// 1 to 1,000.
    pub weight: String,
    /// Lowest score in points.
    pub min: String,
    /// Highest score in points.
    pub max: String,
    /// One of [`UNITS_PER_POINT`].
    pub units_per_point: String,
    /// Whether a juror may say "cannot judge".
    pub cannot_judge: bool,
    /// Whether it is one of second looks; a criterion that there is stays where it is.
    pub second_look: bool,
    /// All anchored levels; a row without a level is none.
    pub anchors: Vec<AnchorEdit>,
}

/// An anchored level as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnchorEdit {
    /// In points.
    pub level: String,
    /// What a proposal at this level looks like.
    pub text: String,
}

impl CriterionEdit {
    /// The criterion that was typed. `before` is the one that is being edited.
    ///
    /// # Errors
    /// `Invalid` with every problem; an anchor's are named `anchors[0][level]`.
    pub fn check(
        &self,
        id: CriterionId,
        before: Option<&Criterion>,
        language: Language,
    ) -> Result<Criterion, Error> {
        let mut problems = Problems::new();
        let none = Localised::default();
        let text = |of: fn(&Criterion) -> &Localised| before.map_or(&none, of);
        let code = problems.check("code", fields::slug(&self.code));
        let name = problems.check("name", edited(text(|c| &c.name), language, &self.name, 120));
        let description =
            edited_or_empty(text(|c| &c.description), language, &self.description, 1_000);
        let description = problems.check("description", description);
        let weight = problems.check("weight", fields::whole(&self.weight, 1, 1_000));
        let per_point = fields::whole(&self.units_per_point, 1, 100).and_then(|n| {
            if UNITS_PER_POINT.contains(&(n as i32)) {
                Ok(n as i32)
            } else {
                Err(Problem::NotAChoice)
            }
        });
        let per_point = problems.check("units_per_point", per_point);
        let scale = per_point.unwrap_or(100);
        let min = problems.check("min", units(&self.min, scale));
        let max = problems.check("max", units(&self.max, scale));
        if let (Some(min), Some(max)) = (min, max)
            && min >= max
        {
            problems.add(
                "max",
                Problem::Other {
                    what: "max_not_above_min".into(),
                },
            );
        }
        let bounds = min.zip(max).filter(|(min, max)| min < max);
        let anchors = self.anchors(bounds, scale, before, language, &mut problems);
        problems.finish()?;
        let all = (code, name, description, weight, min, max, per_point);
        let (
            Some(code),
            Some(name),
            Some(description),
            Some(weight),
            Some(min),
            Some(max),
            Some(units_per_point),
        ) = all
        else {
            return Err(Error::BadRequest);
        };
        Ok(Criterion {
            id,
            code,
            name,
            description,
            weight: weight as i32,
            min,
            max,
            units_per_point,
            anchors,
            cannot_judge: self.cannot_judge,
            second_look: before.map_or(self.second_look, |own| own.second_look),
        })
    }

    fn anchors(
        &self,
        bounds: Option<(i32, i32)>,
        scale: i32,
        before: Option<&Criterion>,
        language: Language,
        problems: &mut Problems,
    ) -> Vec<Anchor> {
        let none = Localised::default();
        let mut anchors: Vec<Anchor> = Vec::new();
        for (i, row) in self.anchors.iter().enumerate() {
            let level_field = format!("anchors[{i}][level]");
            if row.level.trim().is_empty() {
                if !row.text.trim().is_empty() {
                    problems.add(level_field, Problem::Required);
                }
                continue;
            }
            let Some(level) = problems.check(&level_field, units(&row.level, scale)) else {
                continue;
            };
            if bounds.is_some_and(|(min, max)| level < min || level > max) {
                problems.add(
                    level_field,
                    Problem::Other {
                        what: "not_on_scale".into(),
                    },
                );
            } else if anchors.iter().any(|anchor| anchor.level == level) {
                problems.add(level_field, Problem::Taken);
            } else if anchors.len() >= MOST_ANCHORS {
                problems.add(
                    level_field,
                    Problem::Other {
                        what: "too_many".into(),
                    },
                );
            } else {
                // Anchors are matched by their level in points, which stays when the scale gets finer.
                let known = before.and_then(|c| {
                    c.anchors.iter().find(|a| {
                        i64::from(a.level) * i64::from(scale)
                            == i64::from(level) * i64::from(c.units_per_point)
                    })
                });
                let text = edited(known.map_or(&none, |a| &a.text), language, &row.text, 400);
                if let Some(text) = problems.check(&format!("anchors[{i}][text]"), text) {
                    anchors.push(Anchor { level, text });
                }
            }
        }
        anchors.sort_by_key(|anchor| anchor.level);
        anchors
    }
}

/// Points as typed (`7,5`) in units: −1,000 to 1,000 points, and a whole number of units.
fn units(text: &str, per_point: i32) -> Result<i32, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let points: f64 = text
        .replace(',', ".")
        .parse()
        .map_err(|_| Problem::NotANumber)?;
    if !points.is_finite() {
        return Err(Problem::NotANumber);
    }
    if points.abs() > 1_000.0 {
        return Err(Problem::OutOfRange {
            min: -1_000,
            max: 1_000,
        });
    }
    let units = points * f64::from(per_point);
    if (units - units.round()).abs() > 1e-9 {
        return Err(Problem::Other {
            what: "not_on_scale".into(),
        });
    }
    Ok(units.round() as i32)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const ID: CriterionId = CriterionId(uuid::Uuid::nil());

    fn edit() -> CriterionEdit {
        let anchor = |level: &str, text: &str| AnchorEdit {
            level: level.into(),
            text: text.into(),
        };
        CriterionEdit {
            code: "Need".into(),
            name: "Relevance".into(),
            description: String::new(),
            weight: "25".into(),
            min: "1".into(),
            max: "5".into(),
            units_per_point: "4".into(),
            cannot_judge: true,
            second_look: false,
            anchors: vec![
                anchor("5", "High"),
                anchor("", " "),
                anchor("2,5", "Middle"),
            ],
        }
    }

    #[test]
    fn criterion_is_kept_in_units_with_sorted_anchors() {
        let criterion = edit().check(ID, None, Language::En).unwrap();
        assert_eq!((criterion.min, criterion.max), (4, 20));
        let levels: Vec<i32> = criterion.anchors.iter().map(|a| a.level).collect();
        assert_eq!(levels, [10, 20]);
        assert_eq!(criterion.code, "need");
    }

    #[test]
    fn criterion_edited_in_another_language_keeps_both_even_on_a_finer_scale() {
        let before = edit().check(ID, None, Language::En).unwrap();
        let mut french = edit();
        french.units_per_point = "10".into();
        french.name = "Pertinence".into();
        french.anchors[0].text = "Élevé".into();
        let after = french.check(ID, Some(&before), Language::Fr).unwrap();
        assert_eq!(after.name.get(Language::En), "Relevance");
        assert_eq!(after.name.get(Language::Fr), "Pertinence");
        assert_eq!(after.anchors[1].level, 50);
        assert_eq!(after.anchors[1].text.get(Language::En), "High");
        assert_eq!(after.anchors[1].text.get(Language::Fr), "Élevé");
    }

    #[test]
    fn criterion_with_many_faults_names_all_of_them() {
        let mut bad = edit();
        bad.weight = "0".into();
        bad.units_per_point = "3".into();
        bad.min = "5".into();
        bad.anchors.push(AnchorEdit {
            level: String::new(),
            text: "Lost".into(),
        });
        bad.anchors.push(AnchorEdit {
            level: "5".into(),
            text: "Again".into(),
        });
        bad.anchors.push(AnchorEdit {
            level: "3".into(),
            text: String::new(),
        });
        let other = |what: &str| Problem::Other { what: what.into() };
        let Err(Error::Invalid(found)) = bad.check(ID, None, Language::En) else {
            panic!("accepted");
        };
        let found: Vec<_> = found.into_iter().map(|e| (e.field, e.problem)).collect();
        assert_eq!(
            found,
            [
                (
                    "weight".to_owned(),
                    Problem::OutOfRange { min: 1, max: 1_000 }
                ),
                ("units_per_point".to_owned(), Problem::NotAChoice),
                ("max".to_owned(), other("max_not_above_min")),
                ("anchors[3][level]".to_owned(), Problem::Required),
                ("anchors[4][level]".to_owned(), Problem::Taken),
                ("anchors[5][text]".to_owned(), Problem::Required),
            ]
        );
    }

    #[test]
    fn anchor_outside_of_the_scale_is_refused() {
        let mut bad = edit();
        bad.anchors[0].level = "6".into();
        bad.anchors[2].level = "2,3".into();
        let off = || Problem::Other {
            what: "not_on_scale".into(),
        };
        let Err(Error::Invalid(found)) = bad.check(ID, None, Language::En) else {
            panic!("accepted");
        };
        let found: Vec<_> = found.into_iter().map(|e| (e.field, e.problem)).collect();
        assert_eq!(
            found,
            [
                ("anchors[0][level]".to_owned(), off()),
                ("anchors[2][level]".to_owned(), off())
            ]
        );
    }
}

//! The answer of `icumi rank`, and its form with `--format json`.
//!
//! One object. Numbers have full precision; all scores are in points, on the scale of the file (with several criteria:
//! of their weighted mean). Later versions only add fields.
//!
//! | field | is |
//! |---|---|
//! | `observations` | reviews counted |
//! | `intercept` | estimated mean of all proposals |
//! | `reml_criterion` | −2 · restricted log-likelihood at the estimates, as lme4's `REMLcrit` |
//! | `variance` | REML estimates in squared points: `proposal`, `juror`, `sector` (`null` without `--sector`), `residual` |
//! | `proposals` | all of them by rank, see below |
//! | `jurors` | those with a counted review, in the order of their names, see below |
//! | `warnings` | what a reader must know, see below |
//!
//! A proposal:
//!
//! | field | is |
//! |---|---|
//! | `id` | its name in the file |
//! | `scores` | reviews counted |
//! | `raw_mean` | their plain mean; `null` without any |
//! | `effect` | best linear unbiased prediction of its distance from the intercept, that of its sector included; positive is better |
//! | `adjusted` | `intercept` + `effect` |
//! | `interval_90` | `[low, high]`, central 90 % posterior interval of `adjusted` |
//! | `rank` | 1 is best; all differ |
//! | `rank_interval_90` | `[low, high]`, central 90 % posterior interval of the rank |
//! | `p_selected` | probability that it belongs in the seats |
//! | `selected` | whether it is among the first `--seats` ranks |
//! | `close_call` | whether `p_selected` lies between 0.3 and 0.7 |
//!
//! The intervals and `p_selected` are `null` without any review, with `--draws 0`, and where the scores cannot carry them
//! (the warning says so). Where all scores are equal, `interval_90` is `null` while `rank_interval_90` is not.
//!
//! A juror: `id`, `scores` (reviews counted), `severity` (best linear unbiased prediction; positive is more generous than
//! the jury, negative stricter) and `flagged`: residual variance above twice the jury's. That is a question to ask and no
//! verdict; their scores count in full unless the rules say `guard = true`.
//!
//! A warning has a `kind`, a `message` in words, and by its kind:
//!
//! | `kind` | further fields | says |
//! |---|---|---|
//! | `do_not_separate` | | the variance between proposals is nought: the seats are settled by the tie rule |
//! | `no_replication` | | no proposal has two reviews: no intervals and no probabilities |
//! | `disconnected` | `islands`: lists of ids | without a common juror these cannot be compared: do not publish |
//! | `seats_cover_all` | | as many seats as proposals, or more |
//! | `unscored` | `proposals`: ids, `seats_by_tie` | without a counted review: last; the tie rule gives so many seats to them (nought where all are selected) |
//! | `other_model_differs` | `seats` | the model that does not shrink proposals fills so many seats differently |
//! | `all_equal` | | all scores are equal |
//! | `empty_reviews` | `reviews`: `[proposal, juror]` each | no score in them: not counted |
//! | `severity_unknown` | | one juror, or one review each: taken as nought |
//! | `sector_unknown` | | the sector effect cannot be estimated and was left out |
//! | `conflicts_left_out` | `rows` | rows with a conflict of interest |
//! | `incomplete_reviews` | `lines` | reviews with an empty score: not counted |
//! | `partly_judged` | `reviews` | how many reviews do not judge every criterion: the rest counts |
//! | `scores_rounded` | `column`, `places` | more digits than fit: rounded to that many behind the point |
//! | `other` | | anything newer than this list |

use serde::Serialize;
use std::io;

/// The answer as JSON, a line feed behind it.
///
/// # Errors
/// Only when memory cannot be had; the writer has no other reason.
pub fn written(answer: &Answer) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(answer)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What `icumi rank` finds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Reviews counted.
    pub observations: u32,
    /// Points.
    pub intercept: f64,
    /// As lme4's `REMLcrit`.
    pub reml_criterion: f64,
    /// Squared points.
    pub variance: Variance,
    /// By rank.
    pub proposals: Vec<Proposal>,
    /// By name.
    pub jurors: Vec<Juror>,
    /// What a reader must know.
    pub warnings: Vec<Warning>,
    /// Flagged jurors are weighed down, as the rules said.
    #[serde(skip)]
    pub guard: bool,
}

/// REML estimates, in squared points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Variance {
    /// Between proposals.
    pub proposal: f64,
    /// Between jurors.
    pub juror: f64,
    /// Between sectors, where the model has them.
    pub sector: Option<f64>,
    /// What remains.
    pub residual: f64,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// Its name in the file.
    pub id: String,
    /// Reviews counted.
    pub scores: u32,
    /// Points.
    pub raw_mean: Option<f64>,
    /// Points; positive is better.
    pub effect: f64,
    /// Points.
    pub adjusted: f64,
    /// Points.
    pub interval_90: Option<(f64, f64)>,
    /// 1 is best.
    pub rank: u32,
    /// Ranks.
    pub rank_interval_90: Option<(u32, u32)>,
    /// 0 to 1.
    pub p_selected: Option<f64>,
    /// Among the seats.
    pub selected: bool,
    /// Too close to call.
    pub close_call: bool,
}

/// One juror.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Juror {
    /// Their name in the file.
    pub id: String,
    /// Reviews counted.
    pub scores: u32,
    /// Points; positive is more generous.
    pub severity: f64,
    /// Much noisier than the jury.
    pub flagged: bool,
}

/// Something that limits the ranking.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Warning {
    /// For programs.
    #[serde(flatten)]
    pub what: What,
    /// For people.
    pub message: String,
}

/// The kind of a warning with its data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    DoNotSeparate,
    NoReplication,
    Disconnected {
        islands: Vec<Vec<String>>,
    },
    SeatsCoverAll,
    Unscored {
        proposals: Vec<String>,
        seats_by_tie: u32,
    },
    OtherModelDiffers {
        seats: u32,
    },
    AllEqual,
    EmptyReviews {
        reviews: Vec<(String, String)>,
    },
    SeverityUnknown,
    SectorUnknown,
    ConflictsLeftOut {
        rows: u32,
    },
    IncompleteReviews {
        lines: Vec<u32>,
    },
    PartlyJudged {
        reviews: u32,
    },
    ScoresRounded {
        column: String,
        places: u32,
    },
    Other,
}

impl What {
    /// The warning with its words.
    #[must_use]
    pub fn with_words(self) -> Warning {
        let message = self.message();
        Warning {
            what: self,
            message,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;

    pub fn answer() -> Answer {
        let proposal = |id: &str, rank| Proposal {
            id: id.into(),
            scores: 0,
            raw_mean: None,
            effect: -0.5,
            adjusted: 6.5,
            interval_90: None,
            rank,
            rank_interval_90: None,
            p_selected: None,
            selected: false,
            close_call: false,
        };
        let first = Proposal {
            scores: 2,
            raw_mean: Some(7.125),
            effect: 0.1,
            adjusted: 7.1,
            interval_90: Some((6.5, 7.75)),
            rank_interval_90: Some((1, 2)),
            p_selected: Some(0.65),
            selected: true,
            close_call: true,
            ..proposal("=SUM(A1)", 1)
        };
        let noisy = Juror {
            id: "J\n1".into(),
            scores: 2,
            severity: -0.25,
            flagged: true,
        };
        let islands = vec![vec!["P1".into(), "P3".into()], vec!["P2".into()]];
        Answer {
            observations: 2,
            intercept: 7.0,
            reml_criterion: 1.5,
            variance: Variance {
                proposal: 0.25,
                juror: 1.0,
                sector: None,
                residual: 0.1 + 0.2,
            },
            proposals: vec![first, proposal("P, \"2\"", 2)],
            jurors: vec![noisy],
            warnings: vec![What::Disconnected { islands }.with_words()],
            guard: false,
        }
    }

    #[test]
    fn json_has_the_documented_fields_in_full_precision() {
        let text = String::from_utf8(written(&answer()).unwrap()).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            value.to_string(),
            serde_json::json!({
                "observations": 2,
                "intercept": 7.0,
                "reml_criterion": 1.5,
                "variance": {"proposal": 0.25, "juror": 1.0, "sector": null, "residual": 0.30000000000000004},
                "proposals": [
                    {"id": "=SUM(A1)", "scores": 2, "raw_mean": 7.125, "effect": 0.1, "adjusted": 7.1, "interval_90": [6.5, 7.75],
                     "rank": 1, "rank_interval_90": [1, 2], "p_selected": 0.65, "selected": true, "close_call": true},
                    {"id": "P, \"2\"", "scores": 0, "raw_mean": null, "effect": -0.5, "adjusted": 6.5, "interval_90": null,
                     "rank": 2, "rank_interval_90": null, "p_selected": null, "selected": false, "close_call": false},
                ],
                "jurors": [{"id": "J\n1", "scores": 2, "severity": -0.25, "flagged": true}],
                "warnings": [{
                    "kind": "disconnected",
                    "islands": [["P1", "P3"], ["P2"]],
                    "message": "2 groups of proposals share no juror and cannot be compared; do not publish before somebody reviews in two \
                                of them: “P1”, “P3”; “P2”"
                }]
            })
            .to_string()
        );
    }

    #[test]
    fn every_kind_of_warning_is_documented_with_its_fields() {
        let source = include_str!("json.rs");
        let all = [
            What::DoNotSeparate,
            What::NoReplication,
            What::Disconnected {
                islands: Vec::new(),
            },
            What::SeatsCoverAll,
            What::Unscored {
                proposals: Vec::new(),
                seats_by_tie: 0,
            },
            What::OtherModelDiffers { seats: 2 },
            What::AllEqual,
            What::EmptyReviews {
                reviews: Vec::new(),
            },
            What::SeverityUnknown,
            What::SectorUnknown,
            What::ConflictsLeftOut { rows: 2 },
            What::IncompleteReviews { lines: Vec::new() },
            What::PartlyJudged { reviews: 2 },
            What::ScoresRounded {
                column: "y".into(),
                places: 8,
            },
            What::Other,
        ];
        for what in all {
            let warning = serde_json::to_value(what.with_words()).unwrap();
            let kind = warning["kind"].as_str().unwrap();
            let line = source
                .lines()
                .find(|line| line.starts_with(&format!("//! | `{kind}` |")))
                .expect(kind);
            for field in warning
                .as_object()
                .unwrap()
                .keys()
                .filter(|key| !["kind", "message"].contains(&key.as_str()))
            {
                assert!(line.contains(&format!("`{field}`")), "{kind}: {field}");
            }
        }
    }
}

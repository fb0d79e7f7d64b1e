//! Between the canonical input and the crate `ranking`: numbers in, numbers out.

use crate::{Error, Result};
use domain::selection::{
    JurorEstimate, METHOD, NoResult, Place, SecondLookEffect, SelectionInput, SelectionResult,
    SelectionWarning, Variances,
};
use ranking::{Ranking, Refusal, Rules, Scores, Warning};
use std::collections::BTreeMap;

/// Computes a result on a thread where that blocks nobody.
///
/// # Errors
/// When the thread cannot be had; a refusal of the ranking is the inner error.
pub async fn compute_apart(
    input: SelectionInput,
) -> Result<std::result::Result<SelectionResult, NoResult>> {
    tokio::task::spawn_blocking(move || compute(&input))
        .await
        .map_err(Error::fault)
}

/// Computes the result of an input. The same input has the same result on every machine. Takes from
/// milliseconds to seconds.
///
/// # Errors
/// Why there is none.
pub fn compute(input: &SelectionInput) -> std::result::Result<SelectionResult, NoResult> {
    if input.method != METHOD {
        return Err(NoResult::Contradiction {
            detail: format!("unknown method {}", input.method),
        });
    }
    let seed = input
        .seed
        .parse()
        .map_err(|error| NoResult::Contradiction {
            detail: format!("seed: {error}"),
        })?;
    let rules = Rules {
        seats: input.seats,
        draws: input.draws,
        seed,
        guard: input.guard,
        sector_effect: input.sector_effect,
    };
    let ranking = ranking::rank(&scores(input), &rules).map_err(refusal)?;
    Ok(result(input, ranking))
}

/// The scores as the crate `ranking` takes them.
#[must_use]
pub fn scores(input: &SelectionInput) -> Scores {
    let mut sectors = BTreeMap::new();
    for sector in input.proposals.iter().filter_map(|p| p.sector.as_deref()) {
        let next = sectors.len() as u32;
        sectors.entry(sector).or_insert(next);
    }
    Scores {
        proposals: input.proposals.len() as u32,
        jurors: input.jurors.len() as u32,
        sectors: input
            .proposals
            .iter()
            .map(|proposal| sectors.get(proposal.sector.as_deref()?).copied())
            .collect(),
        criteria: input
            .criteria
            .iter()
            .map(|criterion| ranking::Criterion {
                weight: criterion.weight,
                min: criterion.min,
                max: criterion.max,
                units_per_point: criterion.units_per_point,
                second_look: criterion.second_look,
            })
            .collect(),
        reviews: input
            .reviews
            .iter()
            .map(|review| ranking::Review {
                proposal: review.proposal,
                juror: review.juror,
                scores: review.scores.clone(),
            })
            .collect(),
        tie_keys: input
            .proposals
            .iter()
            .map(|proposal| bytes(&input.tie_key(proposal.id)))
            .collect(),
    }
}

fn bytes(hex: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(pair).unwrap_or("0");
        *byte = u8::from_str_radix(digits, 16).unwrap_or(0);
    }
    bytes
}

fn refusal(refusal: Refusal) -> NoResult {
    match refusal {
        Refusal::NoProposals => NoResult::NoProposals,
        Refusal::NoScores => NoResult::NoScores,
        other => NoResult::Contradiction {
            detail: other.to_string(),
        },
    }
}

fn result(input: &SelectionInput, ranking: Ranking) -> SelectionResult {
    let number = |proposal: u32| input.proposals[proposal as usize].number;
    let places: Vec<Place> = ranking
        .proposals
        .iter()
        .map(|ranked| Place {
            number: number(ranked.proposal),
            rank: ranked.rank,
            selected: ranked.selected,
            reviews: ranked.scores,
            raw_mean: ranked.raw_mean,
            adjusted: ranked.adjusted,
            interval: ranked.interval_90,
            rank_interval: ranked.rank_interval_90,
            p_selected: ranked.p_selected,
            close_call: ranked.close_call,
        })
        .collect();
    let mut jurors: Vec<JurorEstimate> = ranking
        .jurors
        .iter()
        .map(|juror| JurorEstimate {
            number: input.jurors[juror.juror as usize],
            reviews: juror.scores,
            severity: juror.severity,
            noise: juror.noise,
            flagged: juror.flagged,
        })
        .collect();
    jurors.sort_by_key(|juror| juror.number);
    let mut warnings: Vec<SelectionWarning> = ranking
        .warnings
        .into_iter()
        .filter_map(|warning| in_words(warning, number))
        .collect();
    let mut thin: Vec<i32> = places
        .iter()
        .filter(|place| place.reviews > 0 && place.reviews < input.reviews_per_proposal)
        .map(|place| place.number)
        .collect();
    if !thin.is_empty() {
        thin.sort_unstable();
        warnings.push(SelectionWarning::Thin {
            wanted: input.reviews_per_proposal,
            proposals: thin,
        });
    }
    SelectionResult {
        format: 1,
        seats: input.seats,
        reviews: ranking.observations,
        intercept: ranking.intercept,
        variance: Variances {
            proposal: ranking.variance.proposal,
            juror: ranking.variance.juror,
            sector: ranking.variance.sector,
            residual: ranking.variance.residual,
        },
        places,
        jurors,
        warnings,
        second_look: ranking.second_look.map(|found| SecondLookEffect {
            reviews: found.scores,
            effect: found.effect,
        }),
    }
}

fn in_words(warning: Warning, number: impl Fn(u32) -> i32) -> Option<SelectionWarning> {
    let numbers = |list: Vec<u32>| {
        let mut numbers: Vec<i32> = list.into_iter().map(&number).collect();
        numbers.sort_unstable();
        numbers
    };
    Some(match warning {
        Warning::ScoresDoNotSeparate => SelectionWarning::DoNotSeparate,
        Warning::NoReplication => SelectionWarning::NoReplication,
        Warning::Disconnected { islands } => SelectionWarning::Disconnected {
            islands: islands.into_iter().map(numbers).collect(),
        },
        Warning::SeatsCoverAll => SelectionWarning::SeatsCoverAll,
        Warning::Unscored { proposals } => SelectionWarning::Unscored {
            proposals: numbers(proposals),
        },
        Warning::TenDiffers { seats } => SelectionWarning::OtherModelDiffers { seats },
        Warning::AllScoresEqual => SelectionWarning::AllEqual,
        Warning::EmptyReviews { reviews } => SelectionWarning::EmptyReviews {
            count: reviews.len() as u32,
        },
        Warning::SeverityUnknown => SelectionWarning::SeverityUnknown,
        Warning::SectorUnknown => SelectionWarning::SectorUnknown,
        _ => return None,
    })
}

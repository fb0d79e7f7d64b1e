//! From scores to seats: fits the model, handles every case that the data cannot carry, and puts proposals in order.

use crate::estimates::{Estimates, Scope};
use crate::islands::islands;
use crate::observations::Observations;
use crate::posteriors;
use crate::ranking::{JurorEffect, LeftOut, LookEffect, Ranked, Ranking, Warning};
use crate::rules::Rules;
use crate::scores::{BadRule, Refusal, Scores};
use crate::ties;

/// A close call has a probability in this range.
const CLOSE: (f64, f64) = (0.30, 0.70);

/// Ranks the proposals and states how sure that is.
///
/// The same scores and rules give the same bits, whatever the order of the reviews.
///
/// # Errors
/// A typed [`Refusal`] when the input contradicts itself or holds nothing to rank.
pub fn rank(scores: &Scores, rules: &Rules) -> Result<Ranking, Refusal> {
    if rules.seats == 0 {
        return Err(Refusal::BadRules(BadRule::NoSeats));
    }
    let observations = Observations::new(scores)?;
    let scope = Scope::of(&observations, rules);
    let estimates = Estimates::of(&observations, &scope, rules);
    let keys = ties::keys(&observations, &scores.tie_keys);
    let order = ties::order(&estimates.adjusted, estimates.tolerance, &keys);
    let unshrunk = (scope.replicated && estimates.separated)
        .then(|| ties::order(&estimates.unshrunk(), estimates.tolerance, &keys));
    let warnings = warnings(
        rules,
        &observations,
        &scope,
        &estimates,
        &order,
        unshrunk.as_deref(),
    );
    let chances = chances(rules, &observations, &scope, &estimates);
    let jurors = jurors(&observations, &estimates);
    Ok(Ranking {
        proposals: ranked(scores, rules, &observations, &estimates, &order, &chances),
        jurors,
        variance: estimates.variance,
        intercept: estimates.intercept,
        reml_criterion: estimates.criterion,
        second_look: estimates.second_look.map(|effect| {
            let rows = observations.rows.iter();
            let scores = rows.filter(|row| row.second_look).count() as u32;
            LookEffect { scores, effect }
        }),
        observations: observations.rows.len() as u32,
        warnings,
    })
}

/// Selects again without each juror in turn, by index of the juror. A change or two is normal: removing the worst juror of twelve
/// moves two seats.
///
/// Without the only juror nothing can be selected: then `selected` is empty.
///
/// # Errors
/// As [`rank`].
pub fn leave_one_juror_out(scores: &Scores, rules: &Rules) -> Result<Vec<LeftOut>, Refusal> {
    let rules = Rules {
        draws: 0,
        ..rules.clone()
    };
    let full = rank(scores, &rules)?;
    let seated = selected(&full);
    let mut left_out = Vec::with_capacity(full.jurors.len());
    for juror in full.jurors.iter().map(|effect| effect.juror) {
        let mut rest = scores.clone();
        rest.reviews.retain(|review| review.juror != juror);
        let selected = match rank(&rest, &rules) {
            Ok(ranking) => selected(&ranking),
            Err(Refusal::NoScores) => Vec::new(),
            Err(refusal) => return Err(refusal),
        };
        let kept = seated
            .iter()
            .filter(|proposal| selected.binary_search(proposal).is_ok())
            .count();
        left_out.push(LeftOut {
            juror,
            selected,
            seats_changed: (seated.len() - kept) as u32,
        });
    }
    Ok(left_out)
}

/// The selected proposals by index.
fn selected(ranking: &Ranking) -> Vec<u32> {
    let seated = ranking.proposals.iter().filter(|ranked| ranked.selected);
    let mut selected: Vec<u32> = seated.map(|ranked| ranked.proposal).collect();
    selected.sort_unstable();
    selected
}

/// What the posterior says of one item.
#[derive(Clone, Copy, Default)]
struct Chance {
    interval: Option<(f64, f64)>,
    ranks: Option<(u32, u32)>,
    p: Option<f64>,
}

fn chances(
    rules: &Rules,
    observations: &Observations,
    scope: &Scope,
    estimates: &Estimates,
) -> Vec<Chance> {
    let items = observations.items.len();
    if rules.draws == 0 || !scope.replicated {
        return vec![Chance::default(); items];
    }
    // Proposals that the scores do not tell apart have the same chance, whatever a draw may say.
    let even = (!estimates.separated).then(|| {
        let p = (f64::from(rules.seats) / items as f64).min(1.0);
        let rank_at = |share: f64| ((share * items as f64).ceil() as u32).max(1);
        Chance {
            interval: None,
            ranks: Some((rank_at(0.05), rank_at(0.95))),
            p: Some(p),
        }
    });
    let Some(model) = &estimates.model else {
        return vec![even.unwrap_or_default(); items];
    };
    let tally = posteriors::draw(
        &model.design,
        &model.fit,
        model.free,
        rules.seats,
        rules.draws,
        rules.seed,
    );
    (0..items)
        .map(|item| {
            let interval = Some(tally.interval(item));
            let drawn = Chance {
                interval,
                ranks: Some(tally.rank_interval(item)),
                p: Some(tally.p_selected(item)),
            };
            even.map_or(drawn, |even| Chance { interval, ..even })
        })
        .collect()
}

fn jurors(observations: &Observations, estimates: &Estimates) -> Vec<JurorEffect> {
    let counts = observations.rater_counts();
    (observations.raters.iter().zip(counts).enumerate())
        .map(|(rater, (&juror, scores))| JurorEffect {
            juror,
            scores,
            severity: estimates.severity[rater],
            noise: estimates.noise[rater],
            flagged: estimates.flagged[rater],
        })
        .collect()
}

fn ranked(
    scores: &Scores,
    rules: &Rules,
    observations: &Observations,
    estimates: &Estimates,
    order: &[usize],
    chances: &[Chance],
) -> Vec<Ranked> {
    let counts = observations.item_counts();
    let mut sums = vec![0.0; observations.items.len()];
    for row in &observations.rows {
        sums[row.item] += row.y;
    }
    let all = ties::all(order, observations, &scores.tie_keys);
    let place = |(rank, (proposal, item)): (u32, (u32, Option<usize>))| {
        let chance = item.map_or(Chance::default(), |item| chances[item]);
        let adjusted = item.map_or(estimates.intercept, |item| estimates.adjusted[item]);
        Ranked {
            proposal,
            scores: item.map_or(0, |item| counts[item]),
            raw_mean: item.map(|item| sums[item] / f64::from(counts[item])),
            effect: adjusted - estimates.intercept,
            adjusted,
            interval_90: chance.interval,
            rank,
            rank_interval_90: chance.ranks,
            p_selected: chance.p,
            selected: rank <= rules.seats,
            close_call: chance.p.is_some_and(|p| p >= CLOSE.0 && p <= CLOSE.1),
        }
    };
    (1u32..).zip(all).map(place).collect()
}

fn warnings(
    rules: &Rules,
    observations: &Observations,
    scope: &Scope,
    estimates: &Estimates,
    order: &[usize],
    unshrunk: Option<&[usize]>,
) -> Vec<Warning> {
    let (items, raters) = (observations.items.len(), observations.raters.len());
    let mut warnings = Vec::new();
    if scope.replicated && !estimates.separated && items > 1 {
        warnings.push(Warning::ScoresDoNotSeparate);
    }
    if !scope.replicated {
        warnings.push(Warning::NoReplication);
    }
    let islands = islands(
        items,
        raters,
        observations.rows.iter().map(|row| (row.item, row.rater)),
    );
    if islands.len() > 1 {
        let name = |island: &Vec<usize>| {
            island
                .iter()
                .map(|&item| observations.items[item])
                .collect()
        };
        warnings.push(Warning::Disconnected {
            islands: islands.iter().map(name).collect(),
        });
    }
    if rules.seats as usize >= items + observations.unscored.len() {
        warnings.push(Warning::SeatsCoverAll);
    }
    if !observations.unscored.is_empty() {
        warnings.push(Warning::Unscored {
            proposals: observations.unscored.clone(),
        });
    }
    let seats = (rules.seats as usize).min(items);
    if let Some(other) = unshrunk {
        let mut seated = vec![false; items];
        for &item in &other[..seats] {
            seated[item] = true;
        }
        let differing = order[..seats].iter().filter(|&&item| !seated[item]).count() as u32;
        if differing >= 2 {
            warnings.push(Warning::TenDiffers { seats: differing });
        }
    }
    if scope.all_equal {
        warnings.push(Warning::AllScoresEqual);
    }
    if !observations.empty.is_empty() {
        warnings.push(Warning::EmptyReviews {
            reviews: observations.empty.clone(),
        });
    }
    if !scope.severity {
        warnings.push(Warning::SeverityUnknown);
    }
    if rules.sector_effect && !scope.sectors {
        warnings.push(Warning::SectorUnknown);
    }
    warnings
}

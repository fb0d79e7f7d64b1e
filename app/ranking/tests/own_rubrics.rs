//! A second look by a rubric of its own: how differently it is scored must not matter to anybody's rank.
#![allow(clippy::unwrap_used)]

use ranking::{Criterion, Ranking, Refusal, Review, Rules, Scores, rank};

const PROPOSALS: usize = 40;
const JURORS: usize = 10;
const SEATS: usize = 10;

/// A jury whose true qualities are known, in tenths of points.
struct Jury {
    quality: Vec<f64>,
    scores: Scores,
    looked: Vec<usize>,
}

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// Nearly normal, of variance 1.
    fn normal(&mut self) -> f64 {
        let sum: f64 = (0..12).map(|_| self.below(10_000) as f64 / 10_000.0).sum();
        sum - 6.0
    }
}

/// The second rubric has a scale of its own and is scored `shift` points differently.
fn jury(seed: u64, shift: f64) -> Jury {
    let mut numbers = Numbers(seed);
    let quality: Vec<f64> = (0..PROPOSALS).map(|_| 0.8 * numbers.normal()).collect();
    let severity: Vec<f64> = (0..JURORS).map(|_| 0.6 * numbers.normal()).collect();
    let mut score = |proposal: usize, juror: usize, shift: f64| {
        let exact = quality[proposal] + severity[juror] + shift + 0.8 * numbers.normal();
        (10.0 * exact).round() as i32 + 100
    };
    let mut reviews = Vec::new();
    let mut means = Vec::new();
    for proposal in 0..PROPOSALS {
        let mut sum = 0;
        for turn in 0..3 {
            let juror = (proposal * 3 + turn * (1 + proposal % 3)) % JURORS;
            let value = score(proposal, juror, 0.0);
            sum += value;
            reviews.push(review(proposal, juror, [Some(value), None]));
        }
        means.push((sum, proposal));
    }
    // Who lies around the cut by what the first look said.
    means.sort_unstable();
    let near = means.iter().rev().skip(SEATS - 6).take(12);
    let looked: Vec<usize> = near.map(|(_, proposal)| *proposal).collect();
    for &proposal in &looked {
        let read = |juror: &usize| {
            let mut own = reviews
                .iter()
                .filter(|own: &&Review| own.proposal as usize == proposal);
            !own.any(|own| own.juror as usize == *juror)
        };
        let others: Vec<usize> = (0..JURORS).filter(read).take(3).collect();
        for juror in others {
            let value = score(proposal, juror, shift);
            reviews.push(review(proposal, juror, [None, Some(2 * value)]));
        }
    }
    Jury {
        quality,
        looked,
        scores: Scores {
            proposals: PROPOSALS as u32,
            jurors: JURORS as u32,
            sectors: Vec::new(),
            criteria: vec![criterion(1, false), criterion(2, true)],
            reviews,
            tie_keys: (0..PROPOSALS)
                .map(|proposal| [proposal as u8; 32])
                .collect(),
        },
    }
}

/// From −90 to 110 points in tenths, times `scale`.
fn criterion(scale: i32, second_look: bool) -> Criterion {
    Criterion {
        weight: 3,
        min: -900 * scale,
        max: 1_100 * scale,
        units_per_point: 10,
        second_look,
    }
}

fn review(proposal: usize, juror: usize, scores: [Option<i32>; 2]) -> Review {
    Review {
        proposal: proposal as u32,
        juror: juror as u32,
        scores: scores.into(),
    }
}

fn ranked(scores: &Scores, draws: u32) -> Ranking {
    let rules = Rules {
        seats: SEATS as u32,
        draws,
        seed: 7,
        guard: true,
        sector_effect: false,
    };
    rank(scores, &rules).unwrap()
}

/// Adds units to every score of the second look.
fn moved(scores: &Scores, units: i32) -> Scores {
    let mut moved = scores.clone();
    for score in moved
        .reviews
        .iter_mut()
        .filter_map(|own| own.scores[1].as_mut())
    {
        *score += units;
    }
    moved
}

#[test]
fn how_a_second_rubric_is_scored_changes_its_effect_and_no_proposal() {
    for seed in 0..5 {
        let scores = jury(seed, -1.0).scores;
        let before = ranked(&scores, 500);
        let mut after = moved(&scores, 60);
        after.reviews.reverse();
        let after = ranked(&after, 500);
        let effects = [&before, &after].map(|own| own.second_look.unwrap());
        assert_eq!(effects[0].scores, 36);
        // Sixty units of the second scale are three points of the first.
        let moved = effects[1].effect - effects[0].effect;
        assert!((moved - 3.0).abs() < 1e-6, "{seed}: {effects:?}");
        for (a, b) in before.proposals.iter().zip(&after.proposals) {
            assert_eq!((a.proposal, a.selected), (b.proposal, b.selected), "{seed}");
            assert!((a.adjusted - b.adjusted).abs() < 1e-6, "{a:?} {b:?}");
            let (a, b) = (a.interval_90.unwrap(), b.interval_90.unwrap());
            assert!(
                (a.0 - b.0).abs() < 1e-3 && (a.1 - b.1).abs() < 1e-3,
                "{a:?} {b:?}"
            );
        }
    }
}

#[test]
fn draws_lie_around_the_estimates_also_of_what_was_looked_at_again() {
    let jury = jury(3, -2.0);
    let ranking = ranked(&jury.scores, 4_000);
    for own in &ranking.proposals {
        let (low, high) = own.interval_90.unwrap();
        assert!(((low + high) / 2.0 - own.adjusted).abs() < 0.12, "{own:?}");
        let again = jury.looked.contains(&(own.proposal as usize));
        assert_eq!(own.scores, if again { 6 } else { 3 });
    }
}

#[test]
fn scale_of_a_second_rubric_does_not_matter() {
    let scores = jury(11, -1.0).scores;
    let mut other = scores.clone();
    other.criteria[1] = criterion(10, true);
    for score in other
        .reviews
        .iter_mut()
        .filter_map(|own| own.scores[1].as_mut())
    {
        *score *= 5;
    }
    let (before, after) = (ranked(&scores, 0), ranked(&other, 0));
    for (a, b) in before.proposals.iter().zip(&after.proposals) {
        assert_eq!(a.proposal, b.proposal);
        assert!((a.adjusted - b.adjusted).abs() < 1e-9, "{a:?} {b:?}");
    }
}

/// How far the adjusted scores of those looked at again lie from the truth, compared with the others', over many juries.
fn bias(changed: impl Fn(&Scores) -> Scores) -> f64 {
    let juries = 60;
    let mut sum = 0.0;
    for seed in 100..100 + juries {
        let jury = jury(seed, -1.0);
        let ranking = ranked(&changed(&jury.scores), 0);
        let error = |again: bool| {
            let own = ranking.proposals.iter();
            let own = own.filter(|own| jury.looked.contains(&(own.proposal as usize)) == again);
            let errors: Vec<f64> = own
                .map(|own| own.adjusted - jury.quality[own.proposal as usize])
                .collect();
            errors.iter().sum::<f64>() / errors.len() as f64
        };
        sum += error(true) - error(false);
    }
    sum / juries as f64
}

#[test]
fn strict_second_rubric_neither_harms_nor_helps_those_who_were_looked_at_again() {
    let own = bias(Scores::clone);
    assert!(own.abs() < 0.06, "{own}");
    // Scores of both rubrics about their own mean, as if the proposals near the cut were average ones.
    let centred = bias(|scores| {
        let mean = |look: usize| {
            let own: Vec<i32> = scores
                .reviews
                .iter()
                .filter_map(|own| own.scores[look])
                .collect();
            own.iter().sum::<i32>() / own.len() as i32
        };
        let shift = mean(0) - mean(1) / 2;
        let mut one = scores.clone();
        one.criteria.truncate(1);
        for own in &mut one.reviews {
            let score = own.scores[0].or(own.scores[1].map(|value| value / 2 + shift));
            own.scores = vec![score];
        }
        one
    });
    assert!(centred < -0.15, "{centred}");
}

#[test]
fn review_of_both_looks_is_refused_and_one_rubric_alone_has_no_effect() {
    let mut scores = jury(1, 0.0).scores;
    let Scores { reviews, .. } = &mut scores;
    reviews.retain(|own| own.scores[1].is_some());
    assert_eq!(ranked(&scores, 0).second_look, None);
    scores.reviews[0].scores[0] = Some(1);
    let rules = Rules {
        seats: 1,
        draws: 0,
        seed: 0,
        guard: false,
        sector_effect: false,
    };
    let first = &scores.reviews[0];
    let refused = Refusal::MixedLooks {
        proposal: first.proposal,
        juror: first.juror,
    };
    assert_eq!(rank(&scores, &rules), Err(refused));
}

#[test]
fn looks_whose_scores_are_all_equal_tell_nothing() {
    let mut scores = jury(1, 0.0).scores;
    for own in &mut scores.reviews {
        for (score, value) in own.scores.iter_mut().zip([70, 40]) {
            *score = score.map(|_| value);
        }
    }
    let ranking = ranked(&scores, 100);
    assert!(ranking.warnings.contains(&ranking::Warning::AllScoresEqual));
    let levels: Vec<f64> = ranking.proposals.iter().map(|own| own.adjusted).collect();
    assert!(levels.iter().all(|own| *own == 7.0), "{levels:?}");
}

//! Whatever comes in, an answer comes out: no panic, no number that is not finite, no hang.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use ranking::{Criterion, Method, Review, Rules, Scores, leave_one_juror_out, rank, rank_by};

/// Reads any bytes as numbers, and zeros after their end.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        first
    }

    fn word(&mut self) -> u32 {
        u32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()])
    }

    /// Mostly small, sometimes extreme.
    fn number(&mut self) -> u32 {
        match self.byte() {
            0 => 0,
            1 => u32::MAX,
            2 => i32::MAX as u32,
            3 => i32::MIN as u32,
            4..16 => self.word(),
            small => u32::from(small) % 9,
        }
    }

    fn scores(&mut self) -> Scores {
        let mut proposals = self.number();
        let jurors = self.number();
        let criteria: Vec<Criterion> = (0..self.byte() % 4)
            .map(|_| Criterion {
                weight: self.number(),
                min: if self.byte() < 200 {
                    i32::MIN
                } else {
                    self.number() as i32
                },
                max: if self.byte() < 200 {
                    i32::MAX
                } else {
                    self.number() as i32
                },
                units_per_point: self.number(),
                second_look: self.byte() < 64,
            })
            .collect();
        // As many keys as proposals, or nothing is ranked at all.
        let keys = if self.byte() < 250 {
            proposals = proposals.min(300);
            proposals
        } else {
            u32::from(self.byte())
        };
        let sectors = if self.byte() < 128 { 0 } else { keys };
        Scores {
            proposals,
            jurors,
            sectors: (0..sectors)
                .map(|_| (self.byte() < 200).then(|| self.number()))
                .collect(),
            tie_keys: (0..keys).map(|_| [self.byte(); 32]).collect(),
            reviews: (0..self.byte())
                .map(|_| Review {
                    proposal: self.number(),
                    juror: self.number(),
                    scores: (0..if self.byte() < 250 { criteria.len() } else { 1 })
                        .map(|_| (self.byte() < 230).then(|| self.number() as i32))
                        .collect(),
                })
                .collect(),
            criteria,
        }
    }

    fn rules(&mut self) -> Rules {
        Rules {
            seats: self.number(),
            draws: u32::from(self.byte()),
            seed: u64::from(self.word()),
            guard: self.byte() < 128,
            sector_effect: self.byte() < 128,
        }
    }
}

/// As many reviews as there are bytes, all of them in order, so that most are ranked.
fn sound(bytes: &[u8], jurors: u32) -> Scores {
    let reviews = (0u32..).zip(bytes).map(|(at, &byte)| Review {
        proposal: at / jurors,
        juror: at % jurors,
        scores: vec![match byte {
            0 => Some(i32::MIN),
            1 => Some(i32::MAX),
            2 => None,
            small => Some(i32::from(small)),
        }],
    });
    let proposals = (bytes.len() as u32).div_ceil(jurors).max(1);
    Scores {
        proposals,
        jurors,
        sectors: (0..proposals).map(|proposal| Some(proposal % 3)).collect(),
        criteria: vec![Criterion {
            weight: u32::MAX,
            min: i32::MIN,
            max: i32::MAX,
            units_per_point: 7,
            second_look: false,
        }],
        reviews: reviews.collect(),
        tie_keys: vec![[0; 32]; proposals as usize],
    }
}

/// Everything that the crate makes of scores; true where it is not a refusal.
fn all_answers(scores: &Scores, rules: &Rules) -> bool {
    let ranking = rank(scores, rules);
    let left_out = leave_one_juror_out(scores, rules);
    assert_eq!(ranking.is_ok(), left_out.is_ok());
    for method in Method::ALL {
        let placed = rank_by(method, scores, rules);
        assert_eq!(ranking.as_ref().err(), placed.as_ref().err());
        for placed in placed.unwrap_or_default() {
            assert!(placed.score.is_none_or(f64::is_finite), "{placed:?}");
        }
    }
    let Ok(ranking) = ranking else {
        return false;
    };
    for ranked in &ranking.proposals {
        assert!(ranked.adjusted.is_finite() && ranked.effect.is_finite());
        assert!(ranked.p_selected.is_none_or(|p| (0.0..=1.0).contains(&p)));
        let (low, high) = ranked.interval_90.unwrap_or_default();
        assert!(low.is_finite() && high.is_finite() && low <= high);
    }
    for juror in &ranking.jurors {
        assert!(juror.severity.is_finite() && juror.noise.is_finite());
    }
    let variance = &ranking.variance;
    let parts = [variance.proposal, variance.juror, variance.residual];
    assert!(parts.iter().all(|part| part.is_finite() && *part >= 0.0));
    assert!(ranking.reml_criterion.is_finite());
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..1_500)) {
        let mut bytes = Bytes(&bytes);
        let (scores, rules) = (bytes.scores(), bytes.rules());
        all_answers(&scores, &rules);
    }

    #[test]
    fn any_sound_scores_are_ranked(
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0u8..6, Just(9u8)], 1..80),
        jurors in 1u32..12,
        draws in 0u32..40,
        guard: bool,
        sector_effect: bool,
    ) {
        let scores = sound(&bytes, jurors);
        let rules = Rules { seats: 2, draws, seed: 1, guard, sector_effect };
        let ranked = all_answers(&scores, &rules);
        prop_assert_eq!(ranked, bytes.iter().any(|&byte| byte != 2));
    }
}

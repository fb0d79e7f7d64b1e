//! Fixed juries, and one number that stands for all bits of what the crate makes of each.

use ranking::{
    Criterion, Method, Ranking, Review, Rules, Scores, leave_one_juror_out, rank, rank_by,
};

/// FNV-1a over words.
#[derive(Clone, Copy)]
pub struct Digest(pub u64);

impl Digest {
    pub fn new() -> Self {
        Digest(0xcbf2_9ce4_8422_2325)
    }

    pub fn add(&mut self, words: impl IntoIterator<Item = u64>) {
        for word in words {
            self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn add_numbers(&mut self, numbers: impl IntoIterator<Item = f64>) {
        self.add(numbers.into_iter().map(f64::to_bits));
    }

    fn add_ranking(&mut self, ranking: &Ranking) {
        let variance = &ranking.variance;
        self.add_numbers([
            ranking.intercept,
            ranking.reml_criterion,
            variance.proposal,
            variance.juror,
            variance.sector.unwrap_or(-1.0),
            variance.residual,
        ]);
        for ranked in &ranking.proposals {
            let (low, high) = ranked.interval_90.unwrap_or((-1.0, -1.0));
            let (first, last) = ranked.rank_interval_90.unwrap_or((0, 0));
            self.add_numbers([
                ranked.raw_mean.unwrap_or(-1.0),
                ranked.effect,
                ranked.adjusted,
                low,
                high,
                ranked.p_selected.unwrap_or(-1.0),
            ]);
            let whole = [ranked.proposal, ranked.rank, first, last];
            self.add(whole.map(u64::from));
            self.add([u64::from(ranked.close_call)]);
        }
        for juror in &ranking.jurors {
            self.add_numbers([juror.severity, juror.noise]);
            self.add([u64::from(juror.flagged)]);
        }
    }
}

/// `proposals` and `jurors`, of whom about one in `sparsity` scores each; juror 4 is erratic.
fn jury(proposals: u32, jurors: u32, sparsity: u64) -> Scores {
    let mut state = 1u64;
    let mut below = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut reviews = Vec::new();
    for proposal in 0..proposals {
        for juror in 0..jurors {
            if below(sparsity) == 0 {
                let noise = if juror == 4 { below(30) } else { below(8) };
                let quality = u64::from(proposal * 7 % 11) + u64::from(juror % 3) + noise;
                reviews.push(Review {
                    proposal,
                    juror,
                    scores: vec![Some(quality as i32), (below(9) > 0).then_some(3)],
                });
            }
        }
    }
    let criterion = |weight, max, units_per_point| Criterion {
        weight,
        min: 0,
        max,
        units_per_point,
        second_look: false,
    };
    Scores {
        proposals,
        jurors,
        sectors: (0..proposals)
            .map(|proposal| (proposal % 5 > 0).then_some(proposal % 5))
            .collect(),
        criteria: vec![criterion(3, 60, 4), criterion(1, 5, 1)],
        reviews,
        tie_keys: (0..proposals)
            .map(|proposal| [proposal as u8; 32])
            .collect(),
    }
}

/// The juries whose paths through the crate differ, and the rules of their rankings.
fn case(number: u32) -> Option<(Scores, Rules)> {
    let rules = |draws, guard, sector_effect| Rules {
        seats: 6,
        draws,
        seed: 42,
        guard,
        sector_effect,
    };
    Some(match number {
        // The guard has its part in the bits.
        0 => (jury(30, 9, 2), rules(2_000, true, true)),
        1 => (jury(30, 9, 2), rules(20_000, false, false)),
        // More jurors than proposals: these are eliminated.
        2 => (jury(12, 40, 3), rules(2_000, true, false)),
        // Too many jurors for the wide grid, too many proposals for a count per rank.
        3 => (jury(1_500, 140, 20), rules(200, true, true)),
        // One review each: no probabilities.
        4 => (jury(9, 1, 1), rules(100, true, true)),
        _ => return None,
    })
}

/// The number of a case in hexadecimal digits; `None` beyond the last case.
pub fn digest(number: u32) -> Option<String> {
    let (scores, rules) = case(number)?;
    let mut digest = Digest::new();
    match rank(&scores, &rules) {
        Ok(ranking) => digest.add_ranking(&ranking),
        Err(refusal) => return Some(refusal.to_string()),
    }
    if number < 2 {
        for method in Method::ALL {
            for placed in rank_by(method, &scores, &rules).unwrap_or_default() {
                digest.add([u64::from(placed.proposal)]);
                digest.add_numbers([placed.score.unwrap_or(-1.0)]);
            }
        }
        for left in leave_one_juror_out(&scores, &rules).unwrap_or_default() {
            digest.add(left.selected.iter().copied().map(u64::from));
        }
    }
    Some(format!("{:016x}", digest.0))
}

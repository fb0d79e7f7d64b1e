//! Are the stated probabilities true? Simulates juries whose best proposals are known, and compares: `cargo run --release -p ranking
//! --example calibration` (half a minute; more juries by a number as the argument). Fails where a figure leaves its bounds.

use ranking::{Criterion, Method, Review, Rules, Scores, rank, rank_by};

const PROPOSALS: usize = 60;
const JURORS: usize = 12;
const PER_PROPOSAL: usize = 4;
const SEATS: usize = 10;
/// Standard deviations of quality, severity and noise, in points.
const SPREADS: [f64; 3] = [0.6, 0.7, 0.8];
/// Stated and realised may differ by this in a bin of enough proposals: what the tables of the method's design show, and chance.
const TOLERANCE: f64 = 0.03;
/// Right seats of the ten that each method finds, and that the model promises: these may move by chance a little.
const FOUND: [f64; Method::ALL.len()] = [5.9, 5.6, 5.6, 6.3, 6.4, 6.4];
const PROMISED: f64 = 6.31;
const SEATS_TOLERANCE: f64 = 0.1;

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound as u64) as usize
    }

    /// Nearly normal: the sum of twelve uniform numbers.
    fn normal(&mut self) -> f64 {
        let uniform = |_| self.below(1 << 20) as f64 / f64::from(1 << 20);
        (0..12).map(uniform).sum::<f64>() - 6.0
    }
}

/// A jury and the true quality of its proposals. Jurors are dealt evenly; scores are in hundredths.
fn simulate(numbers: &mut Numbers) -> (Scores, Vec<f64>) {
    let [quality_sd, severity_sd, noise_sd] = SPREADS;
    let quality: Vec<f64> = (0..PROPOSALS)
        .map(|_| quality_sd * numbers.normal())
        .collect();
    let severity: Vec<f64> = (0..JURORS)
        .map(|_| severity_sd * numbers.normal())
        .collect();
    let mut reviews = Vec::new();
    let mut deck = Vec::new();
    for (proposal, quality) in (0u32..).zip(&quality) {
        if deck.is_empty() {
            deck = (0..JURORS).collect();
            for i in (1..JURORS).rev() {
                deck.swap(i, numbers.below(i + 1));
            }
        }
        for juror in deck.split_off(deck.len() - PER_PROPOSAL) {
            let score = quality + severity[juror] + noise_sd * numbers.normal();
            reviews.push(Review {
                proposal,
                juror: juror as u32,
                scores: vec![Some((100.0 * score).round() as i32)],
            });
        }
    }
    let scores = Scores {
        proposals: PROPOSALS as u32,
        jurors: JURORS as u32,
        sectors: Vec::new(),
        criteria: vec![Criterion {
            weight: 1,
            min: -10_000,
            max: 10_000,
            units_per_point: 100,
            second_look: false,
        }],
        reviews,
        tie_keys: vec![[0; 32]; PROPOSALS],
    };
    (scores, quality)
}

/// Proposals by quality, the best first.
fn true_order(quality: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..quality.len()).collect();
    order.sort_by(|&a, &b| quality[b].total_cmp(&quality[a]));
    order
}

#[derive(Default)]
struct Bin {
    stated: f64,
    realised: f64,
    proposals: f64,
}

fn main() {
    let argument = std::env::args().nth(1);
    let juries: u32 = argument.and_then(|text| text.parse().ok()).unwrap_or(2_000);
    let mut numbers = Numbers(20_260_101);
    let mut bins: Vec<Bin> = (0..10).map(|_| Bin::default()).collect();
    let (mut scores_inside, mut ranks_inside, mut close_calls, mut promised) = (0, 0, 0, 0.0);
    let mut found = [0; Method::ALL.len()];
    for seed in 0..juries {
        let (scores, quality) = simulate(&mut numbers);
        let rules = Rules {
            seats: SEATS as u32,
            draws: 4_000,
            seed: u64::from(seed),
            guard: false,
            sector_effect: false,
        };
        let ranking = rank(&scores, &rules).expect("a simulated jury is sound");
        let order = true_order(&quality);
        let best = &order[..SEATS];
        for ranked in &ranking.proposals {
            let proposal = ranked.proposal as usize;
            let p = ranked.p_selected.unwrap_or(0.0);
            let bin = &mut bins[((p * 10.0) as usize).min(9)];
            bin.stated += p;
            bin.realised += f64::from(best.contains(&proposal));
            bin.proposals += 1.0;
            close_calls += u32::from(ranked.close_call);
            promised += if ranked.selected { p } else { 0.0 };
            if let (Some((low, high)), Some((first, last))) =
                (ranked.interval_90, ranked.rank_interval_90)
            {
                scores_inside += u32::from(low <= quality[proposal] && quality[proposal] <= high);
                let place = order.iter().position(|&other| other == proposal);
                let rank = place.map_or(0, |place| place as u32 + 1);
                ranks_inside += u32::from(first <= rank && rank <= last);
            }
        }
        for (method, found) in Method::ALL.into_iter().zip(&mut found) {
            let placed = rank_by(method, &scores, &rules).expect("a simulated jury is sound");
            let selected = placed.iter().filter(|placed| placed.selected);
            *found += selected
                .filter(|placed| best.contains(&(placed.proposal as usize)))
                .count();
        }
    }
    let juries = f64::from(juries);
    let all = juries * PROPOSALS as f64;
    let mut sound = true;
    println!("stated  realised  proposals");
    for bin in &bins {
        let (stated, realised) = (bin.stated / bin.proposals, bin.realised / bin.proposals);
        println!("{stated:.3}   {realised:.3}     {}", bin.proposals);
        sound &= bin.proposals < 1_000.0 || (stated - realised).abs() < TOLERANCE;
    }
    let coverages = [scores_inside, ranks_inside].map(|inside| f64::from(inside) / all);
    println!("90 % intervals hold the true score in {:.3}", coverages[0]);
    println!("90 % intervals hold the true rank in {:.3}", coverages[1]);
    println!(
        "close calls in a jury: {:.1}",
        f64::from(close_calls) / juries
    );
    println!("of the ten promised: {:.2}", promised / juries);
    sound &= (promised / juries - PROMISED).abs() <= SEATS_TOLERANCE;
    for ((method, found), expected) in Method::ALL.into_iter().zip(found).zip(FOUND) {
        let found = found as f64 / juries;
        println!("of the ten found by {method:?}: {found:.2}");
        sound &= (found - expected).abs() <= SEATS_TOLERANCE;
    }
    // An interval of ranks is made of whole ranks: it holds a little more than its share.
    sound &= (0.88..0.93).contains(&coverages[0]) && (0.87..0.96).contains(&coverages[1]);
    assert!(sound, "a figure has left its bounds");
}

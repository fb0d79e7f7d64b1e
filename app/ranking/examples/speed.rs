//! Times of typical rankings and assignments: `cargo run --release -p ranking --example speed` (add `large` for 10,000 proposals).

use ranking::{Criterion, Review, Rules, Scores, rank};
use std::hint::black_box;

/// Proposals scored by `per_proposal` jurors each, by a simple congruential generator.
fn jury(proposals: u32, jurors: u32, per_proposal: u32) -> Scores {
    let mut state = 12_345_u64;
    let mut below = |bound: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(bound)) as u32
    };
    let quality: Vec<i32> = (0..proposals)
        .map(|_| (below(20) + below(20) + below(20)) as i32)
        .collect();
    let severity: Vec<i32> = (0..jurors)
        .map(|_| (below(12) + below(12)) as i32)
        .collect();
    let mut reviews = Vec::new();
    for proposal in 0..proposals {
        let mut chosen: Vec<u32> = Vec::new();
        while (chosen.len() as u32) < per_proposal {
            let juror = below(jurors);
            if !chosen.contains(&juror) {
                chosen.push(juror);
            }
        }
        for juror in chosen {
            let noise = (below(16) + below(16)) as i32;
            let score = quality[proposal as usize] + severity[juror as usize] + noise;
            reviews.push(Review {
                proposal,
                juror,
                scores: vec![Some(score)],
            });
        }
    }
    Scores {
        proposals,
        jurors,
        sectors: (0..proposals).map(|proposal| Some(proposal % 6)).collect(),
        criteria: vec![Criterion {
            weight: 1,
            min: 0,
            max: 200,
            units_per_point: 10,
        }],
        reviews,
        tie_keys: vec![[0; 32]; proposals as usize],
    }
}

#[expect(clippy::disallowed_types, reason = "a measurement reads the clock")]
fn time<T>(what: &str, mut work: impl FnMut() -> T) {
    let start = std::time::Instant::now();
    black_box(work());
    println!("{:>8.3} s  {what}", start.elapsed().as_secs_f64());
}

fn main() {
    let large = std::env::args().any(|argument| argument == "large");
    let mut juries = vec![(60, 12, 4, 20_000), (500, 50, 4, 4_000)];
    if large {
        juries.push((10_000, 500, 10, 1_000));
    }
    for (proposals, jurors, per_proposal, draws) in juries {
        let scores = jury(proposals, jurors, per_proposal);
        for (guard, sector_effect, what) in [
            (false, false, "plain"),
            (true, false, "with the guard"),
            (true, true, "with guard and sectors"),
        ] {
            let plain = Rules {
                seats: 10,
                draws: 0,
                seed: 1,
                guard,
                sector_effect,
            };
            let drawn = Rules {
                draws,
                ..plain.clone()
            };
            time(
                &format!("{proposals}x{jurors}, estimates only, {what}"),
                || rank(&scores, &plain),
            );
            time(
                &format!("{proposals}x{jurors}, {draws} draws, {what}"),
                || rank(&scores, &drawn),
            );
        }
        if proposals <= 500 {
            let rules = Rules {
                seats: 10,
                draws: 0,
                seed: 1,
                guard: true,
                sector_effect: false,
            };
            time(
                &format!("{proposals}x{jurors}, leave one juror out, with the guard"),
                || ranking::leave_one_juror_out(&scores, &rules),
            );
        }
    }
}

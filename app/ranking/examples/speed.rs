//! Times and memory of rankings, natively and in WebAssembly: `make bench-ranking`.
//!
//! Natively without an argument it runs every step in a process of its own, so that the peak of its memory is its own. With a
//! number it runs that step. The time of a step is the best of several runs; the time of a processor does not count waiting for others.

use ranking::{Criterion, Review, Rules, Scores, rank};

mod native;
mod numbers;
mod wasm;

use numbers::Numbers;

struct Step {
    proposals: u32,
    jurors: u32,
    per_proposal: u32,
    draws: u32,
    guard: bool,
    sectors: bool,
    runs: u32,
}

const fn step(jury: [u32; 3], draws: u32, guard: bool, sectors: bool, runs: u32) -> Step {
    let [proposals, jurors, per_proposal] = jury;
    Step {
        proposals,
        jurors,
        per_proposal,
        draws,
        guard,
        sectors,
        runs,
    }
}

const SMALL: [u32; 3] = [60, 12, 4];
const MIDDLE: [u32; 3] = [500, 50, 4];
const LARGE: [u32; 3] = [10_000, 500, 10];
const STEPS: [Step; 15] = [
    step(SMALL, 0, false, false, 20),
    step(SMALL, 20_000, false, false, 20),
    step(SMALL, 20_000, true, false, 20),
    step(SMALL, 20_000, true, true, 20),
    step(MIDDLE, 0, false, false, 10),
    step(MIDDLE, 4_000, false, false, 10),
    step(MIDDLE, 4_000, true, false, 10),
    step(MIDDLE, 4_000, true, true, 5),
    step(LARGE, 0, false, false, 3),
    step(LARGE, 1_000, false, false, 3),
    step(LARGE, 1_000, true, false, 3),
    step(LARGE, 1_000, true, true, 2),
    // Growth: ten times the proposals and the jurors.
    step([100, 10, 10], 1_000, false, false, 20),
    step([1_000, 100, 10], 1_000, false, false, 5),
    step([10_000, 1_000, 10], 1_000, false, false, 1),
];

/// Proposals scored by `per_proposal` jurors each.
fn jury(step: &Step) -> Scores {
    let mut numbers = Numbers::new();
    let mut below = |bound| numbers.below(bound);
    let quality: Vec<i32> = (0..step.proposals)
        .map(|_| (below(20) + below(20) + below(20)) as i32)
        .collect();
    let severity: Vec<i32> = (0..step.jurors)
        .map(|_| (below(12) + below(12)) as i32)
        .collect();
    let mut reviews = Vec::new();
    for proposal in 0..step.proposals {
        let mut chosen: Vec<u32> = Vec::new();
        while (chosen.len() as u32) < step.per_proposal {
            let juror = below(step.jurors);
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
        proposals: step.proposals,
        jurors: step.jurors,
        sectors: (0..step.proposals)
            .map(|proposal| Some(proposal % 6))
            .collect(),
        criteria: vec![Criterion {
            weight: 1,
            min: 0,
            max: 200,
            units_per_point: 10,
            second_look: false,
        }],
        reviews,
        tie_keys: vec![[0; 32]; step.proposals as usize],
    }
}

fn title(step: &Step) -> String {
    let Step {
        proposals, jurors, ..
    } = step;
    let draws = match step.draws {
        0 => "estimates only".to_owned(),
        draws => format!("{draws} draws"),
    };
    let with = match (step.guard, step.sectors) {
        (false, _) => "",
        (true, false) => ", guard",
        (true, true) => ", guard and sectors",
    };
    format!(
        "{proposals}x{jurors}, {} scores, {draws}{with}",
        proposals * step.per_proposal
    )
}

fn main() {
    let Some(number) = wasm::question() else {
        return native::run_all(STEPS.len());
    };
    let Some(step) = STEPS.get(number as usize) else {
        return wasm::answer("");
    };
    let scores = jury(step);
    let rules = Rules {
        seats: 10,
        draws: step.draws,
        seed: 1,
        guard: step.guard,
        sector_effect: step.sectors,
    };
    let runs = if cfg!(target_arch = "wasm32") {
        1
    } else {
        step.runs
    };
    let times = native::best(runs, || rank(&scores, &rules).is_ok());
    wasm::answer(&format!("{times}{}", title(step)));
}

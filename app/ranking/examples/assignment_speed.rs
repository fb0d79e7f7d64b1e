//! Times and memory of assignments, natively and in WebAssembly: `make bench-ranking`.
//!
//! Without an argument it runs every step in a process of its own, with a number that step.

use ranking::{AssignmentRules, JurorTraits, Pool, ProposalTraits, assign};

mod native;
mod wasm;

struct Step {
    proposals: u32,
    jurors: u32,
    per_proposal: u32,
    /// Whether all pairs but those of every tenth juror stand already.
    again: bool,
    runs: u32,
}

const fn step(proposals: u32, jurors: u32, per_proposal: u32, again: bool, runs: u32) -> Step {
    Step {
        proposals,
        jurors,
        per_proposal,
        again,
        runs,
    }
}

const STEPS: [Step; 8] = [
    step(60, 12, 4, false, 20),
    step(500, 50, 4, false, 20),
    step(10_000, 500, 5, false, 3),
    step(10_000, 500, 5, true, 3),
    // Growth: ten times the proposals, then also the jurors.
    step(100, 50, 5, false, 20),
    step(1_000, 50, 5, false, 10),
    step(10_000, 50, 5, false, 3),
    step(100_000, 500, 5, false, 1),
];

/// Twelve sectors, three languages that few, half and all jurors read, and a conflict for every proposal.
fn pool(step: &Step) -> Pool {
    let mut state = 12_345_u64;
    let mut below = |bound: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(bound)) as u32
    };
    let capacity = step.proposals * step.per_proposal / step.jurors * 3 / 2;
    Pool {
        proposals: (0..step.proposals)
            .map(|_| ProposalTraits {
                sector: (below(20) > 0).then(|| below(12)),
                language: below(10).saturating_sub(5) / 2,
            })
            .collect(),
        jurors: (0..step.jurors)
            .map(|juror| JurorTraits {
                capacity,
                sectors: vec![juror % 12, below(12)],
                languages: (0..3).filter(|language| below(3) >= *language).collect(),
            })
            .collect(),
        conflicts: (0..step.proposals)
            .map(|proposal| (below(step.jurors), proposal))
            .collect(),
        existing: Vec::new(),
    }
}

fn main() {
    let Some(number) = wasm::question() else {
        return native::run_all(STEPS.len());
    };
    let Some(step) = STEPS.get(number as usize) else {
        return wasm::answer("");
    };
    let mut pool = pool(step);
    let rules = AssignmentRules {
        per_proposal: step.per_proposal,
        seed: 1,
    };
    if step.again {
        let before = assign(&pool, &rules).map_or(Vec::new(), |before| before.pairs);
        let pairs = before.iter().map(|pair| (pair.juror, pair.proposal));
        pool.existing = pairs.filter(|(juror, _)| juror % 10 > 0).collect();
        for juror in pool.jurors.iter_mut().step_by(10) {
            juror.capacity = 0;
        }
    }
    let runs = if cfg!(target_arch = "wasm32") {
        1
    } else {
        step.runs
    };
    let mut found = None;
    let times = native::best(runs, || {
        found = assign(&pool, &rules).ok();
        found.is_some()
    });
    let found = found.map_or(String::new(), |found| {
        let mismatch = found.mismatch;
        format!(
            "λ₂ {:.3}, {} languages, {} sectors",
            found.connectivity, mismatch.languages, mismatch.sectors
        )
    });
    let Step {
        proposals, jurors, ..
    } = step;
    wasm::answer(&format!(
        "{times}{proposals}x{jurors}, {} each{}: {found}",
        step.per_proposal,
        if step.again { ", after some left" } else { "" },
    ));
}

//! Times and memory of assignments, natively and in WebAssembly: `make bench-ranking`.
//!
//! Without an argument it runs every step in a process of its own, with a number that step. In WebAssembly the time of a second
//! assignment holds that of the first.

use ranking::{AssignmentRules, JurorTraits, Pool, ProposalTraits, assign};

mod native;
mod numbers;
mod wasm;

use numbers::Numbers;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Typical,
    /// All pairs but those of every tenth juror stand already.
    Again,
    /// Forty sectors of which each juror knows one, two thirds of the proposals in languages that a third reads, conflicts in
    /// one pair of twenty, and no more places than are needed, two thirds of them with a third of the jurors.
    Hard,
}
use Kind::{Again, Hard, Typical};

struct Step {
    proposals: u32,
    jurors: u32,
    per_proposal: u32,
    kind: Kind,
    runs: u32,
}

const fn step(proposals: u32, jurors: u32, per_proposal: u32, kind: Kind, runs: u32) -> Step {
    Step {
        proposals,
        jurors,
        per_proposal,
        kind,
        runs,
    }
}

const STEPS: [Step; 9] = [
    step(60, 12, 4, Typical, 20),
    step(500, 50, 4, Typical, 20),
    step(10_000, 500, 5, Typical, 3),
    step(10_000, 500, 5, Again, 3),
    step(10_000, 500, 5, Hard, 1),
    // Growth: ten times the proposals, then also the jurors.
    step(100, 50, 5, Typical, 20),
    step(1_000, 50, 5, Typical, 10),
    step(10_000, 50, 5, Typical, 3),
    step(100_000, 500, 5, Typical, 1),
];

/// Twelve sectors, three languages that few, half and all jurors read, and a conflict for every proposal.
fn pool(step: &Step) -> Pool {
    let mut numbers = Numbers::new();
    let mut below = |bound| numbers.below(bound);
    let places = step.proposals * step.per_proposal;
    let hard = step.kind == Hard;
    let sectors = if hard { 40 } else { 12 };
    let proposals = (0..step.proposals)
        .map(|_| ProposalTraits {
            sector: (below(20) > 0).then(|| below(sectors)),
            language: if hard {
                below(3)
            } else {
                below(10).saturating_sub(5) / 2
            },
        })
        .collect();
    let jurors = (0..step.jurors)
        .map(|juror| JurorTraits {
            capacity: match (hard, juror % 3) {
                (false, _) => places / step.jurors * 3 / 2,
                (true, 0) => places / step.jurors * 2,
                (true, _) => places / step.jurors / 2,
            },
            sectors: vec![
                juror % sectors,
                if hard { juror % sectors } else { below(12) },
            ],
            languages: (0..3)
                .filter(|language| {
                    if hard {
                        *language == 0 || below(6) == 0
                    } else {
                        below(3) >= *language
                    }
                })
                .collect(),
        })
        .collect();
    let all = step.proposals * step.jurors;
    let conflicts = (0..if hard { all / 20 } else { step.proposals })
        .map(|number| (below(step.jurors), number % step.proposals))
        .collect();
    Pool {
        proposals,
        jurors,
        conflicts,
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
    if step.kind == Again {
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
        match step.kind {
            Typical => "",
            Again => ", after some left",
            Hard => ", hard",
        },
    ));
}

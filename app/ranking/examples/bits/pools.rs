//! Fixed pools, and one number that stands for all bits of the assignment of each.

use super::cases::Digest;
use ranking::{AssignmentRules, JurorTraits, Pool, ProposalTraits, assign};

fn pool(proposals: u32, jurors: u32, bilingual: bool) -> Pool {
    Pool {
        proposals: (0..proposals)
            .map(|p| ProposalTraits {
                sector: Some(p % 6),
                language: p % 2,
            })
            .collect(),
        jurors: (0..jurors)
            .map(|j| JurorTraits {
                capacity: proposals / 3 + j % 3,
                sectors: vec![j % 6],
                languages: vec![j % 2, if bilingual { j / 4 % 2 } else { j % 2 }],
            })
            .collect(),
        conflicts: (0..jurors).map(|j| (j, 3 * j)).collect(),
        existing: if bilingual {
            vec![(1, 1), (2, 7)]
        } else {
            vec![]
        },
    }
}

/// The number of a pool in hexadecimal digits; `None` beyond the last one.
pub fn digest(number: u32) -> Option<String> {
    let (pool, per_proposal) = match number {
        0 => (pool(40, 10, true), 3),
        // Bridged, since nobody reads both languages.
        1 => (pool(60, 12, false), 2),
        2 => (pool(400, 70, true), 4),
        _ => return None,
    };
    let rules = AssignmentRules {
        per_proposal,
        seed: 42,
    };
    let mut digest = Digest::new();
    match assign(&pool, &rules) {
        Ok(assignment) => {
            let pairs = assignment.pairs.iter();
            digest.add(pairs.map(|pair| u64::from(pair.proposal) << 32 | u64::from(pair.juror)));
            digest.add([assignment.connectivity.to_bits()]);
        }
        Err(why) => return Some(why.to_string()),
    }
    Some(format!("{:016x}", digest.0))
}

//! Jurors who meet as many other jurors as can be: the comparison of two jurors rests on the proposals that both read.
//!
//! Exchanges that cost nothing, as long as they make the sum of squares of shared proposals over all pairs of jurors smaller.

use crate::boards::Board;
use crate::samplers::Sampler;
use std::ops::Range;

const PASSES: u32 = 2;
/// So many partners are drawn in one pass, one in four of all pairs, the others of those that fit alike. On larger boards jurors share
/// many proposals anyway.
const DRAWS: usize = 1_600_000;
/// The most for one pair.
const PARTNERS: usize = 64;

/// How many proposals two jurors share.
struct Meetings {
    shared: Vec<u32>,
    jurors: usize,
}

impl Meetings {
    fn new(board: &Board<'_>) -> Self {
        let jurors = board.jurors();
        let mut meetings = Meetings {
            shared: vec![0; jurors * jurors],
            jurors,
        };
        for readers in &board.readers {
            for &a in readers {
                for &b in readers {
                    meetings.shared[a as usize * jurors + b as usize] += 1;
                }
            }
        }
        meetings
    }

    fn of(&self, juror: usize) -> &[u32] {
        &self.shared[juror * self.jurors..(juror + 1) * self.jurors]
    }

    /// Half the change of the sum of squares when `come` takes the place of `gone` among `readers`.
    fn change(&self, readers: &[u32], gone: usize, come: usize) -> i64 {
        let (old, new) = (self.of(gone), self.of(come));
        (readers.iter().map(|&other| other as usize))
            .filter(|&other| other != gone)
            .map(|other| i64::from(new[other]) - i64::from(old[other]) + 1)
            .sum()
    }

    fn replace(&mut self, readers: &[u32], gone: usize, come: usize) {
        for other in readers.iter().map(|&other| other as usize) {
            if other == gone {
                continue;
            }
            for (juror, step) in [(gone, u32::MAX), (come, 1)] {
                for at in [juror * self.jurors + other, other * self.jurors + juror] {
                    self.shared[at] = self.shared[at].wrapping_add(step);
                }
            }
        }
    }
}

/// Exchanges jurors of two proposals while that costs nothing and lets jurors meet more others.
pub(crate) fn spread(board: &mut Board<'_>, sampler: &mut Sampler) {
    let mut meetings = Meetings::new(board);
    let mut pairs = board.loose_pairs();
    // Inside a group every exchange costs nothing, and leaves both pairs in it.
    let group = |&(p, j): &(usize, usize)| {
        (
            board.class(p),
            board.is_outsider(p, j),
            board.knows_language(p, j),
        )
    };
    pairs.sort_by_key(group);
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(pairs.len());
    for chunk in pairs.chunk_by(|a, b| group(a) == group(b)) {
        let start = ranges.len();
        ranges.resize(start + chunk.len(), start..start + chunk.len());
    }
    let mut draw = |range: Range<usize>| range.start + sampler.below(range.len() as u32) as usize;
    let partners = (DRAWS / pairs.len().max(1)).clamp(4, PARTNERS);
    for _ in 0..PASSES {
        let mut changed = false;
        for first in 0..pairs.len() {
            let own = ranges[first].clone();
            for turn in 0..partners {
                let alike = turn % 4 > 0;
                let second = draw(if alike { own.clone() } else { 0..pairs.len() });
                let ((p, a), (q, b)) = (pairs[first], pairs[second]);
                if a == b
                    || !alike && board.gain(p, a, b) + board.gain(q, b, a) > 0
                    || !board.open(p, b)
                    || !board.open(q, a)
                {
                    continue;
                }
                // An upper bound: a juror who reads both proposals counts as +2, although they meet `a` and `b` as before.
                // So no exchange for the worse is made, and a few for the better are missed.
                let change = meetings.change(&board.readers[p], a, b)
                    + meetings.change(&board.readers[q], b, a);
                if change >= 0 {
                    continue;
                }
                meetings.replace(&board.readers[p], a, b);
                meetings.replace(&board.readers[q], b, a);
                board.remove(p, a);
                board.remove(q, b);
                board.add(p, b);
                board.add(q, a);
                (pairs[first], pairs[second]) = ((p, b), (q, a));
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

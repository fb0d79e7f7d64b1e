//! Augmenting paths: coverage whenever it is possible, then loads as even as they can be.
//!
//! A review moves along a path of jurors, each handing one proposal on to the next. When no path is left, the
//! jurors and proposals reached prove that none can exist (the cut of a maximum flow).

use crate::boards::Board;
use std::collections::VecDeque;

const NOBODY: usize = usize::MAX;

/// What a search reached.
pub(crate) struct Reached {
    pub proposals: Vec<bool>,
    pub jurors: Vec<bool>,
}

struct Search {
    reached: Reached,
    /// The proposal through which a juror was reached.
    through: Vec<usize>,
    /// The juror whose proposal it was; `NOBODY` where the search began.
    from: Vec<usize>,
}

/// Which handovers a search may use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handovers {
    /// None that would take a kept pair apart.
    Loose,
    All,
}

/// Fills every missing place for which a path exists.
pub(crate) fn cover(board: &mut Board<'_>, handovers: Handovers) {
    for proposal in 0..board.proposals() {
        while board.readers[proposal].len() < board.per_proposal {
            let (search, end) = search(board, &[proposal], None, handovers, |board, juror| {
                board.load(juror) < board.capacity(juror)
            });
            let Some(end) = end else { break };
            hand_over(board, &search, end);
        }
    }
}

/// What can be reached from the proposals that lack jurors: the bottleneck, when nothing can be filled any more.
pub(crate) fn bottleneck(board: &Board<'_>) -> Reached {
    let lacking: Vec<usize> = (0..board.proposals())
        .filter(|&p| board.readers[p].len() < board.per_proposal)
        .collect();
    search(board, &lacking, None, Handovers::All, |_, _| false)
        .0
        .reached
}

/// Moves reviews from busy to free jurors until no path joins two whose loads differ by two or more.
pub(crate) fn balance(board: &mut Board<'_>) {
    loop {
        let mut busiest: Vec<usize> = (0..board.jurors()).collect();
        busiest.sort_by_key(|&juror| (usize::MAX - board.load(juror), juror));
        let moved = busiest.into_iter().any(|busy| {
            let load = board.load(busy);
            let starts: Vec<usize> = board.reads[busy]
                .iter()
                .copied()
                .filter(|&proposal| !board.is_kept(proposal, busy))
                .collect();
            let (search, end) = search(
                board,
                &starts,
                Some(busy),
                Handovers::Loose,
                |board, juror| {
                    board.load(juror) + 2 <= load && board.load(juror) < board.capacity(juror)
                },
            );
            if let Some(end) = end {
                hand_over(board, &search, end);
            }
            end.is_some()
        });
        if !moved {
            return;
        }
    }
}

/// Breadth first from proposals that need a juror to a juror for whom `ends` holds.
fn search(
    board: &Board<'_>,
    starts: &[usize],
    giver: Option<usize>,
    handovers: Handovers,
    ends: impl Fn(&Board<'_>, usize) -> bool,
) -> (Search, Option<usize>) {
    let (proposals, jurors) = (board.proposals(), board.jurors());
    let mut search = Search {
        reached: Reached {
            proposals: vec![false; proposals],
            jurors: vec![false; jurors],
        },
        through: vec![NOBODY; jurors],
        from: vec![NOBODY; proposals],
    };
    let mut queue = VecDeque::new();
    for &proposal in starts {
        search.reached.proposals[proposal] = true;
        search.from[proposal] = giver.unwrap_or(NOBODY);
        queue.push_back(proposal);
    }
    if let Some(giver) = giver {
        search.reached.jurors[giver] = true;
    }
    while let Some(proposal) = queue.pop_front() {
        // Jurors who read the language first: a path through them costs nothing.
        for fits in [true, false] {
            for juror in 0..jurors {
                if search.reached.jurors[juror]
                    || !board.open(proposal, juror)
                    || board.knows_language(proposal, juror) != fits
                {
                    continue;
                }
                search.reached.jurors[juror] = true;
                search.through[juror] = proposal;
                if ends(board, juror) {
                    return (search, Some(juror));
                }
                for &next in &board.reads[juror] {
                    let stays = handovers == Handovers::Loose && board.is_kept(next, juror);
                    if !search.reached.proposals[next] && !stays {
                        search.reached.proposals[next] = true;
                        search.from[next] = juror;
                        queue.push_back(next);
                    }
                }
            }
        }
    }
    (search, None)
}

/// Walks back from the juror at the end of a path: each takes the proposal through which they were reached.
fn hand_over(board: &mut Board<'_>, search: &Search, end: usize) {
    let mut juror = end;
    loop {
        let proposal = search.through[juror];
        if proposal == NOBODY {
            return;
        }
        let giver = search.from[proposal];
        if giver != NOBODY {
            board.remove(proposal, giver);
        }
        board.add(proposal, juror);
        if giver == NOBODY {
            return;
        }
        juror = giver;
    }
}

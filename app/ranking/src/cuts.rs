//! The smallest set of proposals that proves an assignment to be impossible.
//!
//! A set of proposals is a *cut* when they need more reviews than can be placed among them, where each juror counts with the lesser of
//! their capacity and of the number of these proposals that they may read (Hall's condition as Hoffman wrote it); jurors whose capacity
//! is less are its *full* jurors. It is *whole* when it holds every proposal that cannot do without its full jurors: seven of nine
//! proposals may be more than six places hold, but which seven? The *smallest* cut is the whole one of the fewest proposals, of these
//! that of the fewest full jurors, of these that of the first proposals.
//!
//! No polynomial search for it is known (that for the fewest proposals of a cut, whole or not, is NP-hard), so the
//! sets of jurors that may be full are tried, the hopeless ones at once left alone, for a counted number of steps. Some dozens of
//! jurors with conflicts of their own, and any number whose conflicts are alike, are settled by then; beyond, the answer is the smallest cut that
//! was met, and no smaller one may be known.
//!
//! Two facts bound the search. The lack is a supermodular function, so the smallest cut lies in the least of the sets that lack most,
//! which a full flow gives ([`Lack`]). And of jurors who may read the same of these proposals, those of less capacity are full first.

use crate::boards::Board;
use crate::islands::islands;
use std::collections::BTreeMap;

/// Most looks at one kind of proposals: some tenths of a second.
const STEPS: usize = 20_000_000;

/// Proposals that lack places, and the full jurors that they compete for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub proposals: Vec<u32>,
    pub jurors: Vec<u32>,
    pub missing: u64,
}

impl Cut {
    /// What is least of the smallest.
    fn size(&self) -> (usize, usize, &[u32]) {
        (self.proposals.len(), self.jurors.len(), &self.proposals)
    }
}

/// The least set of proposals that lacks most, and the jurors who are full when they read it.
pub(crate) struct Lack {
    pub proposals: Vec<u32>,
    pub jurors: Vec<u32>,
}

/// Proposals that the same jurors may read and that need as much of them.
struct Kind {
    proposals: Vec<u32>,
    /// By crew: they may read it.
    open: Vec<bool>,
    /// Reviews that are lacking when nobody of any crew reads it.
    base: i64,
}

/// Capacities and names of jurors who may read the same proposals, those of the least capacity first.
type Crew = Vec<(i64, u32)>;

/// The smallest cut in `lack`, or the smallest that was met, `known` included.
pub(crate) fn smallest(board: &Board<'_>, lack: &Lack, known: &[u32]) -> Option<Cut> {
    let (kinds, crews) = sorted(board, lack);
    let pairs = kinds.iter().enumerate().flat_map(|(at, kind)| {
        let crews = kind.open.iter().enumerate().filter(|(_, open)| **open);
        crews.map(move |(crew, _)| (at, crew))
    });
    let mut parts = islands(kinds.len(), crews.len(), pairs);
    parts.sort_by_key(Vec::len);
    let (mut best, mut steps) = (None, 0);
    for part in &parts {
        let kinds: Vec<&Kind> = part.iter().map(|&at| &kinds[at]).collect();
        let touched = |crew: &usize| kinds.iter().any(|kind| kind.open[*crew]);
        let mut search = Search {
            most: kinds.iter().map(|kind| kind.base).collect(),
            least: kinds.iter().map(|kind| kind.least(&crews)).collect(),
            turn: (0..crews.len()).filter(touched).collect(),
            crews: &crews,
            best,
            steps,
            kinds,
        };
        search.consider(vec![true; part.len()]);
        let is_known = |kind: &&Kind| kind.proposals.iter().any(|p| known.contains(p));
        search.consider(search.kinds.iter().map(is_known).collect());
        search.descend(0, 0);
        (best, steps) = (search.best, search.steps);
    }
    best
}

fn sorted(board: &Board<'_>, lack: &Lack) -> (Vec<Kind>, Vec<Crew>) {
    let mut columns: BTreeMap<Vec<bool>, Crew> = BTreeMap::new();
    for &juror in &lack.jurors {
        let proposals = lack.proposals.iter().map(|&p| p as usize);
        let column = proposals.map(|p| board.may_read(p, juror as usize));
        let crew = columns.entry(column.collect()).or_default();
        crew.push((board.capacity(juror as usize) as i64, juror));
    }
    let mut full = vec![false; board.jurors()];
    for &juror in &lack.jurors {
        full[juror as usize] = true;
    }
    let mut rows: BTreeMap<(Vec<bool>, i64), Vec<u32>> = BTreeMap::new();
    for (at, &proposal) in lack.proposals.iter().enumerate() {
        let row = columns.keys().map(|column| column[at]).collect();
        let own = proposal as usize;
        let others = (0..board.jurors()).filter(|&j| !full[j] && board.may_read(own, j));
        let base = board.need[own] as i64 - others.count() as i64;
        rows.entry((row, base)).or_default().push(proposal);
    }
    let kind = |((open, base), proposals)| Kind {
        proposals,
        open,
        base,
    };
    let mut crews: Vec<Crew> = columns.into_values().collect();
    for crew in &mut crews {
        crew.sort_unstable();
    }
    (rows.into_iter().map(kind).collect(), crews)
}

impl Kind {
    /// What one proposal lacks when everybody has time for it.
    fn least(&self, crews: &[Crew]) -> i64 {
        let open = crews.iter().zip(&self.open).filter(|(_, open)| **open);
        self.base - open.map(|(crew, _)| crew.len() as i64).sum::<i64>()
    }

    fn count(&self) -> i64 {
        self.proposals.len() as i64
    }
}

/// The search in one part of the board. For some crews, the first in `turn`, it is settled how many of their jurors are full.
struct Search<'a> {
    kinds: Vec<&'a Kind>,
    crews: &'a [Crew],
    turn: Vec<usize>,
    /// By kind: what one proposal lacks without the full jurors, if all jurors of crews that are not settled are full.
    most: Vec<i64>,
    /// The same if nobody else is full.
    least: Vec<i64>,
    best: Option<Cut>,
    steps: usize,
}

impl Search<'_> {
    /// Tries all numbers of full jurors for the crews from `at` on, when those who are full already have so many `places`.
    fn descend(&mut self, at: usize, places: i64) {
        self.steps += self.kinds.len();
        if self.steps > STEPS || self.is_hopeless(places) {
            return;
        }
        let Some(&crew) = self.turn.get(at) else {
            return self.consider(self.least.iter().map(|&lack| lack > 0).collect());
        };
        let (jurors, mut places) = (&self.crews[crew], places);
        let size = jurors.len() as i64;
        self.shift(crew, -size, 0);
        self.descend(at + 1, places);
        for (capacity, _) in jurors {
            places += capacity;
            self.shift(crew, 1, 1);
            self.descend(at + 1, places);
        }
        self.shift(crew, 0, -size);
    }

    fn shift(&mut self, crew: usize, most: i64, least: i64) {
        for (at, kind) in self.kinds.iter().enumerate() {
            if kind.open[crew] {
                self.most[at] += most;
                self.least[at] += least;
            }
        }
    }

    /// Nothing that is no larger than the best can follow.
    fn is_hopeless(&self, places: i64) -> bool {
        let Some(best) = &self.best else {
            return false;
        };
        let mut room = best.proposals.len() as i64;
        let depend = self.kinds.iter().zip(&self.least);
        let depend = depend.filter(|(_, lack)| **lack > 0);
        if depend.map(|(kind, _)| kind.count()).sum::<i64>() > room {
            return true;
        }
        let lacks = self.most.iter().zip(&self.kinds);
        let mut lacks: Vec<(i64, i64)> = lacks
            .map(|(most, kind)| (*most, kind.count()))
            .filter(|(most, _)| *most > 0)
            .collect();
        lacks.sort_unstable();
        let mut lack = 0;
        for (most, count) in lacks.into_iter().rev() {
            lack += most * count.min(room);
            room -= count.min(room);
        }
        lack <= places
    }

    /// Makes a set whole; keeps it where it is a smaller cut.
    fn consider(&mut self, mut set: Vec<bool>) {
        loop {
            self.steps += self.crews.len() * self.kinds.len();
            let others: Vec<i64> = (0..self.crews.len())
                .map(|crew| {
                    let open = self.open_to(&set, crew);
                    let free = self.crews[crew].iter();
                    free.filter(|(capacity, _)| *capacity >= open).count() as i64
                })
                .collect();
            let before = set.clone();
            for (kind, own) in self.kinds.iter().zip(&mut set) {
                let free = others.iter().zip(&kind.open).filter(|(_, open)| **open);
                *own |= kind.base > free.map(|(free, _)| *free).sum();
            }
            if set == before {
                break;
            }
        }
        let (mut missing, mut jurors) = (0, Vec::new());
        for (crew, members) in self.crews.iter().enumerate() {
            let open = self.open_to(&set, crew);
            for &(capacity, juror) in members {
                missing -= capacity.min(open);
                jurors.extend((capacity < open).then_some(juror));
            }
        }
        let mut proposals = Vec::new();
        for (kind, _) in self.kinds.iter().zip(&set).filter(|(_, own)| **own) {
            missing += kind.count() * kind.base;
            proposals.extend(&kind.proposals);
        }
        proposals.sort_unstable();
        jurors.sort_unstable();
        let found = Cut {
            proposals,
            jurors,
            missing: missing.max(0) as u64,
        };
        let smaller = |best: &Cut| found.size() < best.size();
        if missing > 0 && self.best.as_ref().is_none_or(smaller) {
            self.best = Some(found);
        }
    }

    /// How many proposals of a set are open to each of a crew.
    fn open_to(&self, set: &[bool], crew: usize) -> i64 {
        let kinds = self.kinds.iter().zip(set);
        let open = kinds.filter(|(kind, own)| **own && kind.open[crew]);
        open.map(|(kind, _)| kind.count()).sum()
    }
}

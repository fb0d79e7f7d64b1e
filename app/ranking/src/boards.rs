//! Who reads what at one moment of making an assignment, and what that costs. Keeps no rule but: never twice, never in conflict.
//!
//! Memory: a few bits per juror and proposal, and what is linear in both.

use crate::assignments::{JurorTraits, Mismatch, Pool, ProposalTraits};
use std::collections::BTreeMap;

/// A juror who does not read the language: dearer than anything else.
pub(crate) const WRONG_LANGUAGE: i64 = 1_000;
/// Nobody from outside the sector. A wish and no rule: it yields to even loads and to a language that the juror can read, for a juror
/// who cannot read the text helps nobody.
pub(crate) const NO_OUTSIDER: i64 = 400;
/// Each outsider after the first.
pub(crate) const SECOND_OUTSIDER: i64 = 10;

/// One bit per row (a proposal, or a kind of proposals) and juror.
struct Bits {
    words: Vec<u64>,
    /// Words of one row.
    width: usize,
}

impl Bits {
    fn new(rows: usize, jurors: usize) -> Self {
        let width = jurors.div_ceil(64);
        Bits {
            words: vec![0; rows * width],
            width,
        }
    }

    fn row(&self, row: usize) -> &[u64] {
        &self.words[row * self.width..(row + 1) * self.width]
    }

    fn get(&self, row: usize, juror: usize) -> bool {
        self.words[row * self.width + juror / 64] >> (juror % 64) & 1 == 1
    }

    fn set(&mut self, row: usize, juror: usize, to: bool) {
        let word = &mut self.words[row * self.width + juror / 64];
        let bit = 1 << (juror % 64);
        *word = if to { *word | bit } else { *word & !bit };
    }
}

/// The state of an assignment.
pub(crate) struct Board<'a> {
    pub pool: &'a Pool,
    /// Reviews that each proposal needs.
    pub need: Vec<usize>,
    /// Jurors of each proposal.
    pub readers: Vec<Vec<u32>>,
    /// Proposals of each juror.
    pub reads: Vec<Vec<u32>>,
    /// How many of the proposal's jurors are from outside its sector.
    outsiders: Vec<u32>,
    /// Proposals of the same sector and language are of one class.
    class: Vec<u32>,
    /// By class: jurors who do not read the language.
    foreign: Bits,
    /// By class: jurors who do not know the sector.
    outside: Bits,
    /// No conflict, room for at least one proposal, and not reading it yet.
    open: Bits,
    reading: Bits,
    kept: Bits,
    fixed: Bits,
}

impl<'a> Board<'a> {
    /// `conflicts` must name existing jurors and proposals; `need` has one entry per proposal.
    pub fn new(pool: &'a Pool, need: Vec<usize>) -> Self {
        let (proposals, jurors) = (pool.proposals.len(), pool.jurors.len());
        let (class, firsts) = classes(pool);
        let by_class = |holds: &dyn Fn(&ProposalTraits, &JurorTraits) -> bool| {
            let mut bits = Bits::new(firsts.len(), jurors);
            for (row, proposal) in firsts.iter().enumerate() {
                for (juror, traits) in pool.jurors.iter().enumerate() {
                    bits.set(row, juror, holds(proposal, traits));
                }
            }
            bits
        };
        let mut board = Board {
            pool,
            need,
            readers: vec![Vec::new(); proposals],
            reads: vec![Vec::new(); jurors],
            outsiders: vec![0; proposals],
            foreign: by_class(&|proposal, juror| !juror.languages.contains(&proposal.language)),
            outside: by_class(&|proposal, juror| {
                (proposal.sector).is_some_and(|sector| !juror.sectors.contains(&sector))
            }),
            class,
            open: Bits::new(proposals, jurors),
            reading: Bits::new(proposals, jurors),
            kept: Bits::new(proposals, jurors),
            fixed: Bits::new(proposals, jurors),
        };
        for (juror, traits) in pool.jurors.iter().enumerate() {
            for proposal in 0..proposals {
                board.open.set(proposal, juror, traits.capacity > 0);
            }
        }
        for &(juror, proposal) in &pool.conflicts {
            board.open.set(proposal as usize, juror as usize, false);
        }
        board
    }

    pub fn jurors(&self) -> usize {
        self.pool.jurors.len()
    }

    pub fn proposals(&self) -> usize {
        self.pool.proposals.len()
    }

    pub fn capacity(&self, juror: usize) -> usize {
        self.pool.jurors[juror].capacity as usize
    }

    pub fn load(&self, juror: usize) -> usize {
        self.reads[juror].len()
    }

    /// No conflict, room for at least one proposal, and not reading it yet, whatever their load.
    pub fn open(&self, proposal: usize, juror: usize) -> bool {
        self.open.get(proposal, juror)
    }

    /// 64 jurors, in word `at`: those to whom the proposal is open and who are from outside its sector, or are not.
    pub fn open_word(&self, proposal: usize, outside: bool, at: usize) -> u64 {
        let flip = if outside { 0 } else { u64::MAX };
        self.open.row(proposal)[at] & (self.outside.row(self.class(proposal))[at] ^ flip)
    }

    pub fn is_reading(&self, proposal: usize, juror: usize) -> bool {
        self.reading.get(proposal, juror)
    }

    /// No conflict, and room for at least one proposal.
    pub fn may_read(&self, proposal: usize, juror: usize) -> bool {
        self.open(proposal, juror) || self.is_reading(proposal, juror)
    }

    /// The pair stood before and should stay, or come back.
    pub fn should_stay(&self, proposal: usize, juror: usize) -> bool {
        self.kept.get(proposal, juror)
    }

    pub fn keep(&mut self, proposal: usize, juror: usize) {
        self.kept.set(proposal, juror, true);
        self.add(proposal, juror);
    }

    /// The pair stays, whatever that costs.
    pub fn fix(&mut self, proposal: usize, juror: usize) {
        self.fixed.set(proposal, juror, true);
    }

    /// Nothing takes this pair away.
    pub fn is_fixed(&self, proposal: usize, juror: usize) -> bool {
        self.fixed.get(proposal, juror)
    }

    pub fn add(&mut self, proposal: usize, juror: usize) {
        self.reading.set(proposal, juror, true);
        self.open.set(proposal, juror, false);
        self.readers[proposal].push(juror as u32);
        self.reads[juror].push(proposal as u32);
        self.outsiders[proposal] += u32::from(self.is_outsider(proposal, juror));
    }

    pub fn remove(&mut self, proposal: usize, juror: usize) {
        self.reading.set(proposal, juror, false);
        self.open.set(proposal, juror, true);
        take(&mut self.readers[proposal], juror as u32);
        take(&mut self.reads[juror], proposal as u32);
        self.outsiders[proposal] -= u32::from(self.is_outsider(proposal, juror));
    }

    /// The load that nobody needs to exceed who has not more than that at `least`, if capacities were the only rule.
    pub fn quota(&self, least: &[usize], needed: usize) -> usize {
        let (mut low, mut high) = (0, self.proposals());
        while low < high {
            let middle = low.midpoint(high);
            let places: usize = (0..self.jurors())
                .map(|juror| self.capacity(juror).min(middle).max(least[juror]))
                .sum();
            if places >= needed {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// Takes away what is more than capacities allow or proposals need.
    pub fn trim(&mut self) {
        for juror in 0..self.jurors() {
            for &proposal in self.reads[juror].clone().iter().skip(self.capacity(juror)) {
                self.remove(proposal as usize, juror);
            }
        }
        for proposal in 0..self.proposals() {
            for &juror in self.readers[proposal]
                .clone()
                .iter()
                .skip(self.need[proposal])
            {
                self.remove(proposal, juror as usize);
            }
        }
    }

    /// Names the sector and language of the proposal.
    pub fn class(&self, proposal: usize) -> usize {
        self.class[proposal] as usize
    }

    pub fn knows_language(&self, proposal: usize, juror: usize) -> bool {
        !self.foreign.get(self.class(proposal), juror)
    }

    /// The proposal has a sector, which the juror does not know.
    pub fn is_outsider(&self, proposal: usize, juror: usize) -> bool {
        self.outside.get(self.class(proposal), juror)
    }

    pub fn outsiders(&self, proposal: usize) -> usize {
        self.outsiders[proposal] as usize
    }

    /// What one more outsider costs where there are `outsiders` already. A single juror should know the sector; of
    /// several, one should not.
    pub fn outsider_cost(&self, proposal: usize, outsiders: usize) -> i64 {
        if outsiders == 0 && self.need[proposal] > 1 {
            -NO_OUTSIDER
        } else {
            SECOND_OUTSIDER
        }
    }

    /// What the juror's language costs.
    pub fn language_cost(&self, proposal: usize, juror: usize) -> i64 {
        WRONG_LANGUAGE * i64::from(!self.knows_language(proposal, juror))
    }

    /// Change of the cost when `gone` is replaced by `come`: negative is better.
    pub fn gain(&self, proposal: usize, gone: usize, come: usize) -> i64 {
        let outsiders = self.outsiders(proposal);
        let language = self.language_cost(proposal, come) - self.language_cost(proposal, gone);
        language
            + match (
                self.is_outsider(proposal, gone),
                self.is_outsider(proposal, come),
            ) {
                (true, false) => -self.outsider_cost(proposal, outsiders - 1),
                (false, true) => self.outsider_cost(proposal, outsiders),
                _ => 0,
            }
    }

    /// What is wrong with the pairs as they are.
    pub fn mismatch(&self) -> Mismatch {
        let mut mismatch = Mismatch::default();
        for (proposal, readers) in self.readers.iter().enumerate() {
            let foreign = (readers.iter()).filter(|&&j| !self.knows_language(proposal, j as usize));
            mismatch.languages += foreign.count() as u32;
            if self.pool.proposals[proposal].sector.is_some() {
                let wanted = u32::from(self.need[proposal] > 1);
                let outsiders = self.outsiders[proposal];
                mismatch.unmixed += wanted.saturating_sub(outsiders);
                mismatch.sectors += outsiders.saturating_sub(wanted);
            }
        }
        mismatch
    }

    /// Reviews of this proposal still to be placed.
    pub fn lacks(&self, proposal: usize) -> usize {
        self.need[proposal].saturating_sub(self.readers[proposal].len())
    }

    /// All pairs (proposal, juror) that need not stay.
    pub fn loose_pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (proposal, readers) in self.readers.iter().enumerate() {
            let own = readers.iter().map(|&juror| (proposal, juror as usize));
            pairs.extend(own.filter(|&(p, j)| !self.should_stay(p, j)));
        }
        pairs
    }
}

fn take(list: &mut Vec<u32>, member: u32) {
    if let Some(at) = list.iter().position(|&other| other == member) {
        list.swap_remove(at);
    }
}

/// The class of each proposal, and the first proposal of each class.
fn classes<'a>(pool: &'a Pool) -> (Vec<u32>, Vec<&'a ProposalTraits>) {
    let (mut known, mut firsts) = (BTreeMap::new(), Vec::new());
    let own = |proposal: &'a ProposalTraits| {
        *known
            .entry((proposal.sector, proposal.language))
            .or_insert_with(|| {
                firsts.push(proposal);
                firsts.len() as u32 - 1
            })
    };
    let class = pool.proposals.iter().map(own).collect();
    (class, firsts)
}

//! Who reads what at one moment of making an assignment, and what that costs. Keeps no rule but: never twice, never in conflict.

use crate::assignments::{AssignmentRules, Pool};

/// A juror who does not read the language: dearer than anything else.
const WRONG_LANGUAGE: i64 = 1_000;
/// Nobody from outside the sector.
const NO_OUTSIDER: i64 = 40;
/// Each outsider after the first.
const SECOND_OUTSIDER: i64 = 10;

/// The state of an assignment.
pub(crate) struct Board<'a> {
    pub pool: &'a Pool,
    pub per_proposal: usize,
    /// Jurors of each proposal.
    pub readers: Vec<Vec<usize>>,
    /// Proposals of each juror.
    pub reads: Vec<Vec<usize>>,
    /// By proposal, then juror.
    closed: Vec<bool>,
    kept: Vec<bool>,
    reading: Vec<bool>,
}

impl<'a> Board<'a> {
    /// `conflicts` must name existing jurors and proposals.
    pub fn new(pool: &'a Pool, rules: &AssignmentRules) -> Self {
        let (proposals, jurors) = (pool.proposals.len(), pool.jurors.len());
        let mut board = Board {
            pool,
            per_proposal: rules.per_proposal as usize,
            readers: vec![Vec::new(); proposals],
            reads: vec![Vec::new(); jurors],
            closed: vec![false; proposals * jurors],
            kept: vec![false; proposals * jurors],
            reading: vec![false; proposals * jurors],
        };
        for &(juror, proposal) in &pool.conflicts {
            let at = board.at(proposal as usize, juror as usize);
            board.closed[at] = true;
        }
        board
    }

    fn at(&self, proposal: usize, juror: usize) -> usize {
        proposal * self.pool.jurors.len() + juror
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

    /// No conflict, and room for at least one proposal.
    pub fn may_read(&self, proposal: usize, juror: usize) -> bool {
        !self.closed[self.at(proposal, juror)] && self.capacity(juror) > 0
    }

    /// May read it and does not yet, whatever their load.
    pub fn open(&self, proposal: usize, juror: usize) -> bool {
        self.may_read(proposal, juror) && !self.reading[self.at(proposal, juror)]
    }

    pub fn is_reading(&self, proposal: usize, juror: usize) -> bool {
        self.reading[self.at(proposal, juror)]
    }

    /// The pair stood before and should stay.
    pub fn is_kept(&self, proposal: usize, juror: usize) -> bool {
        self.kept[self.at(proposal, juror)]
    }

    pub fn keep(&mut self, proposal: usize, juror: usize) {
        let at = self.at(proposal, juror);
        self.kept[at] = true;
        self.add(proposal, juror);
    }

    pub fn add(&mut self, proposal: usize, juror: usize) {
        let at = self.at(proposal, juror);
        self.reading[at] = true;
        self.readers[proposal].push(juror);
        self.reads[juror].push(proposal);
    }

    pub fn remove(&mut self, proposal: usize, juror: usize) {
        let at = self.at(proposal, juror);
        self.reading[at] = false;
        self.kept[at] = false;
        self.readers[proposal].retain(|&other| other != juror);
        self.reads[juror].retain(|&other| other != proposal);
    }

    pub fn knows_language(&self, proposal: usize, juror: usize) -> bool {
        self.pool.jurors[juror]
            .languages
            .contains(&self.pool.proposals[proposal].language)
    }

    /// False as well for a proposal without a sector.
    pub fn knows_sector(&self, proposal: usize, juror: usize) -> bool {
        let sector = self.pool.proposals[proposal].sector;
        sector.is_some_and(|sector| self.pool.jurors[juror].sectors.contains(&sector))
    }

    pub fn is_outsider(&self, proposal: usize, juror: usize) -> bool {
        self.pool.proposals[proposal].sector.is_some() && !self.knows_sector(proposal, juror)
    }

    /// What the proposal's jurors cost when `gone` is replaced by `come`.
    pub fn cost_with(&self, proposal: usize, gone: Option<usize>, come: Option<usize>) -> i64 {
        let (mut language, mut outsiders) = (0, 0);
        let stay = self.readers[proposal]
            .iter()
            .copied()
            .filter(|&juror| Some(juror) != gone);
        for juror in stay.chain(come) {
            language += i64::from(!self.knows_language(proposal, juror));
            outsiders += i64::from(self.is_outsider(proposal, juror));
        }
        let mut cost = WRONG_LANGUAGE * language;
        if self.pool.proposals[proposal].sector.is_some() {
            // A single juror should know the sector; of several, one should not.
            let wanted = i64::from(self.per_proposal > 1);
            cost += SECOND_OUTSIDER * (outsiders - wanted).max(0);
            cost += NO_OUTSIDER * (wanted - outsiders).max(0);
        }
        cost
    }

    pub fn cost(&self, proposal: usize) -> i64 {
        self.cost_with(proposal, None, None)
    }

    /// Reviews still to be placed.
    pub fn missing(&self) -> u64 {
        self.readers
            .iter()
            .map(|readers| (self.per_proposal - readers.len()) as u64)
            .sum()
    }

    /// All pairs (proposal, juror) that need not stay.
    pub fn loose_pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (proposal, readers) in self.readers.iter().enumerate() {
            pairs.extend(
                readers
                    .iter()
                    .map(|&juror| (proposal, juror))
                    .filter(|&(p, j)| !self.is_kept(p, j)),
            );
        }
        pairs
    }
}

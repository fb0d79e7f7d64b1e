//! Who reads what: a preview of an assignment, why none is possible, and the matrix of what stands.

use super::{Effects, JurorState, Redistribution, ShortProposal};
use crate::{AssignmentId, JurorId, ProposalId, screening::Heading, vocabulary::Sector};
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// Why a juror has a proposal; the page makes a sentence of it.
    PairWhy {
        /// Reads its language and knows its sector.
        Fits = "fits",
        /// Reads its language; it has no sector.
        Language = "language",
        /// Knows its sector; nobody who also reads its language was free.
        Sector = "sector",
        /// Reads its language and looks at it from outside its sector.
        CrossSector = "cross_sector",
        /// Nobody who fits better was free.
        OnlyAvailable = "only_available",
        /// Every juror without a conflict gets it.
        Anchor = "anchor",
        /// An organiser chose.
        ByHand = "by_hand",
        /// Came in with an import.
        Imported = "imported",
    }
}

impl PairWhy {
    /// Whether an assignment chose the pair among others: nobody wanted just this one.
    #[must_use]
    pub const fn is_computed(self) -> bool {
        match self {
            Self::Fits
            | Self::Language
            | Self::Sector
            | Self::CrossSector
            | Self::OnlyAvailable => true,
            Self::Anchor | Self::ByHand | Self::Imported => false,
        }
    }
}

/// A proposal in a preview or a matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalTag {
    /// The proposal.
    pub id: ProposalId,
    /// What people say aloud.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// Its sector.
    pub sector: Option<Sector>,
}

/// A juror in a preview, with the load before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewJuror {
    /// The juror.
    pub id: JurorId,
    /// Name.
    pub name: String,
    /// Most proposals.
    pub capacity: u32,
    /// Proposals now.
    pub before: u32,
    /// Proposals afterwards.
    pub after: u32,
    /// Whether they have declared conflicts; until then they cannot read.
    pub declared: bool,
}

/// A pair that would be made. Indices are positions in the preview's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPair {
    /// Position in `jurors`.
    pub juror: u32,
    /// Position in `proposals`.
    pub proposal: u32,
    /// Why.
    pub why: PairWhy,
}

/// How good it is who reads what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Proposals with as many jurors as they need.
    pub covered: u32,
    /// Fewest proposals of a juror.
    pub least: u32,
    /// Most proposals of a juror.
    pub most: u32,
    /// Pairs whose juror does not read the proposal's language.
    pub foreign: u32,
    /// Share of the proposals with a sector that a juror from outside of it reads, 0 to 1.
    pub cross_sector_share: f64,
    /// Parts of the graph of jurors and proposals that no juror connects; 1 is what a ranking needs.
    pub components: u32,
    /// How firmly common proposals tie the jurors together (λ₂, in proposals): with twice as much, the difference between
    /// jurors that is known least is known with half the variance. 0 in several parts, absent with fewer than two
    /// jurors who read.
    pub connectivity: Option<f64>,
}

/// What applying an assignment would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignmentPreview {
    /// Names what the preview was computed from; applying has to name it.
    pub basis: String,
    /// Everybody who can be given proposals, and who has reviews that stay.
    pub jurors: Vec<PreviewJuror>,
    /// All that need jurors.
    pub proposals: Vec<ProposalTag>,
    /// Pairs that would be made, by proposal.
    pub new: Vec<NewPair>,
    /// How many pairs stay as they are.
    pub kept: u32,
    /// Pairs without a review that would be taken away, since a rule breaks them: (juror, proposal).
    pub dropped: Vec<(u32, u32)>,
    /// Pairs that nobody opened and that would go to other jurors, where that was asked for: (juror, proposal).
    pub moved: Vec<(u32, u32)>,
    /// Proposals that stay short where only as much is done as there is room for.
    pub short: Vec<ShortProposal>,
    /// How it is now.
    pub before: Arrangement,
    /// How it would be.
    pub after: Arrangement,
    /// What is taken from whom, where jurors were chosen whose work goes to others.
    pub effects: Option<Effects>,
}

/// Why nobody can be assigned by the rules, and what would help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obstacle {
    /// No proposal is eligible.
    NoProposals,
    /// No juror has accepted.
    NoJurors,
    /// The jurors have too few places.
    TooFewPlaces {
        /// Reviews that are needed.
        needed: u64,
        /// Places that the jurors have.
        places: u64,
        /// How many more are needed at least.
        missing: u64,
    },
    /// Some proposals have too few jurors without a conflict: with how many are lacking.
    TooFewJurors {
        /// The proposals.
        proposals: Vec<(ProposalTag, u32)>,
    },
    /// Some proposals can only go to jurors who are full.
    Bottleneck {
        /// The proposals.
        proposals: Vec<ProposalTag>,
        /// Names of jurors of whom more capacity would help.
        jurors: Vec<String>,
        /// Places that are missing.
        missing: u64,
    },
    /// Some jurors have no place left for the anchors: with how many are lacking.
    NoRoomForAnchors {
        /// Names, and places that are missing.
        jurors: Vec<(String, u32)>,
    },
}

/// Answer to "who would read what".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// Can be applied.
    Ready(Box<AssignmentPreview>),
    /// Cannot be done by the rules.
    Impossible(Obstacle),
}

/// A computed assignment with the seed that reproduces it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposedAssignment {
    /// Of which competition.
    pub heading: Heading,
    /// Reviews that each proposal needs; none in a second look, where they differ.
    pub per_proposal: Option<u32>,
    /// Whether the jury reads in panels.
    pub panels: bool,
    /// Decimal; the same seed and the same people give the same pairs.
    pub seed: u64,
    /// Whose missing work goes to others.
    pub asked: Redistribution,
    /// Pairs that nobody opened and that may move when it is asked for.
    pub movable: u32,
    /// What would happen.
    pub outcome: Outcome,
}

crate::vocabulary::vocabulary! {
    /// How far a review is.
    ReviewStage {
        /// Not begun.
        None = "none",
        /// Begun.
        Draft = "draft",
        /// Counts.
        Submitted = "submitted",
    }
}

/// What stands between a juror and a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    Free,
    /// May never meet.
    Conflict,
    /// The juror judged it in an earlier round.
    Earlier,
    /// Panels keep them apart.
    Apart,
    /// The juror has it.
    Assigned {
        /// The pair.
        id: AssignmentId,
        /// How far the review is.
        stage: ReviewStage,
        /// Why.
        why: PairWhy,
        /// Nothing that computes moves it.
        locked: bool,
    },
}

/// A column of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixJuror {
    /// The juror.
    pub id: JurorId,
    /// Name.
    pub name: String,
    /// Where they stand.
    pub state: JurorState,
    /// Most proposals.
    pub capacity: i32,
    /// Proposals they have, over all pages.
    pub assigned: u32,
    /// In a second look: was given proposals before, and has handed in none of them.
    pub idle: bool,
}

/// A row of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixRow {
    /// The proposal.
    pub proposal: ProposalTag,
    /// Reviews that it is to have.
    pub wanted: u32,
    /// Jurors who have it.
    pub assigned: i32,
    /// Reviews that count.
    pub received: i32,
    /// One entry per juror, in their order.
    pub cells: Vec<Cell>,
}

/// Which rows of the matrix are asked for. The default is all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MatrixQuery {
    /// Only proposals with fewer jurors than they need.
    pub short: bool,
    /// Only of this sector.
    pub sector: Option<Sector>,
    /// Only what this juror has.
    pub juror: Option<JurorId>,
    /// Only this number, or with this in the title.
    pub words: String,
    /// Which page, from 1.
    pub page: u32,
}

impl MatrixQuery {
    /// Whether a title or number is asked for.
    #[must_use]
    pub fn names(&self, number: i32, title: &str) -> bool {
        let words = self.words.trim().to_lowercase();
        words.is_empty() || words == number.to_string() || title.to_lowercase().contains(&words)
    }
}

/// A page of the matrix, 50 proposals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentMatrix {
    /// Of which competition.
    pub heading: Heading,
    /// Reviews that each proposal needs; none in a second look, where they differ.
    pub per_proposal: Option<u32>,
    /// Active ones, and others who still have proposals.
    pub jurors: Vec<MatrixJuror>,
    /// By number.
    pub rows: Vec<MatrixRow>,
    /// Eligible proposals, over all pages.
    pub proposals: u32,
    /// Of them, those with fewer jurors than they need.
    pub uncovered: u32,
    /// What was asked for, with a page that is there.
    pub query: MatrixQuery,
    /// Proposals that were asked for, over all pages.
    pub found: u32,
    /// At least 1.
    pub pages: u32,
    /// Active jurors who have not declared conflicts.
    pub undeclared: u32,
    /// Whether the jury reads in panels.
    pub panels: bool,
    /// Whether this person can change it now.
    pub may_assign: bool,
    /// What every juror gets, by number.
    pub anchors: Vec<ProposalTag>,
    /// Whether this person can name anchors now.
    pub may_mark: bool,
}

crate::vocabulary::vocabulary! {
    /// Why a juror cannot be given a proposal.
    PairBar {
        /// Has it already.
        Assigned = "assigned",
        /// Declared a conflict, or belongs to the team.
        Conflict = "conflict",
        /// Of a panel that reads other sectors.
        OtherPanel = "other_panel",
        /// Has as many proposals as agreed.
        Full = "full",
        /// The proposal has all the jurors it needs.
        Covered = "covered",
        /// The juror is not active.
        Inactive = "inactive",
        /// The proposal does not go to the jury.
        NotEligible = "not_eligible",
    }
}

/// A juror who could be given a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The juror.
    pub id: JurorId,
    /// Name.
    pub name: String,
    /// Most proposals.
    pub capacity: i32,
    /// Proposals they have.
    pub assigned: u32,
    /// Reads the proposal's language.
    pub language: bool,
    /// Knows the proposal's sector.
    pub sector: bool,
    /// What stands in the way.
    pub bar: Option<PairBar>,
    /// The pair and how far its review is, where they have it.
    pub pair: Option<(AssignmentId, ReviewStage)>,
    /// They have it, and nothing that computes takes it from them.
    pub locked: bool,
}

/// Everybody who could be given one proposal, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidates {
    /// The proposal.
    pub proposal: ProposalTag,
    /// Reviews that it needs.
    pub per_proposal: u32,
    /// Jurors who have it.
    pub assigned: i32,
    /// By whether they can, then fit, then load.
    pub jurors: Vec<Candidate>,
    /// Whether this person can change it now.
    pub may_assign: bool,
}

/// What decides whether a juror can be given a proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairFacts {
    /// The proposal is submitted and eligible.
    pub eligible: bool,
    /// The juror has accepted and is not withdrawn.
    pub active: bool,
    /// A declared conflict, or the juror belongs to the team.
    pub conflict: bool,
    /// Panels keep the juror from it.
    pub other_panel: bool,
    /// The juror has it already.
    pub assigned: bool,
    /// Proposals that the juror has.
    pub load: u32,
    /// Most proposals of the juror.
    pub capacity: u32,
    /// Jurors who have the proposal.
    pub readers: u32,
    /// Reviews that it needs.
    pub per_proposal: u32,
}

/// What stands in the way of a pair, the strongest reason first.
#[must_use]
pub const fn pair_bar(facts: &PairFacts) -> Option<PairBar> {
    if !facts.eligible {
        Some(PairBar::NotEligible)
    } else if !facts.active {
        Some(PairBar::Inactive)
    } else if facts.conflict {
        Some(PairBar::Conflict)
    } else if facts.assigned {
        Some(PairBar::Assigned)
    } else if facts.other_panel {
        Some(PairBar::OtherPanel)
    } else if facts.readers >= facts.per_proposal {
        Some(PairBar::Covered)
    } else if facts.load >= facts.capacity {
        Some(PairBar::Full)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pair_is_barred_by_the_strongest_reason() {
        let good = PairFacts {
            eligible: true,
            active: true,
            load: 4,
            capacity: 5,
            readers: 2,
            per_proposal: 3,
            ..PairFacts::default()
        };
        assert_eq!(pair_bar(&good), None);
        let full = PairFacts { load: 5, ..good };
        assert_eq!(pair_bar(&full), Some(PairBar::Full));
        let covered = PairFacts { readers: 3, ..full };
        assert_eq!(pair_bar(&covered), Some(PairBar::Covered));
        let conflict = PairFacts {
            conflict: true,
            ..covered
        };
        assert_eq!(pair_bar(&conflict), Some(PairBar::Conflict));
        assert_eq!(pair_bar(&PairFacts::default()), Some(PairBar::NotEligible));
    }
}

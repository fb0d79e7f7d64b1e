//! What pages of a deliberation show.

use super::Offer;
use crate::{
    CriterionId, Denied, Localised, MessageId, ProposalId, competitions::Criterion,
    proposals::ProposalContent, screening::Heading,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Scores of one juror, in units; `None` is "cannot judge".
pub type Scores = BTreeMap<CriterionId, Option<i32>>;

/// When a discussion began, and whether it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Milliseconds UTC.
    pub opened_at: i64,
    /// Until when jurors may write; absent until somebody closes it.
    pub until_at: Option<i64>,
    /// When an organiser closed it.
    pub closed_at: Option<i64>,
}

impl Span {
    /// Whether jurors may write at `now`.
    #[must_use]
    pub fn open(&self, now: i64) -> bool {
        self.closed_at.is_none() && self.until_at.is_none_or(|until| now < until)
    }
}

/// A discussion in the organiser's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Names its page.
    pub proposal: ProposalId,
    /// Of the proposal.
    pub number: i32,
    /// Of the proposal.
    pub title: String,
    /// From when to when.
    pub span: Span,
    /// Whether jurors may write now.
    pub open: bool,
    /// Messages that were not withdrawn.
    pub messages: u32,
    /// Scores that are not what they were when it began.
    pub changed: u32,
    /// Whether there are minutes.
    pub minutes: bool,
}

/// The organiser's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deliberation {
    /// Of which competition.
    pub heading: Heading,
    /// Opened so far, by number.
    pub discussions: Vec<Listed>,
    /// What could be opened.
    pub offers: Vec<Offer>,
    /// How many are selected.
    pub seats: u32,
    /// Why nothing can be opened or closed by the reader now.
    pub refused: Option<Denied>,
}

/// A discussion in a juror's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDiscussion {
    /// Names its page.
    pub proposal: ProposalId,
    /// Of the proposal.
    pub number: i32,
    /// Of the proposal.
    pub title: String,
    /// Whether jurors may write now.
    pub open: bool,
    /// Until when.
    pub until_at: Option<i64>,
    /// Messages of others since the last visit.
    pub new: u32,
}

/// A score that its juror changed in the discussion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Milliseconds UTC.
    pub at: i64,
    /// In the juror's words.
    pub reason: String,
    /// What was changed: before and after, by criterion.
    pub scores: Vec<(CriterionId, Option<i32>, Option<i32>)>,
}

/// One juror's review, as the panel reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelReview {
    /// Number of the juror.
    pub juror: u32,
    /// Whether it is the reader's own.
    pub own: bool,
    /// As they stand.
    pub scores: Scores,
    /// To the team.
    pub comment: String,
    /// Whether a score was changed in the discussion.
    pub changed: bool,
    /// The changes, oldest first; only for organisers, auditors and the juror.
    pub changes: Vec<Change>,
}

/// An earlier text of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierText {
    /// As it was.
    pub text: String,
    /// Until when it stood, milliseconds UTC.
    pub until_at: i64,
}

/// Something that a juror said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Number of the juror.
    pub juror: u32,
    /// Whether it is the reader's own.
    pub own: bool,
    /// Whether the juror has a conflict of interest since.
    pub recused: bool,
    /// Milliseconds UTC.
    pub written_at: i64,
    /// When it was last changed.
    pub edited_at: Option<i64>,
    /// Absent once it is withdrawn.
    pub text: Option<String>,
    /// What stood there before; only for organisers and auditors.
    pub earlier: Vec<EarlierText>,
}

/// What an organiser wrote down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Empty until something is saved.
    pub text: String,
    /// 0 until something is saved.
    pub version: i64,
    /// When and by whom it was last saved.
    pub saved: Option<(i64, String)>,
}

/// What a reader may do in a discussion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    /// Why the reader may not speak; `None` who may.
    pub speak: Option<Denied>,
    /// Version of the review whose scores the reader may change.
    pub change: Option<i64>,
    /// Whether the reader keeps the minutes and may close it.
    pub lead: bool,
    /// Reads as organiser or auditor.
    pub organising: bool,
    /// Name of the reader's own score sheet.
    pub sheet: Option<crate::AssignmentId>,
}

/// The page of a discussion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discussion {
    /// The competition's part of addresses.
    pub slug: String,
    /// The competition's name.
    pub competition: Localised,
    /// Of the competition's deadlines.
    pub zone: String,
    /// Its id.
    pub proposal: ProposalId,
    /// Of the proposal.
    pub number: i32,
    /// Of the proposal.
    pub title: String,
    /// What was submitted last.
    pub content: ProposalContent,
    /// From when to when.
    pub span: Span,
    /// Whether jurors may write now.
    pub open: bool,
    /// What was scored.
    pub rubric: Vec<Criterion>,
    /// Reviews that count, by number of the juror.
    pub reviews: Vec<PanelReview>,
    /// Scores that are not what they were when it began.
    pub changed: u32,
    /// Oldest first.
    pub messages: Vec<Message>,
    /// What the organiser wrote down.
    pub minutes: Minutes,
    /// What the reader may do.
    pub rights: Rights,
    /// Names the next message, so that one sent twice is there once.
    pub next: MessageId,
}

impl Discussion {
    /// Lowest and highest score on a criterion, in units; `None` without any.
    #[must_use]
    pub fn spread(&self, criterion: CriterionId) -> Option<(i32, i32)> {
        let scores = || {
            let reviews = self.reviews.iter();
            reviews.filter_map(|review| review.scores.get(&criterion).copied().flatten())
        };
        Some((scores().min()?, scores().max()?))
    }
}

/// How many scores of a review are not what they were before its changes.
#[must_use]
pub fn changed_scores(changes: &[Change], now: &Scores) -> u32 {
    let mut first = BTreeMap::new();
    for (criterion, before, _) in changes.iter().flat_map(|change| &change.scores) {
        first.entry(*criterion).or_insert(*before);
    }
    let differs = |(criterion, before): &(CriterionId, Option<i32>)| {
        now.get(criterion).is_some_and(|score| score != before)
    };
    u32::try_from(first.into_iter().filter(differs).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn criterion(n: u128) -> CriterionId {
        CriterionId(Uuid::from_u128(n))
    }

    fn change(at: i64, scores: &[(u128, i32, i32)]) -> Change {
        Change {
            at,
            reason: "Said in the discussion".into(),
            scores: scores
                .iter()
                .map(|(n, before, after)| (criterion(*n), Some(*before), Some(*after)))
                .collect(),
        }
    }

    #[test]
    fn score_that_was_changed_back_is_not_counted_and_one_changed_twice_counts_once() {
        let changes = [
            change(1, &[(1, 5, 7), (2, 4, 6)]),
            change(2, &[(1, 7, 5), (2, 6, 8)]),
        ];
        let now = Scores::from([(criterion(1), Some(5)), (criterion(2), Some(8))]);
        assert_eq!(changed_scores(&changes, &now), 1);
        assert_eq!(changed_scores(&[], &now), 0);
    }

    #[test]
    fn discussion_is_open_until_its_end_or_until_it_is_closed() {
        let span = Span {
            opened_at: 1,
            until_at: Some(10),
            closed_at: None,
        };
        assert!(span.open(9) && !span.open(10));
        let closed = Span {
            closed_at: Some(5),
            ..span
        };
        assert!(!closed.open(9));
        let endless = Span {
            until_at: None,
            ..span
        };
        assert!(endless.open(i64::MAX));
    }
}

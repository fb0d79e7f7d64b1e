//! Reviews as a jury writes them: strict and generous people, good and bad days, some begun and left.

use super::{
    calendar::{HOUR, MINUTE},
    calls::Call,
    comments::Voices,
    draws::Draws,
    entries::Entry,
    juries::{Jury, Seat},
    rows::{self, Audit},
};
use crate::{
    Result, Tx,
    entities::{assignments, proposals, review_revisions, review_scores, reviews, rounds},
};
use domain::{
    Language,
    competitions::Criterion,
    reviews::{ReviewContent, ReviewState},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A revision, as `reviews` keeps it.
#[derive(Serialize)]
struct Kept<'a> {
    state: ReviewState,
    #[serde(flatten)]
    content: &'a ReviewContent,
}

/// How far the jury is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// Everything is in.
    Finished,
    /// At work at this moment.
    At(i64),
}

/// All rows of a jury's reviews.
#[derive(Default)]
struct Sheets {
    reviews: Vec<reviews::Model>,
    scores: Vec<review_scores::Model>,
    revisions: Vec<review_revisions::Model>,
    /// When each assignment was opened.
    opened: Vec<(Uuid, i64)>,
    received: BTreeMap<Uuid, i32>,
}

/// Writes the jury's reviews, and returns the assignments of those that are drafts.
pub(super) async fn write(
    tx: &Tx,
    call: &Call,
    entries: &[Entry],
    jury: &Jury,
    given: &[assignments::Model],
    progress: Progress,
) -> Result<Vec<assignments::Model>> {
    let mut desk = Desk {
        call,
        entries,
        voices: Voices::read()?,
        draws: Draws::of(&format!("reviews of {}", call.row.slug)),
        sheets: Sheets::default(),
        audit: Audit::of(call.row.id),
    };
    let mut drafts = Vec::new();
    for seat in &jury.seats {
        let own: Vec<&assignments::Model> =
            given.iter().filter(|row| row.juror_id == seat.id).collect();
        drafts.extend(desk.judge(seat, own, progress)?);
    }
    let first = desk.sheets.revisions.iter().map(|row| row.saved_at).min();
    desk.sheets.write(tx, call, first).await?;
    desk.audit.write(tx).await?;
    Ok(drafts)
}

struct Desk<'a> {
    call: &'a Call,
    entries: &'a [Entry],
    voices: Voices,
    draws: Draws,
    sheets: Sheets,
    audit: Audit,
}

impl Desk<'_> {
    /// One juror's evenings.
    fn judge(
        &mut self,
        seat: &Seat,
        mut own: Vec<&assignments::Model>,
        progress: Progress,
    ) -> Result<Vec<assignments::Model>> {
        self.draws.shuffle(&mut own);
        let opens = self.call.row.jury_opens_at;
        let (until, share) = match progress {
            Progress::Finished => (self.call.row.jury_closes_at - 5 * HOUR, 1.0),
            Progress::At(now) => (now - 3 * HOUR, seat.temper.done),
        };
        if share == 0.0 {
            return Ok(Vec::new());
        }
        let done = (own.len() as f64 * share).round() as usize;
        let left = own.len() - done;
        // Of what is left, two fifths are begun and one is at least opened.
        let begun = done + (left * 2).div_ceil(5);
        let mut times: Vec<i64> = (0..begun)
            .map(|_| opens + (((until - opens) as f64) * self.draws.unit()) as i64)
            .collect();
        times.sort_unstable();
        if let Some(last) = times.last_mut() {
            // Nobody at work has been silent for long.
            *last = (*last).max(until - self.draws.between(1, 26) * HOUR);
        }
        let mut drafts = Vec::new();
        for (turn, row) in own.into_iter().enumerate() {
            let Some(at) = times.get(turn).copied() else {
                if turn == begun {
                    self.sheets.opened.push((row.id, until - 40 * MINUTE));
                }
                continue;
            };
            let state = if turn < done {
                ReviewState::Submitted
            } else {
                drafts.push(row.clone());
                ReviewState::Draft
            };
            self.review(seat, row, state, at)?;
        }
        Ok(drafts)
    }

    fn review(
        &mut self,
        seat: &Seat,
        row: &assignments::Model,
        state: ReviewState,
        at: i64,
    ) -> Result<()> {
        let Some(entry) = self
            .entries
            .iter()
            .find(|own| own.proposal == row.proposal_id)
        else {
            return Ok(());
        };
        let full = self.content(seat, entry);
        let half = ReviewContent {
            scores: full.scores.iter().take(3).map(|(k, v)| (*k, *v)).collect(),
            note: full.note.clone(),
            ..ReviewContent::default()
        };
        let id = Uuid::now_v7();
        let reading = self.draws.between(14, 75) * MINUTE;
        let mut revisions = Vec::new();
        if state == ReviewState::Draft {
            revisions.push((ReviewState::Draft, half, at));
        } else {
            if self.draws.below(5) < 2 {
                revisions.push((ReviewState::Draft, half, at - reading / 2));
            }
            revisions.push((ReviewState::Submitted, full, at));
        }
        self.sheets.opened.push((row.id, at - reading));
        for (version, (state, content, saved_at)) in (1..).zip(&revisions) {
            self.sheets.revisions.push(review_revisions::Model {
                review_id: id,
                version,
                content: serde_json::to_string(&Kept {
                    state: *state,
                    content,
                })?,
                saved_at: *saved_at,
                saved_by: Some(seat.account),
            });
        }
        let version = revisions.len() as i64;
        let Some((_, mut content, _)) = revisions.pop() else {
            return Ok(());
        };
        let submitted_at = (state == ReviewState::Submitted).then_some(at);
        self.sheets.reviews.push(reviews::Model {
            id,
            assignment_id: row.id,
            round_id: row.round_id,
            juror_id: row.juror_id,
            proposal_id: row.proposal_id,
            state: state.key().to_owned(),
            comment: content.comment,
            note: content.note,
            submitted_at,
            updated_at: at,
            version,
        });
        for (criterion, value) in content.scores {
            self.sheets.scores.push(review_scores::Model {
                review_id: id,
                criterion_id: criterion.0,
                value,
                reason: content.reasons.remove(&criterion),
            });
        }
        if submitted_at.is_some() {
            *self.sheets.received.entry(row.proposal_id).or_default() += 1;
            let detail = json!({ "proposal": row.proposal_id, "version": version });
            self.audit
                .note(seat.account, "review.submitted", id, &detail, at);
        }
        Ok(())
    }

    /// What this juror thinks of this proposal.
    fn content(&mut self, seat: &Seat, entry: &Entry) -> ReviewContent {
        let temper = seat.temper;
        let mood = self.draws.normal() * temper.noise;
        let mut content = ReviewContent::default();
        let (mut points, mut declined) = (Vec::new(), Vec::new());
        for criterion in &self.call.rubric {
            let drawn = 3.3 + entry.quality + temper.severity + mood + self.draws.normal() * 0.55;
            let value = on_scale(criterion, drawn);
            // Whoever is not of the trade cannot always judge what is new or what it earns.
            let declines = matches!(criterion.code.as_str(), "innovation" | "economy")
                && self.draws.below(16) == 0;
            let value = (!declines).then_some(value);
            content.scores.insert(criterion.id, value);
            match value {
                Some(value) => points.push((criterion.code.as_str(), value)),
                None => declined.push(criterion.id),
            }
        }
        let speaks = |language| temper.languages.contains(&language);
        let french = usize::from(speaks(Language::Fr) && !speaks(Language::De));
        for criterion in declined {
            let reason = REASONS[french][points.len() % 2];
            content.reasons.insert(criterion, reason.to_owned());
        }
        let language = [entry.idea.language, Language::En, Language::Fr]
            .into_iter()
            .find(|language| speaks(*language))
            .unwrap_or_default();
        content.comment = self.voices.comment(language, &points, &mut self.draws);
        if self.draws.below(7) == 0 {
            let notes = NOTES[french];
            content.note = notes[self.draws.below(notes.len())].to_owned();
        }
        content
    }
}

/// Why somebody cannot judge a criterion, in English and in French.
const REASONS: [[&str; 2]; 2] = [
    [
        "I do not know this market well enough.",
        "Outside my trade: I cannot tell what is new here.",
    ],
    [
        "Je ne connais pas assez ce marché.",
        "Hors de mon métier : je ne sais pas ce qui est nouveau ici.",
    ],
];

/// Notes for the jury's own eyes.
const NOTES: [[&str; 4]; 2] = [
    [
        "Ask about the permit if we meet them.",
        "Compare with the other proposal for the same need.",
        "Not sure about the price of the main machine; look it up.",
        "Read again when I have seen all of mine.",
    ],
    [
        "Vérifier le prix de la machine principale.",
        "À comparer avec l'autre projet du même collège.",
        "Relire quand j'aurai tout vu.",
        "Demander où en est l'autorisation.",
    ],
];

fn on_scale(criterion: &Criterion, points: f64) -> i32 {
    let units = (points * f64::from(criterion.units_per_point)).round() as i32;
    units.clamp(criterion.min, criterion.max)
}

impl Sheets {
    async fn write(self, tx: &Tx, call: &Call, first: Option<i64>) -> Result<()> {
        rows::insert(tx, self.reviews).await?;
        rows::insert(tx, self.scores).await?;
        rows::insert(tx, self.revisions).await?;
        for (assignment, at) in self.opened {
            assignments::Entity::update_many()
                .col_expr(assignments::Column::OpenedAt, Expr::value(at))
                .filter(assignments::Column::Id.eq(assignment))
                .exec(&**tx)
                .await?;
        }
        for (proposal, number) in self.received {
            proposals::Entity::update_many()
                .col_expr(proposals::Column::ReviewsReceived, Expr::value(number))
                .filter(proposals::Column::Id.eq(proposal))
                .exec(&**tx)
                .await?;
        }
        rounds::Entity::update_many()
            .col_expr(rounds::Column::RubricLockedAt, Expr::value(first))
            .filter(rounds::Column::Id.eq(call.round))
            .exec(&**tx)
            .await?;
        Ok(())
    }
}

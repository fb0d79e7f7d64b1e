//! Scores: whose they are, what is missing, and what each row adds to what is there.

use super::{
    entries::NewEntry,
    proposal_reads::{Found, Knowns},
    proposals::team_name,
    runs::{Reading, Scope},
    score_reads::{Before, Pair, assigned, declared, names_of, own_reviews},
};
use crate::{Result, entities::jurors};
use domain::{
    Language, Problem, RoundId, fields,
    imports::{
        CellProblem, Column, Entering, ImportReport, NUMBER_MAX, NewNames, ScoreRow, Verdict,
        read_scores,
    },
    jury::JurorState,
    policy::ProposalState,
    proposals::{AllAnswers, Overview},
    reviews::ReviewContent,
    screening::ScreeningState,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What is to be written.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) round: Uuid,
    pub(super) entries: Vec<NewEntry>,
    /// Names of new jurors by id, with how many reviews they have in the file.
    pub(super) jurors: Vec<(Uuid, String, i32)>,
    pub(super) conflicts: Vec<Pair>,
    /// Those of the conflicts where the juror has the proposal.
    pub(super) held: Vec<Pair>,
    pub(super) reviews: Vec<NewReview>,
    /// What the conflicts are said to come from.
    pub(super) reason: String,
}

/// A review that comes in.
pub(super) struct NewReview {
    pub(super) pair: Pair,
    pub(super) content: ReviewContent,
    /// The pair's assignment, and whether it stands.
    pub(super) assignment: Option<(Uuid, bool)>,
    pub(super) before: Option<Before>,
}

/// Seven queries.
pub(super) async fn plan<C: ConnectionTrait>(
    conn: &C,
    scope: &Scope<'_>,
    reading: &Reading<'_>,
    round: RoundId,
    report: &mut ImportReport,
) -> Result<Plan> {
    let rows = read_scores(
        reading.table,
        reading.columns,
        reading.rubric,
        &mut report.problems,
    );
    let competition = scope.competition.id;
    let knowns = Knowns::load(conn, scope.id()).await?;
    let jury = jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition))
        .all(conn)
        .await?;
    let numbers = knowns.free_numbers();
    let mut planner = Planner {
        scope,
        reading,
        numbers,
        new_proposals: HashMap::new(),
        new_jurors: HashMap::new(),
        places: HashMap::new(),
        names: names_of(&jury),
        jury,
        knowns,
        conflicts: declared(conn, competition).await?,
        assignments: assigned(conn, round).await?,
        reviews: own_reviews(conn, competition, round).await?,
        plan: Plan {
            round: round.0,
            ..Plan::default()
        },
    };
    planner.plan.reason = format!("CSV: {}", reading.columns.name(Column::Conflict));
    planner.reserve(&rows);
    let mut seen = HashSet::new();
    for row in rows {
        planner.row(row, &mut seen, report);
    }
    let plan = planner.plan;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    report.created.proposals = count(plan.entries.len());
    report.created.teams = count(plan.entries.len());
    report.created.jurors = count(plan.jurors.len());
    report.created.conflicts = count(plan.conflicts.len());
    let fresh = plan
        .reviews
        .iter()
        .filter(|review| review.before.as_ref().is_none_or(|own| !own.submitted));
    report.created.reviews = count(fresh.count());
    let titles = plan.entries.iter().map(|entry| &entry.overview.title);
    let jurors = plan.jurors.iter().map(|(_, name, _)| name);
    report.names = NewNames {
        proposals: titles.take(NewNames::MOST).cloned().collect(),
        jurors: jurors.take(NewNames::MOST).cloned().collect(),
    };
    Ok(plan)
}

struct Planner<'a> {
    scope: &'a Scope<'a>,
    reading: &'a Reading<'a>,
    knowns: Knowns,
    numbers: super::entries::Numbers,
    jury: Vec<jurors::Model>,
    names: HashMap<String, Vec<usize>>,
    new_proposals: HashMap<String, Uuid>,
    new_jurors: HashMap<String, Uuid>,
    /// Of new jurors in the plan.
    places: HashMap<Uuid, usize>,
    conflicts: HashSet<Pair>,
    assignments: HashMap<Pair, (Uuid, bool)>,
    reviews: HashMap<Pair, Before>,
    plan: Plan,
}

impl Planner<'_> {
    /// Numbers that the file names go first; other new proposals take what is free then.
    fn reserve(&mut self, rows: &[ScoreRow]) {
        for row in rows {
            if let (Some(number), Found::None) = (number_of(row), self.knowns.titled(&row.proposal))
            {
                self.numbers.take(number);
            }
        }
    }

    fn row(&mut self, row: ScoreRow, seen: &mut HashSet<Pair>, report: &mut ImportReport) {
        let proposal = self.proposal(&row, &mut report.problems);
        let juror = self.juror(&row, &mut report.problems);
        let (Some(proposal), Some(juror)) = (proposal, juror) else {
            return;
        };
        let pair = (juror, proposal);
        if !seen.insert(pair) {
            report.refuse(row.line, "duplicate_row");
            return;
        }
        let conflicted = self.conflicts.contains(&pair);
        match row.verdict {
            Verdict::Conflict if conflicted => report.counts.unchanged += 1,
            Verdict::Conflict => {
                let known =
                    self.reviews.contains_key(&pair) || self.assignments.contains_key(&pair);
                count(report, known);
                self.plan.conflicts.push(pair);
                if known {
                    self.plan.held.push(pair);
                }
            }
            Verdict::Review(_) if conflicted => report.refuse(row.line, "conflict_stands"),
            Verdict::Review(content) => self.review(pair, content, report),
        }
    }

    fn review(&mut self, pair: Pair, mut content: ReviewContent, report: &mut ImportReport) {
        let before = self.reviews.remove(&pair);
        let assignment = self.assignments.get(&pair).copied();
        if let Some(before) = &before {
            if !self.reading.columns.has(Column::Comment) {
                content.comment.clone_from(&before.content.comment);
            }
            content.note.clone_from(&before.content.note);
            let stands = assignment.is_some_and(|(_, stands)| stands);
            if before.submitted && stands && before.content == content {
                report.counts.unchanged += 1;
                return;
            }
        }
        count(report, before.is_some());
        if let Some(at) = self.places.get(&pair.0) {
            self.plan.jurors[*at].2 += 1;
        }
        self.plan.reviews.push(NewReview {
            pair,
            content,
            assignment,
            before,
        });
    }

    fn problem(&self, row: &ScoreRow, column: Column, what: &str) -> CellProblem {
        let name = self.reading.columns.name(column);
        let value = if column == Column::Juror {
            &row.juror
        } else {
            &row.proposal
        };
        CellProblem::new(row.line, name, value, Problem::Other { what: what.into() })
    }

    /// By number, else by title; created when that was asked for.
    fn proposal(&mut self, row: &ScoreRow, problems: &mut Vec<CellProblem>) -> Option<Uuid> {
        let number = number_of(row);
        let found = match number.and_then(|number| self.knowns.numbered(number)) {
            Some(at) => Found::One(at),
            None => self.knowns.titled(&row.proposal),
        };
        match found {
            Found::One(at) => {
                let known = &self.knowns.list[at].row;
                let eligible = known.state == ProposalState::Submitted.key()
                    && known.screening == ScreeningState::Eligible.key();
                if eligible {
                    return Some(known.id);
                }
                problems.push(self.problem(row, Column::Proposal, "not_eligible"));
            }
            Found::Several => {
                problems.push(self.problem(row, Column::Proposal, "ambiguous_proposal"))
            }
            Found::None if self.scope.options.create => {
                return Some(self.create_proposal(row, number));
            }
            Found::None => problems.push(self.problem(row, Column::Proposal, "unknown_proposal")),
        }
        None
    }

    fn create_proposal(&mut self, row: &ScoreRow, number: Option<i32>) -> Uuid {
        // "12" and "012" are one proposal.
        let key = number.map_or_else(|| row.proposal.to_lowercase(), |number| number.to_string());
        if let Some(id) = self.new_proposals.get(&key) {
            return *id;
        }
        let number = number.unwrap_or_else(|| self.numbers.next());
        let id = Uuid::now_v7();
        self.plan.entries.push(NewEntry {
            team: Uuid::now_v7(),
            proposal: id,
            number,
            team_name: team_name(&row.proposal),
            language: Language::default(),
            entering: Entering::Eligible,
            overview: Overview {
                title: row.proposal.clone(),
                ..Overview::default()
            },
            answers: AllAnswers::new(),
        });
        self.new_proposals.insert(key, id);
        id
    }

    /// By name or address; created when that was asked for. Nobody types the scores of somebody who has an account,
    /// or is invited and would find them here.
    fn juror(&mut self, row: &ScoreRow, problems: &mut Vec<CellProblem>) -> Option<Uuid> {
        let key = row.juror.to_lowercase();
        match self.names.get(&key).map(Vec::as_slice) {
            Some([at]) => {
                let juror = &self.jury[*at];
                let what = match JurorState::parse(&juror.state) {
                    _ if juror.account_id.is_some() => "juror_scores_here",
                    Some(JurorState::Active) => return Some(juror.id),
                    Some(JurorState::Invited) => "juror_scores_here",
                    _ => "pair_inactive",
                };
                problems.push(self.problem(row, Column::Juror, what));
                None
            }
            Some([_, _, ..]) => {
                problems.push(self.problem(row, Column::Juror, "ambiguous_juror"));
                None
            }
            _ if self.scope.options.create => {
                let (jurors, places) = (&mut self.plan.jurors, &mut self.places);
                Some(*self.new_jurors.entry(key).or_insert_with(|| {
                    let id = Uuid::now_v7();
                    places.insert(id, jurors.len());
                    jurors.push((id, row.juror.clone(), 0));
                    id
                }))
            }
            _ => {
                problems.push(self.problem(row, Column::Juror, "unknown_juror"));
                None
            }
        }
    }
}

/// The number that a row names its proposal by.
fn number_of(row: &ScoreRow) -> Option<i32> {
    let number = fields::whole(&row.proposal, 1, NUMBER_MAX).ok()?;
    i32::try_from(number).ok()
}

fn count(report: &mut ImportReport, known: bool) {
    if known {
        report.counts.changed += 1;
    } else {
        report.counts.new += 1;
    }
}

//! Scores: whose they are, what is missing, and what each row adds to what is there.

use super::{
    entries::NewEntry,
    proposals::{Found, Knowns, team_name},
    runs::{Reading, Scope},
};
use crate::{
    Result,
    entities::{assignments, conflicts, jurors, review_scores, reviews},
    jury::ACTIVE,
};
use domain::{
    Language, Problem, RoundId,
    imports::{CellProblem, Column, Entering, ImportReport, ScoreRow, Verdict, read_scores},
    policy::ProposalState,
    proposals::{AllAnswers, Overview},
    reviews::{ReviewContent, ReviewState},
    screening::ScreeningState,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use std::collections::{BTreeMap, HashMap, HashSet};
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

/// Juror and proposal.
pub(super) type Pair = (Uuid, Uuid);

/// A review that comes in.
pub(super) struct NewReview {
    pub(super) pair: Pair,
    pub(super) content: ReviewContent,
    /// The pair's assignment, and whether it stands.
    pub(super) assignment: Option<(Uuid, bool)>,
    pub(super) before: Option<Before>,
}

/// A review that is there.
#[derive(Clone)]
pub(super) struct Before {
    pub(super) id: Uuid,
    pub(super) version: i64,
    pub(super) submitted: bool,
    content: ReviewContent,
}

/// Nine queries.
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
    Ok(plan)
}

/// Positions of jurors by lower-cased name and by address.
fn names_of(jury: &[jurors::Model]) -> HashMap<String, Vec<usize>> {
    let mut names: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, juror) in jury.iter().enumerate() {
        for name in [juror.name.to_lowercase(), juror.email.clone()] {
            let own = names.entry(name).or_default();
            if !own.contains(&at) {
                own.push(at);
            }
        }
    }
    names
}

async fn declared<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<HashSet<Pair>> {
    let rows: Vec<Pair> = conflicts::Entity::find()
        .select_only()
        .columns([conflicts::Column::JurorId, conflicts::Column::ProposalId])
        .join(JoinType::InnerJoin, conflicts::Relation::Jurors.def())
        .filter(jurors::Column::CompetitionId.eq(competition))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

async fn assigned<C: ConnectionTrait>(
    conn: &C,
    round: RoundId,
) -> Result<HashMap<Pair, (Uuid, bool)>> {
    let rows: Vec<(Uuid, Uuid, Uuid, String)> = assignments::Entity::find()
        .select_only()
        .columns([
            assignments::Column::JurorId,
            assignments::Column::ProposalId,
            assignments::Column::Id,
            assignments::Column::State,
        ])
        .filter(assignments::Column::RoundId.eq(round.0))
        .into_tuple()
        .all(conn)
        .await?;
    let pairs = rows.into_iter();
    Ok(pairs
        .map(|(juror, proposal, id, state)| ((juror, proposal), (id, state == ACTIVE)))
        .collect())
}

/// Reviews of jurors without an account. What others scored is not even read, so that an organiser learns
/// nothing of it by a dry run.
async fn own_reviews<C: ConnectionTrait>(
    conn: &C,
    competition: Uuid,
    round: RoundId,
) -> Result<HashMap<Pair, Before>> {
    let rows: Vec<reviews::Model> = reviews::Entity::find()
        .join(JoinType::InnerJoin, reviews::Relation::Jurors.def())
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::AccountId.is_null())
        .filter(reviews::Column::RoundId.eq(round.0))
        .all(conn)
        .await?;
    let cells: Vec<(Uuid, Uuid, Option<i32>)> = review_scores::Entity::find()
        .select_only()
        .columns([
            review_scores::Column::ReviewId,
            review_scores::Column::CriterionId,
            review_scores::Column::Value,
        ])
        .join(JoinType::InnerJoin, review_scores::Relation::Reviews.def())
        .join(JoinType::InnerJoin, reviews::Relation::Jurors.def())
        .filter(jurors::Column::CompetitionId.eq(competition))
        .filter(jurors::Column::AccountId.is_null())
        .filter(reviews::Column::RoundId.eq(round.0))
        .into_tuple()
        .all(conn)
        .await?;
    let mut scores: HashMap<Uuid, BTreeMap<_, _>> = HashMap::new();
    for (review, criterion, value) in cells {
        scores
            .entry(review)
            .or_default()
            .insert(criterion.into(), value);
    }
    let before = |row: reviews::Model| {
        let content = ReviewContent {
            scores: scores.remove(&row.id).unwrap_or_default(),
            comment: row.comment,
            note: row.note,
        };
        let submitted = row.state == ReviewState::Submitted.key();
        let pair = (row.juror_id, row.proposal_id);
        (
            pair,
            Before {
                id: row.id,
                version: row.version,
                submitted,
                content,
            },
        )
    };
    Ok(rows.into_iter().map(before).collect())
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
    fn row(&mut self, row: ScoreRow, seen: &mut HashSet<Pair>, report: &mut ImportReport) {
        let proposal = self.proposal(&row, &mut report.problems);
        let juror = self.juror(&row, &mut report.problems);
        let (Some(proposal), Some(juror)) = (proposal, juror) else {
            return;
        };
        let pair = (juror, proposal);
        if !seen.insert(pair) {
            report
                .problems
                .push(CellProblem::of_row(row.line, "duplicate_row"));
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
            Verdict::Review(_) if conflicted => {
                report
                    .problems
                    .push(CellProblem::of_row(row.line, "conflict_stands"));
            }
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
        let number: Option<i32> = row.proposal.parse().ok().filter(|number| *number > 0);
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
        let key = row.proposal.to_lowercase();
        if let Some(id) = self.new_proposals.get(&key) {
            return *id;
        }
        let number = match number {
            Some(number) if self.numbers.take(number) => number,
            _ => self.numbers.next(),
        };
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

    /// By name or address, without an account; created when that was asked for.
    fn juror(&mut self, row: &ScoreRow, problems: &mut Vec<CellProblem>) -> Option<Uuid> {
        let key = row.juror.to_lowercase();
        match self.names.get(&key).map(Vec::as_slice) {
            Some([at]) => {
                let juror = &self.jury[*at];
                if juror.account_id.is_none() {
                    return Some(juror.id);
                }
                problems.push(self.problem(row, Column::Juror, "juror_scores_here"));
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

fn count(report: &mut ImportReport, known: bool) {
    if known {
        report.counts.changed += 1;
    } else {
        report.counts.new += 1;
    }
}

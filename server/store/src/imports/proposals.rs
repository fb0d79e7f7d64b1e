//! Proposals: which rows are new, and which change what is there.

use super::{
    answers::{overlay, overlay_overview},
    entries::{NewEntry, states},
    proposal_reads::{
        Found, Known, Knowns, Sections, college_codes, newest_revisions, overview_of, sections,
    },
    runs::{Reading, Scope},
};
use crate::{
    Result,
    entities::{proposals, teams},
    proposals::{choices, form_of},
};
use domain::{
    Language,
    imports::{CellProblem, Column, Entering, ImportReport, ProposalRow, read_proposals},
    policy::ProposalState,
    proposals::{AllAnswers, FormDefinition, Overview},
    screening::ScreeningState,
};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// What is to be written.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) new: Vec<NewEntry>,
    pub(super) changed: Vec<Change>,
}

/// A proposal that is there, as it is to be.
pub(super) struct Change {
    pub(super) entry: NewEntry,
    pub(super) before: proposals::Model,
    pub(super) team: teams::Model,
    pub(super) sections: BTreeMap<String, i64>,
    /// Sections whose text is another one now.
    pub(super) rewritten: Vec<String>,
    /// Newest revision.
    pub(super) revision: i32,
}

/// Seven queries.
pub(super) async fn plan<C: ConnectionTrait>(
    conn: &C,
    scope: &Scope<'_>,
    reading: &Reading<'_>,
    report: &mut ImportReport,
) -> Result<Plan> {
    let choices = choices(conn, scope.id()).await?;
    let codes = college_codes(conn, &choices, scope.id()).await?;
    let rows = read_proposals(
        reading.table,
        reading.columns,
        &choices,
        &codes,
        &mut report.problems,
    );
    let knowns = Knowns::load(conn, scope.id()).await?;
    let planner = Planner {
        scope,
        title_column: reading.columns.name(Column::Title).to_owned(),
        form: form_of(scope.competition)?,
        sections: sections(conn, scope.id()).await?,
        revisions: newest_revisions(conn, scope.id()).await?,
        knowns,
    };
    planner.plan(rows, report)
}

struct Planner<'a> {
    scope: &'a Scope<'a>,
    title_column: String,
    form: FormDefinition,
    knowns: Knowns,
    sections: Sections,
    revisions: HashMap<Uuid, i32>,
}

impl Planner<'_> {
    fn plan(&self, rows: Vec<ProposalRow>, report: &mut ImportReport) -> Result<Plan> {
        let mut plan = Plan::default();
        let mut numbers = self.knowns.free_numbers();
        let mut seen = HashSet::new();
        let mut fresh = Vec::new();
        // A row without a number is found by its title, next time too: no other proposal may have it then.
        let titles: HashSet<String> = rows
            .iter()
            .filter(|row| row.number.is_some())
            .map(|row| row.title.to_lowercase())
            .collect();
        for row in rows {
            let found = match row.number {
                Some(number) => self.knowns.numbered(number).map_or(Found::None, Found::One),
                None => self.knowns.titled(&row.title),
            };
            let title = row.title.to_lowercase();
            let twice = row.number.is_none() && titles.contains(&title);
            let name = row.number.map_or(title, |n| format!("\n{n}"));
            if twice || !seen.insert(name) {
                report.refuse(row.line, "duplicate_row");
                continue;
            }
            match found {
                Found::Several => {
                    let column = self.title_column.as_str();
                    let problem = other("ambiguous_proposal");
                    report
                        .problems
                        .push(CellProblem::new(row.line, column, &row.title, problem));
                }
                Found::One(at) if !seen.insert(format!("\r{at}")) => {
                    report.refuse(row.line, "duplicate_row");
                }
                Found::One(at) => match self.change(&self.knowns.list[at], &row)? {
                    None => report.counts.unchanged += 1,
                    Some(_) if self.knowns.list[at].owned => report.refuse(row.line, "has_owner"),
                    Some(change) => {
                        report.counts.changed += 1;
                        plan.changed.push(change);
                    }
                },
                Found::None => {
                    // Numbers that the file names go first; the others take what is free then.
                    if let Some(number) = row.number {
                        numbers.take(number);
                    }
                    fresh.push(row);
                }
            }
        }
        for row in fresh {
            let number = row.number.unwrap_or_else(|| numbers.next());
            plan.new.push(self.entry(&row, number));
        }
        let new = u32::try_from(plan.new.len()).unwrap_or(u32::MAX);
        report.counts.new = new;
        report.created.proposals = new;
        report.created.teams = new;
        Ok(plan)
    }

    fn entry(&self, row: &ProposalRow, number: i32) -> NewEntry {
        let language = row.language.unwrap_or_default();
        let mut answers = AllAnswers::new();
        overlay(&self.form, &mut answers, row, language);
        let mut overview = Overview::default();
        overlay_overview(&mut overview, row);
        NewEntry {
            team: Uuid::now_v7(),
            proposal: Uuid::now_v7(),
            number,
            team_name: row.team.clone().unwrap_or_else(|| team_name(&row.title)),
            language,
            entering: self.scope.options.entering,
            overview,
            answers,
        }
    }

    /// What the row changes, if anything.
    fn change(&self, known: &Known, row: &ProposalRow) -> Result<Option<Change>> {
        let before = &known.row;
        let language = row
            .language
            .or_else(|| Language::parse(&before.language))
            .unwrap_or_default();
        let stored = self.sections.get(&before.id);
        let mut answers = AllAnswers::new();
        for (key, (_, text)) in stored.into_iter().flatten() {
            answers.insert(key.clone(), serde_json::from_str(text)?);
        }
        overlay(&self.form, &mut answers, row, language);
        let mut overview = overview_of(before)?;
        let old_overview = overview.clone();
        overlay_overview(&mut overview, row);
        let rewritten: Vec<String> = answers
            .iter()
            .filter(|(key, own)| {
                let old = stored
                    .and_then(|all| all.get(*key))
                    .map(|(_, text)| text.as_str());
                old != Some(own.canonical().as_str())
            })
            .map(|(key, _)| key.clone())
            .collect();
        let entering = self.raised(known);
        let name = row.team.clone().unwrap_or_else(|| known.team.name.clone());
        let same = rewritten.is_empty()
            && overview == old_overview
            && language.code() == before.language
            && name == known.team.name
            && entering.is_none();
        if same {
            return Ok(None);
        }
        let versions = stored.into_iter().flatten();
        Ok(Some(Change {
            entry: NewEntry {
                team: before.team_id,
                proposal: before.id,
                number: before.number,
                team_name: name,
                language,
                entering: entering.unwrap_or(standing(before)),
                overview,
                answers,
            },
            before: before.clone(),
            team: known.team.clone(),
            sections: versions
                .map(|(key, (version, _))| (key.clone(), *version))
                .collect(),
            rewritten,
            revision: self.revisions.get(&before.id).copied().unwrap_or(0),
        }))
    }

    /// How far the proposal comes by this import, if further than it is. Nothing is taken back, no decision is
    /// changed, and a team with members submits by itself.
    fn raised(&self, known: &Known) -> Option<Entering> {
        let wanted = self.scope.options.entering;
        let now = standing(&known.row);
        let open = known.row.screening == ScreeningState::Pending.key()
            && known.row.state != ProposalState::Withdrawn.key();
        (open && !known.owned && now < wanted).then_some(wanted)
    }
}

/// A team is named like its proposal when the file does not name it.
pub(super) fn team_name(title: &str) -> String {
    title
        .chars()
        .take(domain::teams::MOST_IN_NAME as usize)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// How far a proposal is, as imports see it.
fn standing(row: &proposals::Model) -> Entering {
    let known = Entering::ALL.iter().copied().rev().find(|entering| {
        let (state, screening) = states(*entering);
        row.state == state.key()
            && (row.screening == screening.key() || *entering != Entering::Eligible)
    });
    // A withdrawn proposal is written as a draft: nothing is frozen again.
    known.unwrap_or(Entering::Draft)
}

fn other(what: &str) -> domain::Problem {
    domain::Problem::Other { what: what.into() }
}

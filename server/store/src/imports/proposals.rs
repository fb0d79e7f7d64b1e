//! Proposals: which rows are new, which change what is there, and writing both.

use super::{
    answers::{overlay, overlay_overview},
    entries::{
        NewEntry, Numbers, insert_all, insert_entries, rename_team, revision_row, screening_row,
        section_row, states, update_proposal, version_row,
    },
    runs::{Reading, Scope},
};
use crate::{
    Result, Tx,
    entities::{colleges, proposal_sections, proposals, revisions, team_members, teams},
    proposals::{choices, form_of},
};
use domain::{
    CompetitionId, Language,
    imports::{CellProblem, Column, Entering, ImportReport, ProposalRow, read_proposals},
    money::{Currency, Money},
    policy::ProposalState,
    proposals::{AllAnswers, Choices, FormDefinition, Overview},
    screening::ScreeningState,
    vocabulary::{Sector, TargetGroup},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// What is to be written.
#[derive(Default)]
pub(super) struct Plan {
    new: Vec<NewEntry>,
    changed: Vec<Change>,
}

/// A proposal that is there, as it is to be.
struct Change {
    entry: NewEntry,
    before: proposals::Model,
    team: teams::Model,
    sections: BTreeMap<String, i64>,
    /// Sections whose text is another one now.
    rewritten: Vec<String>,
    /// Newest revision.
    revision: i32,
}

/// A proposal that is there.
pub(super) struct Known {
    pub(super) row: proposals::Model,
    pub(super) team: teams::Model,
    /// Its team has members: only they write it.
    pub(super) owned: bool,
}

/// The proposals of a competition, by number, and how to find them.
pub(super) struct Knowns {
    pub(super) list: Vec<Known>,
    numbers: HashMap<i32, usize>,
    titles: HashMap<String, Vec<usize>>,
}

/// What was found under a title.
pub(super) enum Found {
    None,
    One(usize),
    Several,
}

impl Knowns {
    /// Two queries.
    pub(super) async fn load<C: ConnectionTrait>(
        conn: &C,
        competition: CompetitionId,
    ) -> Result<Self> {
        let owned: HashSet<Uuid> = team_members::Entity::find()
            .select_only()
            .column(team_members::Column::TeamId)
            .distinct()
            .join(JoinType::InnerJoin, team_members::Relation::Teams.def())
            .filter(teams::Column::CompetitionId.eq(competition.0))
            .into_tuple()
            .all(conn)
            .await?
            .into_iter()
            .collect();
        let rows = proposals::Entity::find()
            .find_also_related(teams::Entity)
            .filter(proposals::Column::CompetitionId.eq(competition.0))
            .order_by_asc(proposals::Column::Number)
            .all(conn)
            .await?;
        let list: Vec<Known> = rows
            .into_iter()
            .filter_map(|(row, team)| {
                let team = team?;
                let owned = owned.contains(&team.id);
                Some(Known { row, team, owned })
            })
            .collect();
        let mut titles: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, known) in list.iter().enumerate() {
            if !known.row.title.is_empty() {
                titles
                    .entry(known.row.title.to_lowercase())
                    .or_default()
                    .push(at);
            }
        }
        let numbers = list
            .iter()
            .enumerate()
            .map(|(at, known)| (known.row.number, at))
            .collect();
        Ok(Self {
            list,
            numbers,
            titles,
        })
    }

    pub(super) fn numbered(&self, number: i32) -> Option<usize> {
        self.numbers.get(&number).copied()
    }

    pub(super) fn titled(&self, title: &str) -> Found {
        match self.titles.get(&title.to_lowercase()).map(Vec::as_slice) {
            None | Some([]) => Found::None,
            Some([at]) => Found::One(*at),
            Some(_) => Found::Several,
        }
    }

    pub(super) fn free_numbers(&self) -> Numbers {
        Numbers::new(self.numbers.keys().copied())
    }
}

/// Nine queries.
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

/// In the order of the choices.
async fn college_codes<C: ConnectionTrait>(
    conn: &C,
    choices: &Choices,
    competition: CompetitionId,
) -> Result<Vec<String>> {
    let codes: Vec<(Uuid, String)> = colleges::Entity::find()
        .select_only()
        .columns([colleges::Column::Id, colleges::Column::Code])
        .filter(colleges::Column::CompetitionId.eq(competition.0))
        .into_tuple()
        .all(conn)
        .await?;
    let codes: HashMap<Uuid, String> = codes.into_iter().collect();
    let colleges = choices.colleges.iter();
    Ok(colleges
        .map(|own| codes.get(&own.id.0).cloned().unwrap_or_default())
        .collect())
}

type Sections = HashMap<Uuid, BTreeMap<String, (i64, String)>>;

async fn sections<C: ConnectionTrait>(conn: &C, competition: CompetitionId) -> Result<Sections> {
    let rows = proposal_sections::Entity::find()
        .join(
            JoinType::InnerJoin,
            proposal_sections::Relation::Proposals.def(),
        )
        .filter(proposals::Column::CompetitionId.eq(competition.0))
        .all(conn)
        .await?;
    let mut sections = Sections::new();
    for row in rows {
        sections
            .entry(row.proposal_id)
            .or_default()
            .insert(row.key, (row.version, row.answers));
    }
    Ok(sections)
}

async fn newest_revisions<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<HashMap<Uuid, i32>> {
    let rows: Vec<(Uuid, i32)> = revisions::Entity::find()
        .select_only()
        .column(revisions::Column::ProposalId)
        .column_as(revisions::Column::Number.max(), "newest")
        .join(JoinType::InnerJoin, revisions::Relation::Proposals.def())
        .filter(proposals::Column::CompetitionId.eq(competition.0))
        .group_by(revisions::Column::ProposalId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
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
        for row in rows {
            let found = match row.number {
                Some(number) => self.knowns.numbered(number).map_or(Found::None, Found::One),
                None => self.knowns.titled(&row.title),
            };
            let name = row
                .number
                .map_or_else(|| row.title.to_lowercase(), |n| format!("\n{n}"));
            if !seen.insert(name) {
                report
                    .problems
                    .push(CellProblem::of_row(row.line, "duplicate_row"));
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
                    report
                        .problems
                        .push(CellProblem::of_row(row.line, "duplicate_row"));
                }
                Found::One(at) => match self.change(&self.knowns.list[at], &row)? {
                    None => report.counts.unchanged += 1,
                    Some(_) if self.knowns.list[at].owned => {
                        report
                            .problems
                            .push(CellProblem::of_row(row.line, "has_owner"));
                    }
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

fn overview_of(row: &proposals::Model) -> Result<Overview> {
    let groups: Vec<String> = serde_json::from_str(&row.target_groups)?;
    Ok(Overview {
        title: row.title.clone(),
        need: row.need_id.map(Into::into),
        college: row.college_id.map(Into::into),
        sector: row.sector.as_deref().and_then(Sector::parse),
        target_groups: groups
            .iter()
            .filter_map(|key| TargetGroup::parse(key))
            .collect(),
        amount: Money {
            minor: row.amount_minor,
            currency: Currency::parse(&row.currency).unwrap_or_default(),
        },
    })
}

fn other(what: &str) -> domain::Problem {
    domain::Problem::Other { what: what.into() }
}

impl Plan {
    /// Writes everything.
    pub(super) async fn apply(self, tx: &Tx, scope: &Scope<'_>) -> Result<()> {
        insert_entries(tx, scope, &self.new).await?;
        for change in self.changed {
            change.apply(tx, scope).await?;
        }
        Ok(())
    }
}

impl Change {
    async fn apply(self, tx: &Tx, scope: &Scope<'_>) -> Result<()> {
        let Self {
            entry,
            before,
            team,
            sections,
            rewritten,
            revision,
        } = self;
        if entry.team_name != team.name {
            rename_team(tx, team.id, &entry.team_name, team.version).await?;
        }
        let mut versions = Vec::new();
        for key in &rewritten {
            let text = entry
                .answers
                .get(key)
                .map(|own| own.canonical())
                .unwrap_or_default();
            let version = sections.get(key).map_or(1, |version| version + 1);
            let row = section_row(scope, before.id, key, &text, version);
            if version == 1 {
                insert_all(tx, vec![row]).await?;
            } else {
                let row: proposal_sections::ActiveModel = row.into();
                proposal_sections::Entity::update(row.reset_all())
                    .exec(&**tx)
                    .await?;
            }
            versions.push(version_row(scope, before.id, key, &text, version));
        }
        insert_all(tx, versions).await?;
        let submitted = entry.entering != Entering::Draft;
        if submitted {
            insert_all(tx, vec![revision_row(scope, &entry, revision + 1)]).await?;
        }
        let eligible = ScreeningState::Eligible.key();
        if entry.entering == Entering::Eligible && before.screening != eligible {
            insert_all(tx, vec![screening_row(scope, before.id)?]).await?;
        }
        update_proposal(tx, columns(scope, &entry, &before)?).await
    }
}

fn columns(
    scope: &Scope<'_>,
    entry: &NewEntry,
    before: &proposals::Model,
) -> Result<proposals::ActiveModel> {
    let overview = &entry.overview;
    let (state, screening) = states(entry.entering);
    let decided = before.screening != ScreeningState::Pending.key();
    let withdrawn = before.state == ProposalState::Withdrawn.key();
    Ok(proposals::ActiveModel {
        id: Set(before.id),
        title: Set(overview.title.clone()),
        language: Set(entry.language.code().to_owned()),
        state: Set(if withdrawn {
            before.state.clone()
        } else {
            state.key().to_owned()
        }),
        screening: Set(if decided {
            before.screening.clone()
        } else {
            screening.key().to_owned()
        }),
        need_id: Set(overview.need.map(|id| id.0)),
        college_id: Set(overview.college.map(|id| id.0)),
        sector: Set(overview.sector.map(|sector| sector.key().to_owned())),
        target_groups: Set(serde_json::to_string(&overview.target_groups)?),
        amount_minor: Set(overview.amount.minor),
        currency: Set(overview.amount.currency.code().to_owned()),
        submitted_at: Set(if entry.entering == Entering::Draft {
            before.submitted_at
        } else {
            Some(scope.now)
        }),
        updated_at: Set(scope.now),
        version: Set(before.version + 1),
        ..Default::default()
    })
}

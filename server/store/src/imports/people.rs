//! People: who belongs to which team or to the jury already, and what each row adds.

use super::{
    entries::NewEntry,
    people_reads::{Teams, accounts_of, next_number, readers},
    runs::{Reading, Scope},
};
use crate::{
    Result,
    entities::{accounts, jurors, team_members},
    jury::loads,
};
use domain::{
    Language,
    imports::{CellProblem, Column, Entering, ImportReport, Part, PersonRow, read_people},
    policy::{Phase, TeamRole},
    proposals::{AllAnswers, Overview},
    teams::{MOST_MEMBERS, MemberKind},
    vocabulary::Sector,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What is to be written.
#[derive(Default)]
pub(super) struct Plan {
    /// New teams, each with an empty draft.
    pub(super) teams: Vec<NewEntry>,
    /// People without an account: id, row.
    pub(super) accounts: Vec<(Uuid, PersonRow)>,
    /// Accounts that nobody has proven, which become members: what was entered for them before goes.
    pub(super) unproven: Vec<Uuid>,
    pub(super) members: Vec<NewMember>,
    /// As they are, and as they are to be.
    pub(super) changed_members: Vec<(team_members::Model, team_members::Model)>,
    pub(super) jurors: Vec<PersonRow>,
    /// As they are to be, with the next version.
    pub(super) changed_jurors: Vec<jurors::Model>,
}

/// A membership that comes into being.
pub(super) struct NewMember {
    pub(super) row: team_members::Model,
    pub(super) team: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) language: Language,
}

/// Seven queries, and one more for every further 10,000 rows.
pub(super) async fn plan<C: ConnectionTrait>(
    conn: &C,
    scope: &Scope<'_>,
    reading: &Reading<'_>,
    report: &mut ImportReport,
) -> Result<Plan> {
    let rows = read_people(reading.table, reading.columns, &mut report.problems);
    let competition = scope.competition.id;
    let jury = jurors::Entity::find()
        .filter(jurors::Column::CompetitionId.eq(competition))
        .all(conn)
        .await?;
    let mut planner = Planner {
        scope,
        reading,
        accounts: accounts_of(conn, &rows).await?,
        teams: Teams::load(conn, competition).await?,
        jurors: jury
            .into_iter()
            .map(|juror| (juror.email.clone(), juror))
            .collect(),
        loads: loads(conn, competition).await?,
        readers: readers(conn, competition).await?,
        next_number: next_number(conn, competition).await?,
        plan: Plan::default(),
    };
    let mut seen = HashSet::new();
    for row in rows {
        let place = match &row.part {
            Part::Member { team, .. } => team.to_lowercase(),
            Part::Juror { .. } => "\njury".to_owned(),
        };
        if !seen.insert((row.email.clone(), place)) {
            report.refuse(row.line, "duplicate_row");
            continue;
        }
        match row.part.clone() {
            Part::Member { team, kind, role } => planner.member(row, &team, kind, role, report),
            Part::Juror { .. } => planner.juror(row, report)?,
        }
    }
    Ok(planner.finish(report))
}

struct Planner<'a> {
    scope: &'a Scope<'a>,
    reading: &'a Reading<'a>,
    accounts: HashMap<String, accounts::Model>,
    teams: Teams,
    jurors: HashMap<String, jurors::Model>,
    loads: HashMap<Uuid, u32>,
    /// Account and team.
    readers: HashSet<(Uuid, Uuid)>,
    next_number: i32,
    plan: Plan,
}

impl Planner<'_> {
    fn member(
        &mut self,
        row: PersonRow,
        team_name: &str,
        kind: MemberKind,
        role: Option<TeamRole>,
        report: &mut ImportReport,
    ) {
        let (line, columns) = (row.line, self.reading.columns);
        let problem = |column: Column, value: &str, what: &str| {
            let problem = domain::Problem::Other { what: what.into() };
            CellProblem::new(line, columns.name(column), value, problem)
        };
        let team = match self
            .teams
            .names
            .get(&team_name.to_lowercase())
            .map(Vec::as_slice)
        {
            Some([team]) => *team,
            Some([_, _, ..]) => {
                report
                    .problems
                    .push(problem(Column::Team, team_name, "ambiguous_team"));
                return;
            }
            _ if self.scope.options.create => self.found_team(team_name),
            _ => {
                report
                    .problems
                    .push(problem(Column::Team, team_name, "unknown_team"));
                return;
            }
        };
        let account = self.accounts.get(&row.email).map(|account| account.id);
        let members = self.teams.members.entry(team).or_default();
        let lead = members
            .iter()
            .position(|own| own.role == TeamRole::Lead.key());
        let own = account.and_then(|id| members.iter().position(|own| own.account_id == id));
        let wanted = role.map(TeamRole::key);
        if let Some(at) = own {
            let before = members[at].clone();
            let other_lead = lead.is_some_and(|lead| lead != at);
            if wanted == Some(TeamRole::Lead.key()) && other_lead {
                report
                    .problems
                    .push(problem(Column::Role, "", "lead_taken"));
                return;
            }
            if wanted.is_some_and(|role| role != TeamRole::Lead.key()) && lead == Some(at) {
                report
                    .problems
                    .push(problem(Column::Role, "", "lead_needed"));
                return;
            }
            let after = team_members::Model {
                kind: kind.key().to_owned(),
                role: wanted.unwrap_or(&before.role).to_owned(),
                ..before.clone()
            };
            if after == before {
                report.counts.unchanged += 1;
            } else {
                report.counts.changed += 1;
                members[at] = after.clone();
                self.plan.changed_members.push((before, after));
            }
            return;
        }
        if account.is_some_and(|id| self.readers.contains(&(id, team))) {
            report
                .problems
                .push(problem(Column::Email, &row.email, "pair_conflict"));
            return;
        }
        if wanted == Some(TeamRole::Lead.key()) && lead.is_some() {
            report
                .problems
                .push(problem(Column::Role, "", "lead_taken"));
            return;
        }
        if members.len() >= MOST_MEMBERS {
            report
                .problems
                .push(problem(Column::Team, team_name, "team_full"));
            return;
        }
        let account = self.account(&row);
        let member = team_members::Model {
            team_id: team,
            account_id: account,
            kind: kind.key().to_owned(),
            role: wanted.unwrap_or(TeamRole::Editor.key()).to_owned(),
            joined_at: self.scope.now,
        };
        self.teams
            .members
            .entry(team)
            .or_default()
            .push(member.clone());
        report.counts.new += 1;
        let language = self
            .accounts
            .get(&row.email)
            .and_then(|own| Language::parse(&own.language));
        self.plan.members.push(NewMember {
            row: member,
            team: team_name.to_owned(),
            language: language.or(row.language).unwrap_or_default(),
            name: row.name,
            email: row.email,
        });
    }

    fn found_team(&mut self, name: &str) -> Uuid {
        let team = Uuid::now_v7();
        self.plan.teams.push(NewEntry {
            team,
            proposal: Uuid::now_v7(),
            number: self.next_number,
            team_name: name.to_owned(),
            language: Language::default(),
            entering: Entering::Draft,
            overview: Overview::default(),
            answers: AllAnswers::new(),
        });
        self.next_number += 1;
        self.teams.names.insert(name.to_lowercase(), vec![team]);
        team
    }

    /// The person's account; one is made for who has none, to be proven by the first link that they follow.
    fn account(&mut self, row: &PersonRow) -> Uuid {
        if let Some(account) = self.accounts.get(&row.email) {
            if account.confirmed_at.is_none() && !self.plan.unproven.contains(&account.id) {
                self.plan.unproven.push(account.id);
            }
            return account.id;
        }
        let id = Uuid::now_v7();
        self.plan.accounts.push((id, row.clone()));
        let account = super::people_writes::account_row(self.scope, id, row);
        self.accounts.insert(row.email.clone(), account);
        id
    }

    fn juror(&mut self, row: PersonRow, report: &mut ImportReport) -> Result<()> {
        let Some(before) = self.jurors.get(&row.email) else {
            if self.scope.facts.phase > Some(Phase::Jury) {
                report.refuse(row.line, "jury_over");
                return Ok(());
            }
            report.counts.new += 1;
            self.plan.jurors.push(row);
            return Ok(());
        };
        let Part::Juror {
            employer,
            languages,
            sectors,
            capacity,
        } = &row.part
        else {
            return Ok(());
        };
        let mut after = before.clone();
        after.name.clone_from(&row.name);
        if let Some(employer) = employer {
            after.employer.clone_from(employer);
        }
        if let Some(languages) = languages.as_ref().filter(|list| !list.is_empty()) {
            after.languages = serde_json::to_string(languages)?;
        }
        if let Some(sectors) = sectors {
            after.sectors = serde_json::to_string::<Vec<Sector>>(sectors)?;
        }
        if let Some(capacity) = capacity {
            let load = self.loads.get(&before.id).copied().map_or(0, i64::from);
            if i64::from(*capacity) < load {
                let problem = domain::Problem::OutOfRange {
                    min: load,
                    max: domain::jury::CAPACITY_MAX,
                };
                let column = self.reading.columns.name(Column::Capacity);
                let value = capacity.to_string();
                report
                    .problems
                    .push(CellProblem::new(row.line, column, &value, problem));
                return Ok(());
            }
            after.capacity = *capacity;
        }
        if after == *before {
            report.counts.unchanged += 1;
        } else {
            report.counts.changed += 1;
            after.version += 1;
            self.plan.changed_jurors.push(after);
        }
        Ok(())
    }

    /// Every team has one lead: where the file names none, the first member becomes it.
    fn finish(mut self, report: &mut ImportReport) -> Plan {
        let lead = TeamRole::Lead.key();
        let teams = self.teams.members.values();
        let leads: HashSet<(Uuid, Uuid)> = teams
            .filter(|members| members.iter().all(|own| own.role != lead))
            .filter_map(|members| members.first())
            .map(|first| (first.team_id, first.account_id))
            .collect();
        for new in &mut self.plan.members {
            if leads.contains(&(new.row.team_id, new.row.account_id)) {
                new.row.role = lead.to_owned();
            }
        }
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let plan = self.plan;
        report.created.teams = count(plan.teams.len());
        report.created.proposals = count(plan.teams.len());
        report.created.members = count(plan.members.len());
        report.created.jurors = count(plan.jurors.len());
        if self.scope.options.write {
            report.created.mails = count(plan.members.len() + plan.jurors.len());
        }
        plan
    }
}

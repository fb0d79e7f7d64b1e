//! Reading proposals: what a competition has, by number and by title, in a few queries for all rows of the file.

use super::entries::Numbers;
use crate::{
    Result,
    entities::{colleges, proposal_sections, proposals, revisions, team_members, teams},
};
use domain::{
    CompetitionId,
    money::{Currency, Money},
    proposals::{Choices, Overview},
    vocabulary::{Sector, TargetGroup},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

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

/// In the order of the choices.
pub(super) async fn college_codes<C: ConnectionTrait>(
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

/// Version and answers of every section, by proposal and key.
pub(super) type Sections = HashMap<Uuid, BTreeMap<String, (i64, String)>>;

pub(super) async fn sections<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<Sections> {
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

/// The number of the newest revision of each proposal that has any.
pub(super) async fn newest_revisions<C: ConnectionTrait>(
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

pub(super) fn overview_of(row: &proposals::Model) -> Result<Overview> {
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

//! Project cards: what becomes public of a proposal, copied when the selection is frozen.

use crate::{
    Result,
    entities::{colleges, proposals, revisions, team_members, teams},
};
use domain::{
    CompetitionId,
    money::{Currency, Money},
    proposals::{SUMMARY, Submission},
    selection::{Members, ProjectCard},
    vocabulary::{Province, Sector, TargetGroup},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
    sea_query::{Expr, ExprTrait},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The cards of all submitted proposals of a competition, by proposal. Five queries.
///
/// # Errors
/// When stored JSON cannot be read.
pub(super) async fn cards<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<BTreeMap<Uuid, ProjectCard>> {
    let places = by_id(
        colleges::Entity::find()
            .filter(colleges::Column::CompetitionId.eq(competition.0))
            .all(conn)
            .await?,
        |college| college.id,
    );
    let summaries = summaries(conn, competition).await?;
    let members = members(conn, competition).await?;
    let rows = proposals::Entity::find()
        .find_also_related(teams::Entity)
        .filter(proposals::Column::CompetitionId.eq(competition.0))
        .filter(proposals::Column::SubmittedAt.is_not_null())
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|(proposal, team)| {
            let college = proposal.college_id.and_then(|id| places.get(&id));
            let groups: Vec<String> = serde_json::from_str(&proposal.target_groups)?;
            let card = ProjectCard {
                number: proposal.number,
                title: proposal.title,
                summary: summaries.get(&proposal.id).cloned().unwrap_or_default(),
                sector: proposal.sector.as_deref().and_then(Sector::parse),
                college: college.map(|own| own.name.clone()),
                district: college.map(|own| own.district.clone()),
                province: college.and_then(|own| Province::parse(&own.province)),
                target_groups: groups
                    .iter()
                    .filter_map(|key| TargetGroup::parse(key))
                    .collect(),
                amount: Money {
                    minor: proposal.amount_minor,
                    currency: Currency::parse(&proposal.currency).unwrap_or_default(),
                },
                team: team.map(|team| team.name).unwrap_or_default(),
                members: members.get(&proposal.team_id).copied().unwrap_or_default(),
            };
            Ok((proposal.id, card))
        })
        .collect()
}

fn by_id<T>(rows: Vec<T>, id: impl Fn(&T) -> Uuid) -> BTreeMap<Uuid, T> {
    rows.into_iter().map(|row| (id(&row), row)).collect()
}

/// The summary of each proposal as last submitted; empty where the form does not ask for one.
async fn summaries<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<BTreeMap<Uuid, String>> {
    let texts: Vec<(Uuid, String)> = revisions::Entity::find()
        .select_only()
        .columns([revisions::Column::ProposalId, revisions::Column::Content])
        .join(JoinType::InnerJoin, revisions::Relation::Proposals.def())
        .filter(proposals::Column::CompetitionId.eq(competition.0))
        .order_by_asc(revisions::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(texts
        .into_iter()
        .map(|(proposal, text)| (proposal, summary(&text)))
        .collect())
}

fn summary(text: &str) -> String {
    let Ok(submission) = Submission::parse(text) else {
        return String::new();
    };
    submission
        .answers
        .values()
        .map(|section| section.text(SUMMARY).trim())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

async fn members<C: ConnectionTrait>(
    conn: &C,
    competition: CompetitionId,
) -> Result<BTreeMap<Uuid, Members>> {
    let counts: Vec<(Uuid, String, i64)> = team_members::Entity::find()
        .select_only()
        .columns([team_members::Column::TeamId, team_members::Column::Kind])
        .expr(Expr::col(team_members::Column::AccountId).count())
        .join(JoinType::InnerJoin, team_members::Relation::Teams.def())
        .filter(teams::Column::CompetitionId.eq(competition.0))
        .group_by(team_members::Column::TeamId)
        .group_by(team_members::Column::Kind)
        .into_tuple()
        .all(conn)
        .await?;
    let mut members = BTreeMap::<Uuid, Members>::new();
    for (team, kind, count) in counts {
        let own = members.entry(team).or_default();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match kind.as_str() {
            "trainer" => own.trainers = count,
            "student" => own.students = count,
            "professor" => own.professors = count,
            _ => {}
        }
    }
    Ok(members)
}

//! Whom a juror trained, or by whom they were trained: trainer and student of one team, in any competition.

use crate::{
    Result,
    entities::{accounts, jurors, team_members},
    screening::Person,
};
use domain::teams::MemberKind;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

/// The people to whom a juror is linked, each with the team in which they were trainer and student.
pub(super) struct Links(HashSet<(Uuid, Uuid)>);

impl Links {
    /// By the juror's account and by the account with the address of the invitation. Two queries.
    pub async fn of<C: ConnectionTrait>(conn: &C, juror: &jurors::Model) -> Result<Self> {
        let person = Condition::any()
            .add(accounts::Column::Id.eq(juror.account_id))
            .add(accounts::Column::Email.eq(juror.email.as_str()));
        let own: Vec<(Uuid, Uuid, String)> = members()
            .inner_join(accounts::Entity)
            .filter(person)
            .into_tuple()
            .all(conn)
            .await?;
        let fellows: Vec<(Uuid, Uuid, String)> = members()
            .filter(team_members::Column::TeamId.is_in(own.iter().map(|(team, ..)| *team)))
            .into_tuple()
            .all(conn)
            .await?;
        let linked = fellows.into_iter().filter(|(team, account, kind)| {
            own.iter().any(|(own_team, own_account, own_kind)| {
                own_team == team && own_account != account && own_kind != kind
            })
        });
        Ok(Self(
            linked.map(|(team, account, _)| (team, account)).collect(),
        ))
    }

    /// Whether one of the members of a team is linked to the juror by another team.
    pub fn lead_to(&self, team: Uuid, members: &[Person]) -> bool {
        self.0.iter().any(|(by, account)| {
            *by != team && members.iter().any(|member| member.account == *account)
        })
    }
}

/// Trainers and students: team, account, kind.
fn members() -> sea_orm::Select<team_members::Entity> {
    let kinds = [MemberKind::Trainer, MemberKind::Student];
    team_members::Entity::find()
        .select_only()
        .column(team_members::Column::TeamId)
        .column(team_members::Column::AccountId)
        .column(team_members::Column::Kind)
        .filter(team_members::Column::Kind.is_in(kinds.map(MemberKind::key)))
}

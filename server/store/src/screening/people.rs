//! Members of teams, for names on a page and for mail.

use crate::{
    Result,
    entities::{accounts, team_members},
};
use domain::Language;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// A member of a team.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Account.
    pub account: Uuid,
    /// Name.
    pub name: String,
    /// Lower-cased address.
    pub email: String,
    /// Of the person's mail.
    pub language: Language,
    /// Key of what they are in the team.
    pub kind: String,
    /// Key of what they may do in the team.
    pub role: String,
}

/// The members of each team in the order in which they joined. One query.
pub(crate) async fn people_of<C: ConnectionTrait>(
    conn: &C,
    teams: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<Person>>> {
    type Row = (Uuid, Uuid, String, String, String, String, String);
    let rows: Vec<Row> = team_members::Entity::find()
        .select_only()
        .column(team_members::Column::TeamId)
        .column(team_members::Column::AccountId)
        .column(team_members::Column::Kind)
        .column(team_members::Column::Role)
        .column(accounts::Column::Name)
        .column(accounts::Column::Email)
        .column(accounts::Column::Language)
        .inner_join(accounts::Entity)
        .filter(team_members::Column::TeamId.is_in(teams))
        .order_by_asc(team_members::Column::JoinedAt)
        .order_by_asc(team_members::Column::AccountId)
        .into_tuple()
        .all(conn)
        .await?;
    let mut people: HashMap<Uuid, Vec<Person>> = HashMap::new();
    for (team, account, kind, role, name, email, language) in rows {
        people.entry(team).or_default().push(Person {
            account,
            name,
            email,
            language: Language::parse(&language).unwrap_or_default(),
            kind,
            role,
        });
    }
    Ok(people)
}

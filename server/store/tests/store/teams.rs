//! Teams: founding, inviting, joining, roles, and that strangers learn nothing.

mod founding;
mod joining;
mod members;

use crate::support::{
    Competition, DAY, Fixture, MINUTE, NOW, Team, actions_on, each_database, refusal,
};
use domain::{
    AccountId, Actor, Error, FieldError, Language, Problem,
    policy::{Denied, Phase, TeamRole},
    teams::{MemberKind, TeamView},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use store::{
    Store,
    entities::{outbox, proposals, team_members, teams as team_rows},
    teams,
};

fn invalid(field: &str, problem: Problem) -> Error {
    Error::invalid(field, problem)
}

fn other(what: &str) -> Problem {
    Problem::Other { what: what.into() }
}

fn id_of(actor: &Actor) -> AccountId {
    actor.id().unwrap()
}

async fn view(store: &Store, actor: &Actor, team: &Team) -> TeamView {
    teams::view(store, actor, team.id, NOW).await.unwrap()
}

async fn roles(store: &Store, actor: &Actor, team: &Team) -> Vec<(String, TeamRole)> {
    view(store, actor, team)
        .await
        .members
        .into_iter()
        .map(|member| (member.name, member.role))
        .collect()
}

async fn mails(store: &Store) -> Vec<(String, String, Value)> {
    outbox::Entity::find()
        .filter(outbox::Column::Template.eq("teams.invited"))
        .order_by_asc(outbox::Column::Id)
        .all(store.read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| {
            let fields = serde_json::from_str(&row.fields).unwrap();
            (row.recipient, row.language, fields)
        })
        .collect()
}

fn token(fields: &Value) -> String {
    let link = fields["link"].as_str().unwrap();
    link.strip_prefix("/invitations/").unwrap().to_owned()
}

async fn found(store: &Store, actor: &Actor, competition: &Competition) -> teams::Founded {
    teams::found(
        store,
        actor,
        competition.id,
        "Team",
        "trainer",
        Language::Rw,
        NOW,
    )
    .await
    .unwrap()
}

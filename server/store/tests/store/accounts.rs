//! Accounts: what each rule lets through, what it refuses, and what a stranger can learn (nothing).

mod links;
mod passwords;
mod profiles;
mod registration;
mod sessions;
mod signing_in;

use crate::support::{NOW, actions, refusal};
use domain::{Error, FieldError, Problem, accounts::Registration};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::{
    Store,
    entities::{accounts, outbox, sessions as session_rows},
};

/// What Ada enters.
fn registration() -> Registration {
    Registration {
        name: "Ada Uwase".into(),
        email: "Ada@Example.org".into(),
        password: "a field of green tea".into(),
        language: "fr".into(),
        zone: "Europe/Brussels".into(),
    }
}

/// The fields that were refused.
#[track_caller]
fn refused<T: std::fmt::Debug>(result: store::Result<T>) -> Vec<FieldError> {
    match refusal(result) {
        Error::Invalid(problems) => problems,
        other => panic!("expected invalid fields, got {other:?}"),
    }
}

fn field(name: &str, problem: Problem) -> Vec<FieldError> {
    vec![FieldError {
        field: name.into(),
        problem,
    }]
}

/// Templates and recipients of all mail, oldest first.
async fn mails(store: &Store) -> Vec<(String, String)> {
    outbox::Entity::find()
        .order_by_asc(outbox::Column::Id)
        .all(store.read())
        .await
        .unwrap()
        .into_iter()
        .map(|mail| (mail.template, mail.recipient))
        .collect()
}

fn mail(template: &str, to: &str) -> (String, String) {
    (template.to_owned(), to.to_owned())
}

/// The token in the last mail.
async fn last_token(store: &Store) -> String {
    let row = outbox::Entity::find()
        .order_by_desc(outbox::Column::Id)
        .one(store.read())
        .await
        .unwrap()
        .unwrap();
    let fields: serde_json::Value = serde_json::from_str(&row.fields).unwrap();
    let link = fields["link"].as_str().unwrap();
    let token = link.split_once("token=").unwrap().1;
    token.split('&').next().unwrap().to_owned()
}

async fn account(store: &Store, email: &str) -> accounts::Model {
    accounts::Entity::find()
        .filter(accounts::Column::Email.eq(email))
        .one(store.read())
        .await
        .unwrap()
        .unwrap()
}

async fn session_count(store: &Store, email: &str) -> usize {
    let account = account(store, email).await;
    session_rows::Entity::find()
        .filter(session_rows::Column::AccountId.eq(account.id))
        .all(store.read())
        .await
        .unwrap()
        .len()
}

/// Whom a cookie stands for.
async fn who(store: &Store, token: &str) -> Option<String> {
    let actor = store::accounts::actor_of(store, token, NOW).await.unwrap();
    actor.account.map(|account| account.email)
}

//! People: accounts with a name, confirmed and signed in unless said otherwise.

use super::{Fixture, NOW, id, insert};
use domain::{AccountId, Actor, Language, SessionId, actors::Account};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr,
};
use store::{Store, entities, secrets};

/// The password that `with_password` gives.
pub const PASSWORD: &str = "a field of green tea";

const DAY: i64 = 24 * 3_600_000;

impl Fixture {
    /// A person with a confirmed address (`ada@example.org`), signed in.
    pub async fn person(&self, name: &str) -> Actor {
        self.insert_person(name, true, false).await
    }

    /// The language that somebody reads.
    pub async fn speaks(&self, actor: &Actor, language: Language) {
        entities::accounts::Entity::update_many()
            .col_expr(
                entities::accounts::Column::Language,
                Expr::value(language.code()),
            )
            .filter(entities::accounts::Column::Id.eq(actor.id().unwrap().0))
            .exec(self.store.writer())
            .await
            .unwrap();
    }

    /// A person who has not proven the address yet.
    pub async fn unconfirmed(&self, name: &str) -> Actor {
        self.insert_person(name, false, false).await
    }

    /// A person who looks after the installation.
    pub async fn operator(&self, name: &str) -> Actor {
        self.insert_person(name, true, true).await
    }

    /// A person who signs in with [`PASSWORD`].
    pub async fn with_password(&self, name: &str) -> Actor {
        let actor = self.person(name).await;
        entities::accounts::ActiveModel {
            id: Set(actor.id().unwrap().0),
            password_hash: Set(Some(
                secrets::hash_password(PASSWORD.to_owned()).await.unwrap(),
            )),
            ..Default::default()
        }
        .update(self.store.writer())
        .await
        .unwrap();
        actor
    }

    /// The token in the cookie of a person's first session.
    pub fn cookie(&self, actor: &Actor) -> String {
        format!("cookie of {}", actor.account.as_ref().unwrap().email)
    }

    async fn insert_person(&self, name: &str, confirmed: bool, operator: bool) -> Actor {
        let actor = Actor {
            account: Some(Account {
                id: AccountId(id()),
                session: SessionId(id()),
                name: name.to_owned(),
                email: format!("{}@example.org", name.to_lowercase().replace(' ', ".")),
                language: Language::En,
                zone: "Africa/Kigali".to_owned(),
                confirmed,
                operator,
            }),
        };
        let account = actor.account.as_ref().unwrap();
        insert(
            &self.store,
            entities::accounts::Model {
                id: account.id.0,
                email: account.email.clone(),
                name: account.name.clone(),
                password_hash: None,
                language: account.language.code().to_owned(),
                zone: account.zone.clone(),
                operator,
                confirmed_at: confirmed.then_some(NOW - DAY),
                created_at: NOW - 2 * DAY,
                version: 1,
            },
        )
        .await;
        insert(
            &self.store,
            entities::sessions::Model {
                id: account.session.0,
                account_id: account.id.0,
                token_hash: secrets::hash_token(&self.cookie(&actor)),
                agent: "a browser".to_owned(),
                created_at: NOW - DAY,
                seen_at: NOW,
                expires_at: NOW + DAY,
            },
        )
        .await;
        actor
    }
}

/// One of the demo's people.
pub async fn demo_actor(store: &Store, role: &str) -> Actor {
    let roles = store::demo::roles(store).await.unwrap();
    let role = roles.into_iter().find(|found| found.key == role).unwrap();
    Actor {
        account: Some(Account {
            id: AccountId(role.account.0),
            session: SessionId(uuid::Uuid::now_v7()),
            email: String::new(),
            name: role.name,
            language: Language::En,
            zone: "Africa/Kigali".to_owned(),
            confirmed: true,
            operator: false,
        }),
    }
}

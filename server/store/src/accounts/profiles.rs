//! One's own name, language and time zone.

use crate::{Result, Store, entities::accounts};
use domain::{
    Actor, Error,
    accounts::{AccountSettings, Profile},
    errors::Stale,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// What the settings page shows.
///
/// # Errors
/// `SignedOut`.
pub async fn settings(store: &Store, actor: &Actor) -> Result<AccountSettings> {
    let me = actor.signed_in()?;
    let row = accounts::Entity::find_by_id(me.id.0)
        .one(store.read())
        .await?
        .ok_or(Error::SignedOut)?;
    Ok(AccountSettings {
        profile: profile_of(&row),
        email: row.email,
        has_password: row.password_hash.is_some(),
        version: row.version,
    })
}

/// Changes name, language and zone together; returns the new version.
///
/// # Errors
/// `SignedOut`; `Invalid` naming each field; `Conflict` with the profile that stands there now.
pub async fn change_profile(
    store: &Store,
    actor: &Actor,
    profile: &Profile,
    version: i64,
    now: i64,
) -> Result<i64> {
    let me = actor.signed_in()?;
    let wanted = profile.check()?;
    let tx = store.begin().await?;
    let changed = accounts::Entity::update_many()
        .col_expr(accounts::Column::Name, Expr::value(wanted.name))
        .col_expr(
            accounts::Column::Language,
            Expr::value(wanted.language.code()),
        )
        .col_expr(accounts::Column::Zone, Expr::value(wanted.zone))
        .col_expr(accounts::Column::Version, Expr::value(version + 1))
        .filter(accounts::Column::Id.eq(me.id.0))
        .filter(accounts::Column::Version.eq(version))
        .exec(&*tx)
        .await?;
    if changed.rows_affected == 0 {
        let row = accounts::Entity::find_by_id(me.id.0)
            .one(&*tx)
            .await?
            .ok_or(Error::SignedOut)?;
        return Err(Error::Conflict(Stale {
            version: row.version,
            by: None,
            current: serde_json::to_string(&profile_of(&row))?,
        })
        .into());
    }
    tx.audit(
        actor,
        None,
        "account.profile_changed",
        me.id.0,
        json!({}),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(version + 1)
}

fn profile_of(row: &accounts::Model) -> Profile {
    Profile {
        name: row.name.clone(),
        language: row.language.clone(),
        zone: row.zone.clone(),
    }
}

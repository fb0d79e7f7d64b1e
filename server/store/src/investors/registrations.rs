//! Registering as an investor.

use super::scenes::{investor_state, is_juror, registration};
use crate::{Result, Store, Tx, competitions, entities::investors};
use domain::{
    Action, Actor, Facts, InvestorId, can,
    errors::Stale,
    investors::{InvestorState, Registration},
    policy::Denied,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use uuid::Uuid;

/// Registers the actor, or changes the registration of `version` (0 for none) and puts it before the
/// organisers again.
///
/// # Errors
/// `SignedOut`, `Missing`; `Denied` for organisers and jurors of the competition, and once verified, since
/// organisers verified what was said then; `Invalid` with all problems; `Conflict` when `version` is stale.
pub async fn register(
    store: &Store,
    actor: &Actor,
    slug: &str,
    said: &Registration,
    version: i64,
    now: i64,
) -> Result<InvestorId> {
    let account = actor.signed_in()?.id.0;
    let tx = store.begin().await?;
    let (call, facts) = competitions::by_slug(&*tx, actor, slug, now).await?;
    let facts = Facts {
        juror: is_juror(&*tx, call.id, account).await?,
        ..facts
    };
    can(actor, Action::RegisterInvestor, &facts)?;
    let said = said.check()?;
    let id = match registration(&*tx, call.id, account).await? {
        Some(row) => change(&tx, row, &said, version).await?,
        None if version == 0 => insert(&tx, call.id, account, &said, now).await?,
        None => return Err(stale(0).into()),
    };
    tx.audit(
        actor,
        Some(call.id.into()),
        "investor.registered",
        id,
        json!({ "organisation": said.organisation, "country": said.country }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(id.into())
}

async fn insert(
    tx: &Tx,
    competition: Uuid,
    account: Uuid,
    said: &Registration,
    now: i64,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let inserted = investors::Entity::insert(investors::ActiveModel {
        id: Set(id),
        competition_id: Set(competition),
        account_id: Set(account),
        organisation: Set(said.organisation.clone()),
        country: Set(said.country.clone()),
        about: Set(said.about.clone()),
        state: Set(InvestorState::Pending.key().to_owned()),
        reason: Set(String::new()),
        decided_by: Set(None),
        decided_at: Set(None),
        created_at: Set(now),
        version: Set(1),
    })
    .on_conflict(
        OnConflict::columns([
            investors::Column::CompetitionId,
            investors::Column::AccountId,
        ])
        .do_nothing()
        .to_owned(),
    )
    .exec_without_returning(&**tx)
    .await?;
    if inserted == 1 {
        Ok(id)
    } else {
        Err(stale(1).into())
    }
}

async fn change(tx: &Tx, row: investors::Model, said: &Registration, version: i64) -> Result<Uuid> {
    use investors::Column;
    if row.version != version {
        return Err(stale(row.version).into());
    }
    if investor_state(&row.state)? == InvestorState::Verified {
        return Err(domain::Error::Denied(Denied::State).into());
    }
    let changed = investors::Entity::update_many()
        .col_expr(
            Column::Organisation,
            Expr::value(said.organisation.as_str()),
        )
        .col_expr(Column::Country, Expr::value(said.country.as_str()))
        .col_expr(Column::About, Expr::value(said.about.as_str()))
        .col_expr(Column::State, Expr::value(InvestorState::Pending.key()))
        .col_expr(Column::Reason, Expr::value(""))
        .col_expr(Column::DecidedBy, Expr::value(None::<Uuid>))
        .col_expr(Column::DecidedAt, Expr::value(None::<i64>))
        .col_expr(Column::Version, Expr::value(version + 1))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(version))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 1 {
        Ok(row.id)
    } else {
        Err(stale(version + 1).into())
    }
}

pub(super) fn stale(version: i64) -> domain::Error {
    domain::Error::Conflict(Stale {
        version,
        ..Stale::default()
    })
}

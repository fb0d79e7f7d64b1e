//! What organisers decide about investors.

use super::{registrations::stale, scenes::investor_state};
use crate::{
    Result, Store, Tx, competitions,
    entities::{accounts, competitions as calls, interests, investors},
    outbox::Mail,
};
use domain::{
    Action, Actor, Facts, InvestorId, Language, Localised, can,
    investors::{InterestState, InvestorState, reason},
    policy::Denied,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// Lets an investor state interest, and tells them by mail.
///
/// # Errors
/// `SignedOut`; `Missing` for people who do not run the competition; `Denied` for auditors, for one's own
/// registration, and when it is verified already; `Conflict` when `version` is stale.
pub async fn verify(
    store: &Store,
    actor: &Actor,
    investor: InvestorId,
    version: i64,
    now: i64,
) -> Result<()> {
    decide(store, actor, investor, None, version, now).await
}

/// Refuses an investor (or takes a verification back) with a reason, and tells them by mail. Interests that
/// no team has answered are withdrawn; accepted ones stay, since contacts cannot be taken back.
///
/// # Errors
/// As [`verify`]; `Invalid` on `reason`; `Denied` when it is refused already.
pub async fn refuse(
    store: &Store,
    actor: &Actor,
    investor: InvestorId,
    why: &str,
    version: i64,
    now: i64,
) -> Result<()> {
    decide(store, actor, investor, Some(why), version, now).await
}

async fn decide(
    store: &Store,
    actor: &Actor,
    investor: InvestorId,
    refusal: Option<&str>,
    version: i64,
    now: i64,
) -> Result<()> {
    actor.signed_in()?;
    let tx = store.begin().await?;
    let row = investors::Entity::find_by_id(investor.0)
        .one(&*tx)
        .await?
        .ok_or(domain::Error::Missing)?;
    let (call, facts) = competitions::facts(&*tx, actor, row.competition_id.into(), now).await?;
    if !facts.organiser && !facts.auditor {
        return Err(domain::Error::Missing.into());
    }
    let facts = Facts {
        conflicted: actor.id().is_some_and(|own| own.0 == row.account_id),
        ..facts
    };
    can(actor, Action::VerifyInvestor, &facts)?;
    let why = refusal
        .map(reason)
        .transpose()
        .map_err(|problem| domain::Error::invalid("reason", problem))?;
    if row.version != version {
        return Err(stale(row.version).into());
    }
    let state = match why {
        Some(_) => InvestorState::Refused,
        None => InvestorState::Verified,
    };
    if investor_state(&row.state)? == state {
        return Err(domain::Error::Denied(Denied::State).into());
    }
    let why = why.unwrap_or_default();
    keep(&tx, actor, &row, state, &why, now).await?;
    let withdrawn = if state == InvestorState::Refused {
        withdraw_open(&tx, &row).await?
    } else {
        0
    };
    tell(&tx, &call, &row, state, &why, now).await?;
    let action = match state {
        InvestorState::Refused => "investor.refused",
        _ => "investor.verified",
    };
    tx.audit(
        actor,
        Some(call.id.into()),
        action,
        row.id,
        json!({ "organisation": row.organisation, "withdrawn": withdrawn }),
        now,
    )
    .await?;
    tx.commit().await
}

async fn keep(
    tx: &Tx,
    actor: &Actor,
    row: &investors::Model,
    state: InvestorState,
    why: &str,
    now: i64,
) -> Result<()> {
    use investors::Column;
    let kept = investors::Entity::update_many()
        .col_expr(Column::State, Expr::value(state.key()))
        .col_expr(Column::Reason, Expr::value(why))
        .col_expr(Column::DecidedBy, Expr::value(actor.id().map(|id| id.0)))
        .col_expr(Column::DecidedAt, Expr::value(now))
        .col_expr(Column::Version, Expr::value(row.version + 1))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(row.version))
        .exec(&**tx)
        .await?;
    if kept.rows_affected == 1 {
        Ok(())
    } else {
        Err(stale(row.version + 1).into())
    }
}

/// Comes after the investor's row was changed: whoever states interest meanwhile waits for that row.
async fn withdraw_open(tx: &Tx, row: &investors::Model) -> Result<u64> {
    use interests::Column;
    let withdrawn = interests::Entity::update_many()
        .col_expr(Column::State, Expr::value(InterestState::Withdrawn.key()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::InvestorId.eq(row.id))
        .filter(Column::State.eq(InterestState::Open.key()))
        .exec(&**tx)
        .await?;
    Ok(withdrawn.rows_affected)
}

async fn tell(
    tx: &Tx,
    call: &calls::Model,
    row: &investors::Model,
    state: InvestorState,
    why: &str,
    now: i64,
) -> Result<()> {
    let Some(account) = accounts::Entity::find_by_id(row.account_id)
        .one(&**tx)
        .await?
    else {
        return Ok(());
    };
    let language = Language::parse(&account.language).unwrap_or_default();
    let name: Localised = serde_json::from_str(&call.name)?;
    let mail = Mail {
        to: &account.email,
        language,
        template: match state {
            InvestorState::Refused => "investors.refused",
            _ => "investors.verified",
        },
        fields: json!({
            "name": account.name,
            "competition": name.get(language),
            "organisation": row.organisation,
            "reason": why,
            "link": match state {
                InvestorState::Refused => format!("/c/{}/invest", call.slug),
                _ => format!("/c/{}/shortlist", call.slug),
            },
        }),
    };
    tx.mail(mail, now).await
}

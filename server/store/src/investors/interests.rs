//! Stating interest in a project, changing it and taking it back.

use super::{
    registrations::stale,
    scenes::{Offer, Project, interest_state, offer},
};
use crate::{
    Result, Store, Tx, competitions,
    entities::{accounts, competitions as calls, interests, investors, proposals, team_members},
    outbox::Mail,
};
use domain::{
    Action, Actor, InterestId, Language, Localised, ProposalId, can,
    investors::{InterestDraft, InterestState, InvestorState, Terms},
    policy::{Denied, TeamRole},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use uuid::Uuid;

/// States interest in a project, or changes the interest of `version` (0 for none). A withdrawn one is open
/// again. The team's lead is told by mail of a new one.
///
/// # Errors
/// `SignedOut`; `Missing` unless the project is public; `Denied` for people who are not verified investors,
/// for members of the team, and once the team has answered; `Invalid` with all problems; `Conflict` when
/// `version` is stale.
pub async fn state_interest(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    draft: &InterestDraft,
    version: i64,
    now: i64,
) -> Result<InterestId> {
    let tx = store.begin().await?;
    let Offer {
        project,
        call,
        facts,
        investor,
    } = offer(&*tx, actor, proposal, now).await?;
    can(actor, Action::ExpressInterest, &facts)?;
    let terms = draft.check()?;
    let investor = investor.ok_or(domain::Error::Missing)?;
    hold(&tx, &investor).await?;
    let before = interests::Entity::find()
        .filter(interests::Column::InvestorId.eq(investor.id))
        .filter(interests::Column::ProposalId.eq(project.id))
        .one(&*tx)
        .await?;
    let fresh = before
        .as_ref()
        .is_none_or(|row| row.state == InterestState::Withdrawn.key());
    let known = before.is_some();
    let id = match before {
        Some(row) => change(&tx, row, &terms, version, now).await?,
        None if version == 0 => insert(&tx, &investor, &project, &terms, now).await?,
        None => return Err(stale(0).into()),
    };
    if fresh {
        tell_lead(&tx, &call, &project, &investor, now).await?;
    }
    tx.audit(
        actor,
        Some(call.id.into()),
        if known {
            "interest.changed"
        } else {
            "interest.stated"
        },
        id,
        json!({ "proposal": project.number, "kind": terms.kind, "amount": terms.amount }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(id.into())
}

/// Takes an unanswered interest back.
///
/// # Errors
/// `SignedOut`; `Missing` for everybody but the investor; `Denied` once it is answered or withdrawn;
/// `Conflict` when `version` is stale.
pub async fn withdraw_interest(
    store: &Store,
    actor: &Actor,
    interest: InterestId,
    version: i64,
    now: i64,
) -> Result<()> {
    let account = actor.signed_in()?.id.0;
    let tx = store.begin().await?;
    let (row, proposal) = interests::Entity::find_by_id(interest.0)
        .find_also_related(proposals::Entity)
        .one(&*tx)
        .await?
        .ok_or(domain::Error::Missing)?;
    let owner = investors::Entity::find_by_id(row.investor_id)
        .one(&*tx)
        .await?;
    if owner.is_none_or(|own| own.account_id != account) {
        return Err(domain::Error::Missing.into());
    }
    let proposal = proposal.ok_or(domain::Error::Missing)?;
    let (call, _) = competitions::facts(&*tx, actor, proposal.competition_id.into(), now).await?;
    if row.version != version {
        return Err(stale(row.version).into());
    }
    if interest_state(&row.state)? != InterestState::Open {
        return Err(domain::Error::Denied(Denied::State).into());
    }
    let withdrawn = interests::Entity::update_many()
        .col_expr(
            interests::Column::State,
            Expr::value(InterestState::Withdrawn.key()),
        )
        .col_expr(interests::Column::Version, Expr::value(version + 1))
        .filter(interests::Column::Id.eq(row.id))
        .filter(interests::Column::Version.eq(version))
        .exec(&*tx)
        .await?;
    if withdrawn.rows_affected != 1 {
        return Err(stale(version + 1).into());
    }
    tx.audit(
        actor,
        Some(call.id.into()),
        "interest.withdrawn",
        row.id,
        json!({ "proposal": proposal.number }),
        now,
    )
    .await?;
    tx.commit().await
}

/// Takes the investor's row until the transaction ends, by an update that changes nothing: a refusal that
/// happens meanwhile sees the interest, or this sees the refusal.
async fn hold(tx: &Tx, investor: &investors::Model) -> Result<()> {
    let held = investors::Entity::update_many()
        .col_expr(
            investors::Column::Version,
            Expr::col(investors::Column::Version).add(0),
        )
        .filter(investors::Column::Id.eq(investor.id))
        .filter(investors::Column::State.eq(InvestorState::Verified.key()))
        .exec(&**tx)
        .await?;
    if held.rows_affected == 1 {
        Ok(())
    } else {
        Err(domain::Error::Denied(Denied::Role).into())
    }
}

async fn insert(
    tx: &Tx,
    investor: &investors::Model,
    project: &Project,
    terms: &Terms,
    now: i64,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let inserted = interests::Entity::insert(interests::ActiveModel {
        id: Set(id),
        investor_id: Set(investor.id),
        proposal_id: Set(project.id),
        kind: Set(terms.kind.key().to_owned()),
        amount_minor: Set(terms.amount.map(|money| money.minor)),
        currency: Set(terms.amount.map(|money| money.currency.code().to_owned())),
        message: Set(terms.message.clone()),
        state: Set(InterestState::Open.key().to_owned()),
        decided_by: Set(None),
        decided_at: Set(None),
        created_at: Set(now),
        version: Set(1),
    })
    .on_conflict(
        OnConflict::columns([interests::Column::InvestorId, interests::Column::ProposalId])
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

async fn change(
    tx: &Tx,
    row: interests::Model,
    terms: &Terms,
    version: i64,
    now: i64,
) -> Result<Uuid> {
    use interests::Column;
    if row.version != version {
        return Err(stale(row.version).into());
    }
    let state = interest_state(&row.state)?;
    if !state.changeable() {
        return Err(domain::Error::Denied(Denied::State).into());
    }
    let stated = match state {
        InterestState::Withdrawn => now,
        _ => row.created_at,
    };
    let currency = terms.amount.map(|money| money.currency.code());
    let changed = interests::Entity::update_many()
        .col_expr(Column::Kind, Expr::value(terms.kind.key()))
        .col_expr(
            Column::AmountMinor,
            Expr::value(terms.amount.map(|money| money.minor)),
        )
        .col_expr(Column::Currency, Expr::value(currency))
        .col_expr(Column::Message, Expr::value(terms.message.as_str()))
        .col_expr(Column::State, Expr::value(InterestState::Open.key()))
        .col_expr(Column::CreatedAt, Expr::value(stated))
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

/// The mail says who asks; what they wrote is read on the page.
async fn tell_lead(
    tx: &Tx,
    call: &calls::Model,
    project: &Project,
    investor: &investors::Model,
    now: i64,
) -> Result<()> {
    let leads = team_members::Entity::find()
        .filter(team_members::Column::TeamId.eq(project.team_id))
        .filter(team_members::Column::Role.eq(TeamRole::Lead.key()))
        .find_also_related(accounts::Entity)
        .all(&**tx)
        .await?;
    let name: Localised = serde_json::from_str(&call.name)?;
    for lead in leads.into_iter().filter_map(|(_, account)| account) {
        let language = Language::parse(&lead.language).unwrap_or_default();
        let mail = Mail {
            to: &lead.email,
            language,
            template: "interests.received",
            fields: json!({
                "name": lead.name,
                "competition": name.get(language),
                "title": project.title,
                "organisation": investor.organisation,
                "link": format!("/teams/{}/interests", project.team_id),
            }),
        };
        tx.mail(mail, now).await?;
    }
    Ok(())
}

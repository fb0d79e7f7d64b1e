//! A team's answer to an interest. Accepting exchanges contacts, so only the lead does it, and knowingly of
//! the terms as they stand.

use super::{
    registrations::stale,
    scenes::{interest_state, role_in},
};
use crate::{
    Result, Store, Tx, competitions,
    entities::{accounts, competitions as calls, interests, investors, proposals, teams},
    outbox::Mail,
};
use domain::{
    Action, Actor, Facts, InterestId, Language, Localised, can, investors::InterestState,
    policy::Denied,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// Accepts or declines an interest for the team. Both sides are told by mail; when accepted, with each
/// other's name and address.
///
/// # Errors
/// `SignedOut`; `Missing` for people outside of the team; `Denied` for members who do not lead it, and when
/// it is answered or withdrawn; `Conflict` when `version` is stale: the terms changed meanwhile.
pub async fn answer_interest(
    store: &Store,
    actor: &Actor,
    interest: InterestId,
    accept: bool,
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
    let proposal = proposal.ok_or(domain::Error::Missing)?;
    let role = role_in(&*tx, proposal.team_id, account)
        .await?
        .ok_or(domain::Error::Missing)?;
    let (call, facts) =
        competitions::facts(&*tx, actor, proposal.competition_id.into(), now).await?;
    let facts = Facts {
        team: Some(role),
        ..facts
    };
    can(actor, Action::DecideInterest, &facts)?;
    if row.version != version {
        return Err(stale(row.version).into());
    }
    if interest_state(&row.state)? != InterestState::Open {
        return Err(domain::Error::Denied(Denied::State).into());
    }
    let state = if accept {
        InterestState::Accepted
    } else {
        InterestState::Declined
    };
    let answered = interests::Entity::update_many()
        .col_expr(interests::Column::State, Expr::value(state.key()))
        .col_expr(interests::Column::DecidedBy, Expr::value(account))
        .col_expr(interests::Column::DecidedAt, Expr::value(now))
        .col_expr(interests::Column::Version, Expr::value(version + 1))
        .filter(interests::Column::Id.eq(row.id))
        .filter(interests::Column::Version.eq(version))
        .exec(&*tx)
        .await?;
    if answered.rows_affected != 1 {
        return Err(stale(version + 1).into());
    }
    tell(&tx, actor, &call, &proposal, &row, accept, now).await?;
    tx.audit(
        actor,
        Some(call.id.into()),
        if accept {
            "interest.accepted"
        } else {
            "interest.declined"
        },
        row.id,
        json!({ "proposal": proposal.number }),
        now,
    )
    .await?;
    tx.commit().await
}

async fn tell(
    tx: &Tx,
    actor: &Actor,
    call: &calls::Model,
    proposal: &proposals::Model,
    row: &interests::Model,
    accept: bool,
    now: i64,
) -> Result<()> {
    let lead = actor.signed_in()?;
    let team = teams::Entity::find_by_id(proposal.team_id)
        .one(&**tx)
        .await?
        .ok_or(domain::Error::Missing)?;
    let investor = investors::Entity::find_by_id(row.investor_id)
        .one(&**tx)
        .await?
        .ok_or(domain::Error::Missing)?;
    let account = accounts::Entity::find_by_id(investor.account_id)
        .one(&**tx)
        .await?
        .ok_or(domain::Error::Missing)?;
    let name: Localised = serde_json::from_str(&call.name)?;
    let language = Language::parse(&account.language).unwrap_or_default();
    let invest = format!("/c/{}/invest", call.slug);
    if !accept {
        let mail = Mail {
            to: &account.email,
            language,
            template: "interests.declined",
            fields: json!({
                "name": account.name,
                "competition": name.get(language),
                "title": proposal.title,
                "link": invest,
            }),
        };
        return tx.mail(mail, now).await;
    }
    let to_investor = Mail {
        to: &account.email,
        language,
        template: "interests.accepted",
        fields: json!({
            "name": account.name,
            "competition": name.get(language),
            "title": proposal.title,
            "contact_name": lead.name,
            "contact_of": team.name,
            "contact_email": lead.email,
            "link": invest,
        }),
    };
    tx.mail(to_investor, now).await?;
    let to_lead = Mail {
        to: &lead.email,
        language: lead.language,
        template: "interests.accepted",
        fields: json!({
            "name": lead.name,
            "competition": name.get(lead.language),
            "title": proposal.title,
            "contact_name": account.name,
            "contact_of": investor.organisation,
            "contact_email": account.email,
            "link": format!("/teams/{}/interests", team.id),
        }),
    };
    tx.mail(to_lead, now).await
}

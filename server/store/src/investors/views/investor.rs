//! An investor's own pages.

use super::super::{
    contacts,
    scenes::{
        Offer, call_name, interest_state, investor_state, is_juror, offer, registration, terms,
    },
};
use crate::{
    Result, Store, competitions,
    entities::{interests, investors, proposals, teams},
};
use domain::{
    Action, Actor, Facts, ProposalId,
    investors::{
        Contact, InterestPage, InvestPage, InvestorState, MyInterest, MyRegistration, Registration,
    },
    policy::refusal,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use std::collections::HashMap;
use uuid::Uuid;

/// The page to register and to see one's interests. Seven queries at most.
///
/// # Errors
/// `SignedOut`, `Missing`.
pub async fn invest_page(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<InvestPage> {
    let account = actor.signed_in()?.id.0;
    let conn = store.read();
    let (call, facts) = competitions::by_slug(conn, actor, slug, now).await?;
    let row = registration(conn, call.id, account).await?;
    let facts = Facts {
        juror: is_juror(conn, call.id, account).await?,
        ..facts
    };
    let interests = match &row {
        Some(own) => {
            let contacts = contacts::of_teams(conn, own.id).await?;
            interests_of(conn, own.id, None, contacts).await?
        }
        None => Vec::new(),
    };
    Ok(InvestPage {
        call: call_name(&call, &facts)?,
        registration: row.map(own_registration).transpose()?,
        denied: refusal(actor, Action::RegisterInvestor, &facts),
        interests,
    })
}

/// The page to state interest in a project. Eight queries at most.
///
/// # Errors
/// `SignedOut`; `Missing` unless the project is public.
pub async fn interest_page(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<InterestPage> {
    let conn = store.read();
    let Offer {
        project,
        call,
        facts,
        investor,
    } = offer(conn, actor, proposal, now).await?;
    let interest = match &investor {
        Some(own) => {
            let contacts = contacts::of_teams(conn, own.id).await?;
            interests_of(conn, own.id, Some(project.id), contacts)
                .await?
                .pop()
        }
        None => None,
    };
    let standing = investor.map(|own| investor_state(&own.state)).transpose()?;
    // Whoever is not verified is told how to become it; other reasons cannot be helped.
    let denied = refusal(
        actor,
        Action::ExpressInterest,
        &Facts {
            investor: true,
            ..facts
        },
    );
    Ok(InterestPage {
        call: call_name(&call, &facts)?,
        proposal,
        number: project.number,
        amount: project.amount(),
        title: project.title,
        team: project.team_name,
        standing,
        denied,
        interest,
    })
}

pub(super) fn own_registration(row: investors::Model) -> Result<MyRegistration> {
    let state: InvestorState = investor_state(&row.state)?;
    Ok(MyRegistration {
        said: Registration {
            organisation: row.organisation,
            country: row.country,
            about: row.about,
        },
        state,
        reason: row.reason,
        version: row.version,
    })
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    proposal_id: Uuid,
    number: i32,
    title: String,
    team: String,
    kind: String,
    amount_minor: Option<i64>,
    currency: Option<String>,
    message: String,
    state: String,
    created_at: i64,
    decided_at: Option<i64>,
    version: i64,
}

/// An investor's interests, newest first; in one proposal, if named. One query.
async fn interests_of<C: ConnectionTrait>(
    conn: &C,
    investor: Uuid,
    proposal: Option<Uuid>,
    mut contacts: HashMap<Uuid, Contact>,
) -> Result<Vec<MyInterest>> {
    use interests::Column;
    let mut query = interests::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::ProposalId,
            Column::Kind,
            Column::AmountMinor,
            Column::Currency,
            Column::Message,
            Column::State,
            Column::CreatedAt,
            Column::DecidedAt,
            Column::Version,
        ])
        .columns([proposals::Column::Number, proposals::Column::Title])
        .column_as(teams::Column::Name, "team")
        .join(JoinType::InnerJoin, interests::Relation::Proposals.def())
        .join(JoinType::InnerJoin, proposals::Relation::Teams.def())
        .filter(Column::InvestorId.eq(investor));
    if let Some(proposal) = proposal {
        query = query.filter(Column::ProposalId.eq(proposal));
    }
    query
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .into_model::<Row>()
        .all(conn)
        .await?
        .into_iter()
        .map(|row| {
            Ok(MyInterest {
                id: row.id.into(),
                proposal: row.proposal_id.into(),
                number: row.number,
                title: row.title,
                team: row.team,
                terms: terms(
                    &row.kind,
                    row.amount_minor,
                    row.currency.as_deref(),
                    row.message,
                )?,
                state: interest_state(&row.state)?,
                created_at: row.created_at,
                decided_at: row.decided_at,
                version: row.version,
                contact: contacts.remove(&row.id),
            })
        })
        .collect()
}

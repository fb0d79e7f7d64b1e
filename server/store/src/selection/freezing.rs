//! Freezing a selection and publishing it. Both happen once.

use super::{cards::cards, inputs::input_of, rankings::compute_apart};
use crate::{
    Error, Result, Store, Tx, competitions,
    entities::{
        accounts, competitions as calls, outbox, proposals, selection_entries, selections,
        team_members,
    },
    jury::serialise,
};
use domain::{
    Action, Actor, CompetitionId, Facts, Language, Localised, Problem, SelectionId,
    competitions::fingerprint,
    errors::Stale,
    selection::{NoResult, SelectionResult},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use uuid::Uuid;

/// Freezes the selection that the organiser saw: `input_hash` is that of the preview.
///
/// # Errors
/// `Missing`, `Denied` outside the phase or for others than organisers; `Conflict` when it is frozen already (by whom, if known)
/// or the scores changed since the preview; `Invalid` on `selection` with the text key of the reason when there is no result or
/// it must not be frozen (`no_proposals`, `no_scores`, `contradiction`, `disconnected`).
pub async fn freeze(
    store: &Store,
    actor: &Actor,
    slug: &str,
    input_hash: &str,
    now: i64,
) -> Result<SelectionId> {
    // Computed before the transaction, since nobody could write meanwhile; what it was computed from is compared inside of it.
    let (seen, facts) = competitions::by_slug(store.read(), actor, slug, now).await?;
    may_freeze(store.read(), actor, &seen, facts).await?;
    let before = input_of(store.read(), &seen).await?;
    let text = before.canonical.canonical()?;
    let hash = fingerprint(&text);
    if hash != input_hash {
        return Err(changed().into());
    }
    let seed = before.canonical.seed.clone();
    let result = compute_apart(before.canonical).await?.map_err(reason)?;
    if !result.comparable() {
        return Err(refused("disconnected").into());
    }
    let tx = store.begin().await?;
    // A score that is changed in a discussion at this moment comes before, and is seen, or after, and is refused.
    serialise(&tx, seen.id).await?;
    let (call, facts) = competitions::by_slug(&*tx, actor, slug, now).await?;
    may_freeze(&*tx, actor, &call, facts).await?;
    let after = input_of(&*tx, &call).await?;
    if fingerprint(&after.canonical.canonical()?) != hash {
        return Err(changed().into());
    }
    let id = Uuid::now_v7();
    let inserted = selections::Entity::insert(selections::ActiveModel {
        id: Set(id),
        competition_id: Set(call.id),
        state: Set("frozen".into()),
        seed: Set(seed),
        input_hash: Set(hash.clone()),
        input: Set(text),
        result: Set(serde_json::to_string(&result)?),
        frozen_at: Set(now),
        frozen_by: Set(actor.id().map(|id| id.0)),
        published_at: Set(None),
        version: Set(1),
    })
    .on_conflict(
        OnConflict::column(selections::Column::CompetitionId)
            .do_nothing()
            .to_owned(),
    )
    .exec_without_returning(&*tx)
    .await?;
    if inserted != 1 {
        return Err(frozen_already(&*tx, call.id).await?.into());
    }
    let ids: Vec<(i32, Uuid)> = after.proposals.iter().map(|p| (p.number, p.id.0)).collect();
    insert_entries(&tx, &call, id, &result, &ids).await?;
    tx.audit(
        actor,
        Some(call.id.into()),
        "selection.frozen",
        id,
        json!({ "input": hash, "proposals": result.places.len(), "reviews": result.reviews }),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(id.into())
}

/// Publishes the frozen selection and writes to every team.
///
/// # Errors
/// `Missing`, `Denied` when nothing is frozen, when it is public already, or for others than organisers; `Conflict` when `version`
/// is stale; `Invalid` on `selection` (`disconnected`) when the result must not be published.
pub async fn publish(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let (call, facts) = competitions::by_slug(&*tx, actor, slug, now).await?;
    domain::can(actor, Action::PublishSelection, &facts)?;
    let selection = selections::Entity::find()
        .filter(selections::Column::CompetitionId.eq(call.id))
        .one(&*tx)
        .await?
        .ok_or(domain::Error::Missing)?;
    let result: SelectionResult = serde_json::from_str(&selection.result)?;
    if !result.comparable() {
        return Err(refused("disconnected").into());
    }
    let published = selections::Entity::update_many()
        .col_expr(selections::Column::State, Expr::value("published"))
        .col_expr(selections::Column::PublishedAt, Expr::value(now))
        .col_expr(selections::Column::Version, Expr::value(version + 1))
        .filter(selections::Column::Id.eq(selection.id))
        .filter(selections::Column::Version.eq(version))
        .filter(selections::Column::PublishedAt.is_null())
        .exec(&*tx)
        .await?;
    if published.rows_affected != 1 {
        return Err(changed().into());
    }
    let teams = write_to_teams(&tx, &call, selection.id, now).await?;
    tx.audit(
        actor,
        Some(call.id.into()),
        "selection.published",
        selection.id,
        json!({ "input": selection.input_hash, "mails": teams }),
        now,
    )
    .await?;
    tx.commit().await
}

/// The policy; who may freeze is told who came first.
async fn may_freeze<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    call: &calls::Model,
    facts: Facts,
) -> Result<()> {
    let frozen = facts.frozen;
    let open = Facts {
        frozen: false,
        ..facts
    };
    domain::can(actor, Action::FreezeSelection, &open)?;
    if frozen {
        return Err(frozen_already(conn, call.id).await?.into());
    }
    Ok(())
}

async fn frozen_already<C: ConnectionTrait>(conn: &C, competition: Uuid) -> Result<domain::Error> {
    let found = selections::Entity::find()
        .find_also_related(accounts::Entity)
        .filter(selections::Column::CompetitionId.eq(competition))
        .one(conn)
        .await?;
    Ok(domain::Error::Conflict(match found {
        None => Stale::default(),
        Some((selection, by)) => Stale {
            version: selection.version,
            by: by.map(|account| account.name),
            current: String::new(),
        },
    }))
}

fn changed() -> domain::Error {
    domain::Error::Conflict(Stale::default())
}

fn refused(what: &str) -> domain::Error {
    domain::Error::invalid("selection", Problem::Other { what: what.into() })
}

fn reason(none: NoResult) -> Error {
    let what = match none {
        NoResult::NoProposals => "no_proposals",
        NoResult::NoScores => "no_scores",
        NoResult::Contradiction { .. } => "contradiction",
    };
    refused(what).into()
}

async fn insert_entries(
    tx: &Tx,
    call: &calls::Model,
    selection: Uuid,
    result: &SelectionResult,
    ids: &[(i32, Uuid)],
) -> Result<()> {
    let cards = cards(&**tx, CompetitionId(call.id)).await?;
    let mut rows = Vec::with_capacity(result.places.len());
    for place in &result.places {
        let at = ids.binary_search_by_key(&place.number, |(number, _)| *number);
        let proposal = at.map_or_else(|_| Uuid::nil(), |at| ids[at].1);
        let card = cards
            .get(&proposal)
            .ok_or_else(|| Error::fault(format!("no card of proposal {}", place.number)))?;
        rows.push(selection_entries::ActiveModel {
            selection_id: Set(selection),
            proposal_id: Set(proposal),
            rank: Set(i32::try_from(place.rank).unwrap_or(i32::MAX)),
            selected: Set(place.selected),
            adjusted: Set(place.adjusted),
            raw_mean: Set(place.raw_mean),
            p_selected: Set(place.p_selected),
            card: Set(serde_json::to_string(card)?),
        });
    }
    for chunk in rows.chunks(crate::ROWS_AT_ONCE) {
        selection_entries::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(&**tx)
            .await?;
    }
    Ok(())
}

/// One mail to each member of each team that was compared, in their language. Returns how many.
async fn write_to_teams(tx: &Tx, call: &calls::Model, selection: Uuid, now: i64) -> Result<usize> {
    type Reader = (Uuid, i32, String, bool, String, String);
    let readers: Vec<Reader> = selection_entries::Entity::find()
        .select_only()
        .columns([
            proposals::Column::Id,
            proposals::Column::Number,
            proposals::Column::Title,
        ])
        .column(selection_entries::Column::Selected)
        .columns([accounts::Column::Email, accounts::Column::Language])
        .join(
            JoinType::InnerJoin,
            selection_entries::Relation::Proposals.def(),
        )
        .join(JoinType::InnerJoin, proposals::Relation::Teams.def())
        .join(
            JoinType::InnerJoin,
            team_members::Relation::Teams.def().rev(),
        )
        .join(JoinType::InnerJoin, team_members::Relation::Accounts.def())
        .filter(selection_entries::Column::SelectionId.eq(selection))
        .into_tuple()
        .all(&**tx)
        .await?;
    let name: Localised = serde_json::from_str(&call.name)?;
    let mut rows = Vec::with_capacity(readers.len());
    for (proposal, number, title, selected, email, language) in readers {
        let language = Language::parse(&language).unwrap_or_default();
        let fields = json!({
            "competition": name.get(language),
            "number": number,
            "title": title,
            "selected": selected,
            "link": format!("/proposals/{proposal}/result"),
        });
        rows.push(outbox::ActiveModel {
            id: Set(Uuid::now_v7()),
            recipient: Set(email),
            language: Set(language.code().to_owned()),
            template: Set("selection.result".into()),
            fields: Set(fields.to_string()),
            state: Set("waiting".into()),
            attempts: Set(0),
            next_at: Set(now),
            created_at: Set(now),
            sent_at: Set(None),
            last_error: Set(None),
            about: Set(None),
        });
    }
    for chunk in rows.chunks(crate::ROWS_AT_ONCE) {
        outbox::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(&**tx)
            .await?;
    }
    Ok(rows.len())
}

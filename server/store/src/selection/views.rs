//! What organisers and auditors see.

use super::{inputs::input_of, rankings::compute_apart};
use crate::{
    Result, Store, competitions,
    entities::{accounts, competitions as calls, proposals, selection_entries, selections},
};
use domain::{
    Action, Actor,
    competitions::fingerprint,
    policy::Phase,
    selection::{ProposalTitle, SelectionView, Stage},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use uuid::Uuid;

/// The organiser's page: the result as the scores stand, or as it was frozen.
///
/// # Errors
/// `Missing`; `Denied` for others than organisers and auditors, and for everybody while jurors score.
pub async fn view(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<SelectionView> {
    let conn = store.read();
    let (call, facts) = competitions::by_slug(conn, actor, slug, now).await?;
    domain::can(actor, Action::SeeScores, &facts)?;
    let kept = selections::Entity::find()
        .find_also_related(accounts::Entity)
        .filter(selections::Column::CompetitionId.eq(call.id))
        .one(conn)
        .await?;
    let (stage, input_hash, titles, outcome) = match kept {
        Some((selection, by)) => {
            let stage = match selection.published_at {
                Some(at) => Stage::Published { at },
                None => Stage::Frozen {
                    at: selection.frozen_at,
                    by: by.map(|account| account.name),
                    version: selection.version,
                },
            };
            let titles = titles(conn, selection.id).await?;
            let result = serde_json::from_str(&selection.result)?;
            (stage, selection.input_hash, titles, Ok(result))
        }
        None => {
            let input = input_of(conn, &call).await?;
            let hash = fingerprint(&input.canonical.canonical()?);
            let outcome = compute_apart(input.canonical).await?;
            (Stage::Preview, hash, input.proposals, outcome)
        }
    };
    Ok(SelectionView {
        slug: call.slug,
        name: serde_json::from_str(&call.name)?,
        zone: call.zone,
        phase: facts.phase.unwrap_or(Phase::Draft),
        stage,
        input_hash,
        organiser: facts.organiser,
        titles,
        outcome,
    })
}

/// The selection of a competition and when it became public, if it did.
pub(super) async fn public<C: ConnectionTrait>(
    conn: &C,
    call: &calls::Model,
    phase: Option<Phase>,
) -> Result<Option<(selections::Model, i64)>> {
    if phase < Some(Phase::Published) {
        return Ok(None);
    }
    let found = selections::Entity::find()
        .filter(selections::Column::CompetitionId.eq(call.id))
        .one(conn)
        .await?;
    Ok(found.and_then(|selection| {
        let at = selection.published_at?;
        Some((selection, at))
    }))
}

async fn titles<C: ConnectionTrait>(conn: &C, selection: Uuid) -> Result<Vec<ProposalTitle>> {
    let rows: Vec<(i32, Uuid, String)> = selection_entries::Entity::find()
        .select_only()
        .columns([
            proposals::Column::Number,
            proposals::Column::Id,
            proposals::Column::Title,
        ])
        .join(
            JoinType::InnerJoin,
            selection_entries::Relation::Proposals.def(),
        )
        .filter(selection_entries::Column::SelectionId.eq(selection))
        .order_by_asc(proposals::Column::Number)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(number, id, title)| ProposalTitle {
            number,
            id: id.into(),
            title,
        })
        .collect())
}

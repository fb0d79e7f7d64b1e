//! The page of a discussion.

use super::scenes::{Scene, scene, span_of};
use crate::{
    Result, Store,
    competitions::{all_criteria, blind_rules},
    entities::{
        accounts, conflicts, discussion_messages, discussion_visits, review_scores, reviews,
    },
    proposals::submitted_content,
    reviews::changes_of,
    selection::{counted, pseudonyms},
};
use domain::{
    Action, Actor, CompetitionId, MessageId, ProposalId, can,
    competitions::Criterion,
    deliberations::{Discussion, Message, Minutes, PanelReview, Rights, Scores, changed_scores},
    policy::refusal,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::OnConflict,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The discussion of a proposal. That the actor has read it until now is noted, for the count of what is new.
///
/// # Errors
/// `Missing` when there is none, and for everybody but organisers, auditors and jurors of the competition; `Denied` with a conflict
/// of interest, and before conflicts are declared.
pub async fn discussion(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<Discussion> {
    let scene = scene(store.read(), actor, proposal, now).await?;
    can(actor, Action::ReadDiscussion, &scene.facts)?;
    let found = load(store.read(), actor, &scene).await?;
    visit(store, actor, proposal, now).await?;
    Ok(found)
}

async fn load<C: ConnectionTrait>(conn: &C, actor: &Actor, scene: &Scene) -> Result<Discussion> {
    let facts = &scene.facts;
    let (call, proposal) = (&scene.call, &scene.proposal);
    let mut rubric = all_criteria(conn, CompetitionId(call.id)).await?;
    let (_, content) = submitted_content(conn, proposal.id.into(), call).await?;
    let numbers = pseudonyms(conn, CompetitionId(call.id)).await?;
    let organising = facts.organiser || facts.auditor;
    let content = if organising {
        content
    } else {
        let blind = blind_rules(conn, CompetitionId(call.id)).await?;
        blind.for_juror(content)
    };
    let (reviews, changed) = reviews_of(conn, scene, organising, &numbers).await?;
    let scored = |own: &Criterion| {
        reviews
            .iter()
            .any(|review| review.scores.contains_key(&own.id))
    };
    rubric.retain(|own| !own.second_look || scored(own));
    let lead = can(actor, Action::LeadDeliberation, facts).is_ok();
    let may_change = can(actor, Action::ChangeScore, facts).is_ok();
    let span = span_of(&scene.discussion);
    Ok(Discussion {
        slug: call.slug.clone(),
        competition: serde_json::from_str(&call.name)?,
        zone: call.zone.clone(),
        proposal: proposal.id.into(),
        number: proposal.number,
        title: proposal.title.clone(),
        content,
        span,
        open: facts.discussing && lead_phase(scene),
        rubric,
        reviews,
        changed,
        messages: messages_of(conn, scene, organising, &numbers).await?,
        minutes: minutes_of(conn, scene).await?,
        rights: Rights {
            speak: refusal(actor, Action::Discuss, facts),
            change: scene.own.filter(|_| may_change).map(|own| own.version),
            lead: lead && span.closed_at.is_none(),
            organising,
            sheet: scene.own.map(|own| own.assignment),
        },
        next: MessageId(Uuid::now_v7()),
    })
}

/// Whether scores can still change at all.
fn lead_phase(scene: &Scene) -> bool {
    !scene.facts.frozen && scene.facts.phase == Some(domain::policy::Phase::Selection)
}

/// The reviews that count, by number of the juror, and how many scores were changed. Three queries.
async fn reviews_of<C: ConnectionTrait>(
    conn: &C,
    scene: &Scene,
    organising: bool,
    numbers: &BTreeMap<Uuid, u32>,
) -> Result<(Vec<PanelReview>, u32)> {
    let rows: Vec<(Uuid, Uuid, String)> = counted()
        .columns([
            reviews::Column::Id,
            reviews::Column::JurorId,
            reviews::Column::Comment,
        ])
        .filter(reviews::Column::ProposalId.eq(scene.proposal.id))
        .into_tuple()
        .all(conn)
        .await?;
    let ids = || rows.iter().map(|(review, ..)| *review);
    let mut scores = scores_of(conn, ids()).await?;
    let mut changes = changes_of(conn, ids(), scene.discussion.opened_at).await?;
    let own = scene.own.map(|own| own.review);
    let mut count = 0;
    let mut shown: Vec<PanelReview> = rows
        .into_iter()
        .map(|(review, juror, comment)| {
            let changes = changes.remove(&review).unwrap_or_default();
            let scores = scores.remove(&review).unwrap_or_default();
            let changed = changed_scores(&changes, &scores);
            count += changed;
            let own = own == Some(review);
            PanelReview {
                juror: numbers.get(&juror).copied().unwrap_or(0),
                own,
                scores,
                comment,
                changed: changed > 0,
                changes: if own || organising {
                    changes
                } else {
                    Vec::new()
                },
            }
        })
        .collect();
    shown.sort_by_key(|review| review.juror);
    Ok((shown, count))
}

/// The scores of reviews. One query.
pub(super) async fn scores_of<C: ConnectionTrait>(
    conn: &C,
    reviews: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Scores>> {
    let rows = review_scores::Entity::find()
        .filter(review_scores::Column::ReviewId.is_in(reviews))
        .all(conn)
        .await?;
    let mut scores = BTreeMap::<Uuid, Scores>::new();
    for row in rows {
        let own = scores.entry(row.review_id).or_default();
        own.insert(row.criterion_id.into(), row.value);
    }
    Ok(scores)
}

/// What was said, oldest first. Two queries.
async fn messages_of<C: ConnectionTrait>(
    conn: &C,
    scene: &Scene,
    organising: bool,
    numbers: &BTreeMap<Uuid, u32>,
) -> Result<Vec<Message>> {
    use discussion_messages::Column;
    let recused: BTreeSet<Uuid> = conflicts::Entity::find()
        .select_only()
        .column(conflicts::Column::JurorId)
        .filter(conflicts::Column::ProposalId.eq(scene.proposal.id))
        .into_tuple::<Uuid>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let rows = discussion_messages::Entity::find()
        .filter(Column::ProposalId.eq(scene.proposal.id))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    let me = scene.juror.as_ref().map(|juror| juror.id);
    rows.into_iter()
        .map(|row| {
            let earlier = if organising {
                serde_json::from_str(&row.earlier)?
            } else {
                Vec::new()
            };
            Ok(Message {
                id: row.id.into(),
                juror: numbers.get(&row.juror_id).copied().unwrap_or(0),
                own: me == Some(row.juror_id),
                recused: recused.contains(&row.juror_id),
                written_at: row.created_at,
                edited_at: row.edited_at,
                text: row.withdrawn_at.is_none().then_some(row.text),
                earlier,
            })
        })
        .collect()
}

async fn minutes_of<C: ConnectionTrait>(conn: &C, scene: &Scene) -> Result<Minutes> {
    let row = &scene.discussion;
    let by = match row.minutes_by {
        None => None,
        Some(id) => accounts::Entity::find_by_id(id).one(conn).await?,
    };
    Ok(Minutes {
        text: row.minutes.clone(),
        version: row.minutes_version,
        saved: row.minutes_at.zip(by.map(|account| account.name)),
    })
}

/// A hint only: it decides nothing, and leaves no audit row.
async fn visit(store: &Store, actor: &Actor, proposal: ProposalId, now: i64) -> Result<()> {
    use discussion_visits::Column;
    let account = actor.signed_in()?.id.0;
    let tx = store.begin().await?;
    discussion_visits::Entity::insert(discussion_visits::ActiveModel {
        proposal_id: Set(proposal.0),
        account_id: Set(account),
        seen_at: Set(now),
    })
    .on_conflict(
        OnConflict::columns([Column::ProposalId, Column::AccountId])
            .update_column(Column::SeenAt)
            .to_owned(),
    )
    .exec_without_returning(&*tx)
    .await?;
    tx.commit().await
}

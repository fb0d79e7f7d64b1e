//! Comments on a section, inside the team. Only their writer deletes one. They leave no audit row: organisers read
//! that log, and a comment's own row says who and when, also when its text is gone.

use super::{Scene, account_names, scene};
use crate::{Result, Store, entities::comments};
use domain::{
    Action, Actor, CommentId, ProposalId, can, fields,
    policy::refusal,
    proposals::{Comment, CommentCounts, CommentList, FormDefinition, MOST_IN_COMMENT},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

/// Comments on a page.
pub const COMMENTS: u64 = 100;

/// A page (from 1, else the last) of the comments on a section (else the first). Ten queries.
///
/// # Errors
/// `SignedOut`, `Missing` for people outside of the team and for unknown sections.
pub async fn comments(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: Option<&str>,
    page: Option<u64>,
    now: i64,
) -> Result<CommentList> {
    let conn = store.read();
    let me = actor.signed_in()?.id.0;
    let scene = scene(conn, actor, proposal, now).await?;
    can(actor, Action::ReadDraft, &scene.team.facts)?;
    let form = form_of(&scene)?;
    let section = match section {
        Some(key) => form.section(key),
        None => form.sections.first(),
    };
    let section = section.ok_or(domain::Error::Missing)?.key.clone();
    let rows = comments::Entity::find()
        .filter(comments::Column::ProposalId.eq(proposal.0))
        .filter(comments::Column::Section.eq(section.as_str()))
        .order_by_asc(comments::Column::CreatedAt)
        .order_by_asc(comments::Column::Id)
        .paginate(conn, COMMENTS);
    let pages = rows.num_pages().await?.max(1);
    let page = page.unwrap_or(pages).clamp(1, pages);
    let rows = rows.fetch_page(page - 1).await?;
    let names = account_names(conn, rows.iter().map(|row| row.account_id)).await?;
    let comments = rows.into_iter().map(|row| Comment {
        id: row.id.into(),
        by: names.get(&row.account_id).cloned().unwrap_or_default(),
        own: row.account_id == me,
        written_at: row.created_at,
        text: row.deleted_at.is_none().then_some(row.text),
    });
    Ok(CommentList {
        comments: comments.collect(),
        counts: comment_counts(conn, proposal).await?,
        refused: refusal(actor, Action::Comment, &scene.team.facts),
        title: scene.proposal.title,
        form,
        section,
        page,
        pages,
        next: CommentId(Uuid::now_v7()),
    })
}

/// Writes a comment. `id` is [`CommentList::next`]: what is sent twice is there once. The input is named `text`.
///
/// # Errors
/// `Denied` once the competition is archived, `Missing` for people outside of the team and for unknown sections,
/// `Invalid`.
pub async fn comment(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: &str,
    id: CommentId,
    text: &str,
    now: i64,
) -> Result<()> {
    let tx = store.begin().await?;
    let scene = scene(&*tx, actor, proposal, now).await?;
    can(actor, Action::Comment, &scene.team.facts)?;
    known(&scene, section)?;
    let text = fields::required(text, MOST_IN_COMMENT)
        .map_err(|problem| domain::Error::invalid("text", problem))?;
    let row = comments::Model {
        id: id.0,
        proposal_id: proposal.0,
        section: section.to_owned(),
        account_id: scene.team.member.account_id,
        text,
        created_at: now,
        deleted_at: None,
    };
    comments::Entity::insert(row.into_active_model().reset_all())
        .on_conflict_do_nothing_on([comments::Column::Id])
        .exec_without_returning(&*tx)
        .await?;
    tx.commit().await
}

/// Deletes a comment of one's own: its text goes, its place stays. Deleting it again changes nothing.
///
/// # Errors
/// `Denied` once the competition is archived, `Missing` for people outside of the team and for what others wrote.
pub async fn delete_comment(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    comment: CommentId,
    now: i64,
) -> Result<()> {
    use comments::Column;
    let tx = store.begin().await?;
    let scene = scene(&*tx, actor, proposal, now).await?;
    can(actor, Action::Comment, &scene.team.facts)?;
    let gone = comments::Entity::update_many()
        .col_expr(Column::Text, Expr::value(""))
        .col_expr(Column::DeletedAt, Expr::value(now))
        .filter(Column::Id.eq(comment.0))
        .filter(Column::ProposalId.eq(proposal.0))
        .filter(Column::AccountId.eq(scene.team.member.account_id))
        .exec(&*tx)
        .await?;
    if gone.rows_affected != 1 {
        return Err(domain::Error::Missing.into());
    }
    tx.commit().await
}

/// How many comments each section has. One query; does not ask who wants to know.
pub(super) async fn comment_counts<C: ConnectionTrait>(
    conn: &C,
    proposal: ProposalId,
) -> Result<CommentCounts> {
    let rows: Vec<(String, i64)> = comments::Entity::find()
        .select_only()
        .column(comments::Column::Section)
        .column_as(comments::Column::Id.count(), "n")
        .filter(comments::Column::ProposalId.eq(proposal.0))
        .filter(comments::Column::DeletedAt.is_null())
        .group_by(comments::Column::Section)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(section, n)| (section, n.unsigned_abs()))
        .collect())
}

fn form_of(scene: &Scene) -> Result<FormDefinition> {
    Ok(serde_json::from_str(&scene.team.competition.form)?)
}

/// Refuses a section that the form does not have.
pub(super) fn known(scene: &Scene, section: &str) -> Result<()> {
    match form_of(scene)?.section(section) {
        Some(_) => Ok(()),
        None => Err(domain::Error::Missing.into()),
    }
}

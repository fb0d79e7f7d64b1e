//! Lists of files: a draft's, a submitted revision's.

use super::{
    photos::{self, FrozenPhoto},
    readers::{Reader, entry, reader},
};
use crate::{
    Result, Store, Tx,
    entities::{attachments, competitions, revision_files, uploads},
    proposals::{account_names, form_of},
};
use domain::{
    Action, Actor, ProposalId,
    files::{FileEntry, FileQuestion, FilesPage, SubmittedFile, SubmittedPhoto, Unfinished},
    policy::refusal,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

/// The page of a proposal's files.
///
/// # Errors
/// `SignedOut`; `Missing` for everybody who may not read the proposal.
pub async fn page(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<FilesPage> {
    let conn = store.read();
    let reader = reader(conn, actor, proposal, now).await?;
    let row = reader.proposal();
    let page = FilesPage {
        proposal,
        number: row.number,
        title: row.title.clone(),
        files: Vec::new(),
        photo: None,
        photo_version: 0,
        questions: Vec::new(),
        removed: Vec::new(),
        unfinished: Vec::new(),
        member: false,
        denied: None,
    };
    let scene = match reader {
        Reader::Member(scene) => scene,
        Reader::Outside { revision, proposal } => {
            let competition = competitions::Entity::find_by_id(proposal.competition_id)
                .one(conn)
                .await?
                .ok_or(domain::Error::Missing)?;
            return Ok(FilesPage {
                files: submitted(conn, revision).await?,
                photo: photos::of_revision(conn, revision).await?,
                questions: FileQuestion::all(&form_of(&competition)?),
                ..page
            });
        }
    };
    let denied = refusal(actor, Action::EditDraft, &scene.team.facts);
    let rows = rows_of(conn, proposal, now - super::KEPT_FOR).await?;
    let names = account_names(conn, rows.iter().filter_map(|row| row.created_by)).await?;
    let (mut files, mut removed) = (Vec::new(), Vec::new());
    for row in rows {
        let by = row.created_by.and_then(|id| names.get(&id).cloned());
        let list = match row.removed_at {
            None => &mut files,
            Some(_) => &mut removed,
        };
        list.push(entry(row, by)?);
    }
    let photo = photos::of_draft(conn, proposal).await?;
    Ok(FilesPage {
        files,
        photo: photo.and_then(|(row, alt)| photos::shown(&row, alt)),
        photo_version: photos::version_of(conn, proposal).await?,
        questions: FileQuestion::all(&form_of(&scene.team.competition)?),
        removed: if denied.is_none() {
            removed
        } else {
            Vec::new()
        },
        unfinished: match denied {
            None => unfinished(conn, actor, proposal, now).await?,
            Some(_) => Vec::new(),
        },
        member: true,
        denied,
        ..page
    })
}

/// What a submission freezes of a draft's files.
#[derive(Clone, Debug)]
pub(crate) struct DraftFiles {
    ids: Vec<Uuid>,
    /// As the submission names them.
    pub named: Vec<SubmittedFile>,
    /// The photo, which is one of them.
    pub photo: Option<FrozenPhoto>,
}

/// The files and the photo that the draft has now. Two queries.
pub(crate) async fn of_draft<C: ConnectionTrait>(
    conn: &C,
    proposal: ProposalId,
) -> Result<DraftFiles> {
    let rows = rows_of(conn, proposal, i64::MAX).await?;
    let ids = rows.iter().map(|row| row.id).collect();
    let named = rows.into_iter().map(|row| SubmittedFile {
        name: row.name,
        size: row.size,
        sha256: row.sha256,
        question: row.question,
    });
    let photo = photos::of_draft(conn, proposal).await?;
    Ok(DraftFiles {
        ids,
        named: named.collect(),
        photo: photo.map(|(row, alt)| FrozenPhoto {
            picture: row.id,
            named: SubmittedPhoto {
                alt,
                sha256: row.sha256,
            },
        }),
    })
}

/// Notes that a revision names these files and this photo: from now on they are kept.
pub(crate) async fn freeze(tx: &Tx, revision: Uuid, files: DraftFiles) -> Result<()> {
    if !files.ids.is_empty() {
        let rows = files.ids.into_iter().map(|id| revision_files::ActiveModel {
            revision_id: Set(revision),
            attachment_id: Set(id),
        });
        revision_files::Entity::insert_many(rows)
            .exec_without_returning(&**tx)
            .await?;
    }
    match files.photo {
        Some(photo) => photos::freeze(tx, revision, photo).await,
        None => Ok(()),
    }
}

/// In the order of adding; with those that were removed after an instant.
async fn rows_of<C: ConnectionTrait>(
    conn: &C,
    proposal: ProposalId,
    removed_after: i64,
) -> Result<Vec<attachments::Model>> {
    use attachments::Column;
    Ok(attachments::Entity::find()
        .filter(Column::ProposalId.eq(proposal.0))
        .filter(
            Column::RemovedAt
                .is_null()
                .or(Column::RemovedAt.gt(removed_after)),
        )
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// What a submitted revision names, for everybody outside of the team. The caller asks `domain::policy` first. One query.
pub(crate) async fn submitted<C: ConnectionTrait>(
    conn: &C,
    revision: Uuid,
) -> Result<Vec<FileEntry>> {
    let named = Query::select()
        .column(revision_files::Column::AttachmentId)
        .from(revision_files::Entity)
        .and_where(Expr::col(revision_files::Column::RevisionId).eq(revision))
        .to_owned();
    attachments::Entity::find()
        .filter(attachments::Column::Id.in_subquery(named))
        .order_by_asc(attachments::Column::Id)
        .all(conn)
        .await?
        .into_iter()
        .map(|row| entry(row, None))
        .collect()
}

async fn unfinished<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    proposal: ProposalId,
    now: i64,
) -> Result<Vec<Unfinished>> {
    use uploads::Column;
    let rows: Vec<(String, i64, i64)> = uploads::Entity::find()
        .select_only()
        .columns([Column::Name, Column::Received, Column::Length])
        .filter(Column::ProposalId.eq(proposal.0))
        .filter(Column::AccountId.eq(actor.signed_in()?.id.0))
        .filter(Column::AttachmentId.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .order_by_asc(Column::Id)
        .limit(20)
        .into_tuple()
        .all(conn)
        .await?;
    let shown = rows.into_iter().map(|(name, received, length)| Unfinished {
        name,
        received,
        length,
    });
    Ok(shown.collect())
}

//! Who reads the files of a proposal, and reading one.

use super::Files;
use crate::{
    Error, Result, Store,
    entities::{attachments, proposals, revision_files},
    proposals::{Scene, latest_revision, organised, scene},
    reviews,
};
use bytes::Bytes;
use domain::{
    Action, Actor, Error as Refusal, FileId, ProposalId, can,
    files::{FileEntry, FileKind},
};
use futures_util::stream::BoxStream;
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

/// A proposal, and as what somebody reads its files.
pub(super) enum Reader {
    /// As a member of its team.
    Member(Box<Scene>),
    /// As its submitted revision says: organisers, auditors, jurors who may read it.
    Outside {
        proposal: Box<proposals::Model>,
        /// The revision that counts.
        revision: Uuid,
    },
}

impl Reader {
    pub fn proposal(&self) -> &proposals::Model {
        match self {
            Self::Member(scene) => &scene.proposal,
            Self::Outside { proposal, .. } => proposal,
        }
    }
}

/// How the actor reads the files of a proposal.
///
/// # Errors
/// `SignedOut`; `Missing` for everybody who may not read the proposal.
pub(super) async fn reader<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    id: ProposalId,
    now: i64,
) -> Result<Reader> {
    match scene(conn, actor, id, now).await {
        Ok(own) => {
            can(actor, Action::ReadDraft, &own.team.facts)?;
            return Ok(Reader::Member(Box::new(own)));
        }
        Err(Error::Refused(Refusal::Missing)) => {}
        Err(error) => return Err(error),
    }
    let proposal = match organised(conn, actor, id, now).await {
        Ok((proposal, ..)) => proposal,
        Err(Error::Refused(Refusal::Missing)) => {
            if !reviews::may_read(conn, actor, id, now).await? {
                return Err(Refusal::Missing.into());
            }
            let found = proposals::Entity::find_by_id(id.0).one(conn).await?;
            found.ok_or(Refusal::Missing)?
        }
        Err(error) => return Err(error),
    };
    let revision = latest_revision(conn, id).await?.ok_or(Refusal::Missing)?;
    Ok(Reader::Outside {
        proposal: Box::new(proposal),
        revision: revision.id,
    })
}

/// A file to be sent.
pub struct Download {
    /// What it is.
    pub file: FileEntry,
    /// Its bytes.
    pub bytes: BoxStream<'static, std::io::Result<Bytes>>,
}

/// Opens a file for somebody who may read it: its team; everybody else who reads the proposal when the submitted
/// revision names it.
///
/// # Errors
/// `SignedOut`; `Missing` for everybody else.
pub async fn open(
    store: &Store,
    files: &Files,
    actor: &Actor,
    id: FileId,
    now: i64,
) -> Result<Download> {
    let row = open_row(store, actor, id, now).await?;
    Ok(Download {
        bytes: files.get(&row.storage_key).await?,
        file: entry(row, None)?,
    })
}

/// The row of a file, for somebody who may read it.
pub(super) async fn open_row(
    store: &Store,
    actor: &Actor,
    id: FileId,
    now: i64,
) -> Result<attachments::Model> {
    let conn = store.read();
    actor.signed_in()?;
    let row = attachments::Entity::find_by_id(id.0).one(conn).await?;
    let row = row.ok_or(Refusal::Missing)?;
    if let Reader::Outside { revision, .. } =
        reader(conn, actor, row.proposal_id.into(), now).await?
    {
        revision_files::Entity::find_by_id((revision, row.id))
            .one(conn)
            .await?
            .ok_or(Refusal::Missing)?;
    }
    Ok(row)
}

/// A file as it is shown.
pub(super) fn entry(row: attachments::Model, by: Option<String>) -> Result<FileEntry> {
    Ok(FileEntry {
        id: row.id.into(),
        kind: FileKind::of_media_type(&row.media_type)
            .ok_or_else(|| Error::fault(format!("media type {}", row.media_type)))?,
        name: row.name,
        size: row.size,
        sha256: row.sha256,
        question: row.question,
        at: row.created_at,
        by,
    })
}

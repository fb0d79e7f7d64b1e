//! Uploads that can be interrupted: begun with their length, sent piece by piece, finished by their last byte.
//!
//! Bytes are appended to a file and made durable before the row says so; what a crash left behind that is cut off.
//! Only who began an upload goes on with it, one request at a time ([`Held`]).

use super::{
    Files, Held, KEPT_FOR,
    additions::{add_from, begin, stock},
    examinations::refused,
};
use crate::{Error, Result, Store, entities::uploads};
use domain::{
    Actor, Error as Refusal, FileId, ProposalId, UploadId,
    errors::Stale,
    files::{FileProblem, NAME_LIMIT},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use std::{fs, io};
use tokio::io::{AsyncSeekExt, AsyncWriteExt, SeekFrom};
use uuid::Uuid;

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are durably written.
    pub received: i64,
    /// Bytes of the whole.
    pub length: i64,
    /// When it is thrown away, milliseconds UTC.
    pub expires_at: i64,
    /// What it became.
    pub file: Option<FileId>,
}

/// Begins an upload of so many bytes.
///
/// # Errors
/// As `add`, as far as the length tells.
#[allow(clippy::too_many_arguments, reason = "what a file is made of")]
pub async fn begin_upload(
    store: &Store,
    files: &Files,
    actor: &Actor,
    proposal: ProposalId,
    name: &str,
    question: Option<&str>,
    length: i64,
    now: i64,
) -> Result<(UploadId, Progress)> {
    super::may_add(store, actor, proposal, now).await?;
    let id = Uuid::now_v7();
    let path = files.part(id);
    tokio::fs::File::create(&path).await.map_err(Error::fault)?;
    let row = uploads::ActiveModel {
        id: Set(id),
        proposal_id: Set(proposal.0),
        account_id: Set(actor.signed_in()?.id.0),
        name: Set(name.chars().take(4 * NAME_LIMIT).collect()),
        length: Set(length),
        received: Set(0),
        attachment_id: Set(None),
        question: Set(question.map(|key| key.chars().take(NAME_LIMIT).collect())),
        created_at: Set(now),
        expires_at: Set(now + KEPT_FOR),
    };
    let noted = async {
        let (tx, _) = begin(store, actor, proposal, now).await?;
        let stock = stock(&*tx, proposal, None).await?;
        stock.takes(length).map_err(refused)?;
        uploads::Entity::insert(row)
            .exec_without_returning(&*tx)
            .await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        let _ = fs::remove_file(&path);
        return Err(error);
    }
    let progress = Progress {
        received: 0,
        length,
        expires_at: now + KEPT_FOR,
        file: None,
    };
    Ok((id.into(), progress))
}

/// How far the actor's own upload is.
///
/// # Errors
/// `SignedOut`; `Missing` when there is none, or it is somebody else's or too old.
pub async fn progress(store: &Store, actor: &Actor, id: UploadId, now: i64) -> Result<Progress> {
    own(store, actor, id.0, now)
        .await
        .map(|row| progress_of(&row))
}

fn progress_of(row: &uploads::Model) -> Progress {
    Progress {
        received: row.received,
        length: row.length,
        expires_at: row.expires_at,
        file: row.attachment_id.map(Into::into),
    }
}

async fn own(store: &Store, actor: &Actor, id: Uuid, now: i64) -> Result<uploads::Model> {
    let account = actor.signed_in()?.id;
    let row = uploads::Entity::find_by_id(id)
        .filter(uploads::Column::AccountId.eq(account.0))
        .filter(uploads::Column::ExpiresAt.gt(now))
        .one(store.read())
        .await?;
    Ok(row.ok_or(Refusal::Missing)?)
}

/// An upload that goes on: bytes are written, then kept.
#[derive(Debug)]
pub struct Appending {
    held: Held,
    row: uploads::Model,
    file: Option<tokio::fs::File>,
    written: i64,
}

/// Goes on with an upload at `offset`.
///
/// # Errors
/// `Conflict` naming how many bytes there are when they are not so many; `Missing` as [`progress`]; as `add` when the
/// draft cannot be changed any more.
pub async fn resume(
    store: &Store,
    files: &Files,
    actor: &Actor,
    held: Held,
    offset: i64,
    now: i64,
) -> Result<Appending> {
    let row = own(store, actor, held.id(), now).await?;
    if row.received != offset {
        return Err(Refusal::Conflict(Stale {
            version: row.received,
            ..Stale::default()
        })
        .into());
    }
    if row.attachment_id.is_some() {
        return Ok(Appending {
            held,
            row,
            file: None,
            written: 0,
        });
    }
    super::may_add(store, actor, row.proposal_id.into(), now).await?;
    let path = files.part(row.id);
    let opened = tokio::fs::OpenOptions::new().write(true).open(path).await;
    let mut file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // There is nothing to go on with.
            discard(store, files, row.id).await?;
            return Err(Refusal::Missing.into());
        }
        Err(error) => return Err(Error::fault(error)),
    };
    let place = u64::try_from(row.received).unwrap_or(0);
    if file.metadata().await.map_err(Error::fault)?.len() < place {
        return Err(Error::fault(format!("upload {}: bytes are gone", row.id)));
    }
    file.set_len(place).await.map_err(Error::fault)?;
    file.seek(SeekFrom::Start(place))
        .await
        .map_err(Error::fault)?;
    Ok(Appending {
        held,
        row,
        file: Some(file),
        written: 0,
    })
}

impl Appending {
    /// Writes bytes that follow.
    ///
    /// # Errors
    /// `Invalid` on `file` when they are more than were announced.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let more = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let Some(file) = self
            .file
            .as_mut()
            .filter(|_| self.row.received + self.written + more <= self.row.length)
        else {
            return match more {
                0 => Ok(()),
                _ => Err(refused(FileProblem::TooLarge)),
            };
        };
        file.write_all(bytes).await.map_err(Error::fault)?;
        self.written += more;
        Ok(())
    }

    /// Makes what was written durable, then says so in the row. With the last byte the upload becomes a file.
    ///
    /// # Errors
    /// As `add`; what is not taken is thrown away.
    pub async fn keep(
        mut self,
        store: &Store,
        files: &Files,
        actor: &Actor,
        now: i64,
    ) -> Result<Progress> {
        let Some(mut file) = self.file.take() else {
            return Ok(progress_of(&self.row));
        };
        file.flush().await.map_err(Error::fault)?;
        file.sync_data().await.map_err(Error::fault)?;
        drop(file);
        let before = self.row.received;
        self.row.received += self.written;
        if self.written > 0 {
            let tx = store.begin().await?;
            let noted = uploads::Entity::update_many()
                .col_expr(uploads::Column::Received, Expr::value(self.row.received))
                .filter(uploads::Column::Id.eq(self.row.id))
                .filter(uploads::Column::AccountId.eq(self.row.account_id))
                .filter(uploads::Column::Received.eq(before))
                .exec(&*tx)
                .await?;
            if noted.rows_affected != 1 {
                return Err(Refusal::Missing.into());
            }
            tx.commit().await?;
        }
        if self.row.received == self.row.length {
            self.finish(store, files, actor, now).await?;
        }
        Ok(progress_of(&self.row))
    }

    async fn finish(
        &mut self,
        store: &Store,
        files: &Files,
        actor: &Actor,
        now: i64,
    ) -> Result<()> {
        let id = self.held.id();
        let path = files.part(id);
        let (proposal, name) = (self.row.proposal_id.into(), &self.row.name);
        let question = self.row.question.as_deref();
        let added = add_from(
            store,
            files,
            actor,
            proposal,
            name,
            question,
            &path,
            Some(id),
            now,
        );
        match added.await {
            Ok(file) => {
                self.row.attachment_id = Some(file.0);
                let _ = fs::remove_file(&path);
                Ok(())
            }
            Err(error @ Error::Fault(_)) => Err(error),
            Err(error) => {
                discard(store, files, id).await?;
                Err(error)
            }
        }
    }
}

/// Throws an upload away, at the wish of who began it.
///
/// # Errors
/// As [`progress`].
pub async fn stop(
    store: &Store,
    files: &Files,
    actor: &Actor,
    held: &Held,
    now: i64,
) -> Result<()> {
    own(store, actor, held.id(), now).await?;
    discard(store, files, held.id()).await
}

/// The row first: bytes without a row are cleaned, a row without bytes would promise something.
pub(super) async fn discard(store: &Store, files: &Files, id: Uuid) -> Result<()> {
    let tx = store.begin().await?;
    uploads::Entity::delete_by_id(id).exec(&*tx).await?;
    tx.commit().await?;
    match tokio::fs::remove_file(files.part(id)).await {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::fault(error)),
        _ => Ok(()),
    }
}

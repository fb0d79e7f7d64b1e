//! Where bytes are: whole files in an object store (a local folder, or S3 where it was built in), and what is on its way
//! in a local folder beside it. Knows keys and bytes, and nothing of proposals.

use crate::{Error, Result};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    ObjectStore, ObjectStoreExt, WriteMultipart, local::LocalFileSystem, path::Path as Key,
};
use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{io::AsyncReadExt, sync::Semaphore};
use uuid::Uuid;

/// Bytes that are read at once.
const PIECE: usize = 64 * 1024;
/// Bytes that an S3 server takes at once, at least.
const PART: usize = 5 * 1024 * 1024;

/// The storage. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
    parts: PathBuf,
    held: Arc<Mutex<HashSet<Uuid>>>,
    /// One picture at a time is decoded: it takes much more memory than its file.
    pub(super) pictures: Arc<Semaphore>,
}

/// An upload that nobody else can change meanwhile; let go when dropped.
#[derive(Debug)]
pub struct Held {
    id: Uuid,
    held: Arc<Mutex<HashSet<Uuid>>>,
}

impl Held {
    /// Which upload.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.id);
    }
}

/// A file that is removed when it is not wanted any more.
#[derive(Debug)]
pub(super) struct Scratch(pub PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl Files {
    /// Opens the storage `place`, a folder (made where it is not there) or `s3://bucket/prefix`, and the folder of what
    /// is on its way.
    ///
    /// # Errors
    /// A fault when a folder cannot be made or S3 is not built in.
    pub fn open(place: &str, parts: &Path) -> Result<Self> {
        let parts = std::path::absolute(parts).map_err(Error::fault)?;
        fs::create_dir_all(&parts)
            .map_err(|error| Error::fault(format!("{}: {error}", parts.display())))?;
        Ok(Self {
            objects: objects(place)?,
            parts,
            held: Arc::default(),
            pictures: Arc::new(Semaphore::new(1)),
        })
    }

    /// Takes an upload; `None` while somebody else has it. It holds within one process: several that serve one
    /// installation need the requests of one upload to come to the same.
    #[must_use]
    pub fn hold(&self, id: Uuid) -> Option<Held> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.insert(id).then(|| Held {
            id,
            held: self.held.clone(),
        })
    }

    /// Where the bytes of an upload are.
    pub(super) fn part(&self, id: Uuid) -> PathBuf {
        self.parts.join(id.to_string())
    }

    /// A new file that goes when the value does.
    pub(super) fn scratch(&self) -> Scratch {
        Scratch(self.part(Uuid::now_v7()))
    }

    /// A file for bytes that come in a form.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn incoming(&self) -> Result<Incoming> {
        let scratch = self.scratch();
        let file = tokio::fs::File::create(&scratch.0)
            .await
            .map_err(Error::fault)?;
        Ok(Incoming { scratch, file })
    }

    pub(super) fn parts(&self) -> &Path {
        &self.parts
    }

    /// Keeps a file under a key; durably, when this returns.
    pub(super) async fn put(&self, key: &str, file: &Path) -> Result<()> {
        let mut file = tokio::fs::File::open(file).await.map_err(Error::fault)?;
        let upload = self
            .objects
            .put_multipart(&Key::from(key))
            .await
            .map_err(Error::fault)?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, PART);
        let mut piece = vec![0; PIECE];
        loop {
            let read = file.read(&mut piece).await.map_err(Error::fault)?;
            if read == 0 {
                break;
            }
            writer.wait_for_capacity(1).await.map_err(Error::fault)?;
            writer.write(&piece[..read]);
        }
        writer.finish().await.map_err(Error::fault)?;
        Ok(())
    }

    /// The bytes under a key, piece by piece.
    pub(super) async fn get(
        &self,
        key: &str,
    ) -> Result<BoxStream<'static, std::io::Result<Bytes>>> {
        let found = self.objects.get(&Key::from(key)).await;
        let found = found.map_err(Error::fault)?;
        Ok(found.into_stream().map_err(std::io::Error::other).boxed())
    }

    /// What is under a key, as a file on this machine for a while.
    pub(super) async fn copy(&self, key: &str) -> Result<Scratch> {
        let mut bytes = self.get(key).await?;
        let mut incoming = self.incoming().await?;
        while let Some(piece) = bytes.try_next().await.map_err(Error::fault)? {
            incoming.write(&piece).await?;
        }
        incoming.done().await
    }

    /// Removes what is under a key; nothing there is as good.
    pub(super) async fn delete(&self, key: &str) -> Result<()> {
        match self.objects.delete(&Key::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::fault(error)),
        }
    }

    /// All keys, with the instant of each last change.
    pub(super) fn keys(&self) -> BoxStream<'static, Result<(String, i64)>> {
        self.objects
            .list(None)
            .map_ok(|found| {
                (
                    found.location.to_string(),
                    found.last_modified.timestamp_millis(),
                )
            })
            .map_err(Error::fault)
            .boxed()
    }
}

/// A file that is being received.
#[derive(Debug)]
pub struct Incoming {
    pub(super) scratch: Scratch,
    file: tokio::fs::File,
}

impl Incoming {
    /// Adds bytes.
    ///
    /// # Errors
    /// When they cannot be written.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        use tokio::io::AsyncWriteExt;
        self.file.write_all(bytes).await.map_err(Error::fault)
    }

    pub(super) async fn done(mut self) -> Result<Scratch> {
        use tokio::io::AsyncWriteExt;
        self.file.flush().await.map_err(Error::fault)?;
        Ok(self.scratch)
    }
}

fn objects(place: &str) -> Result<Arc<dyn ObjectStore>> {
    if place.starts_with("s3://") {
        return bucket(place);
    }
    fs::create_dir_all(place).map_err(|error| Error::fault(format!("{place}: {error}")))?;
    let local = LocalFileSystem::new_with_prefix(place).map_err(Error::fault)?;
    Ok(Arc::new(local.with_fsync(true)))
}

#[cfg(feature = "s3")]
fn bucket(place: &str) -> Result<Arc<dyn ObjectStore>> {
    use object_store::{aws::AmazonS3Builder, prefix::PrefixStore};
    let prefix = place.trim_start_matches("s3://").split_once('/');
    let s3 = AmazonS3Builder::from_env().with_url(place).build();
    let s3 = s3.map_err(Error::fault)?;
    Ok(match prefix.map(|(_, prefix)| prefix.trim_matches('/')) {
        Some(prefix) if !prefix.is_empty() => Arc::new(PrefixStore::new(s3, prefix)),
        _ => Arc::new(s3),
    })
}

#[cfg(not(feature = "s3"))]
fn bucket(place: &str) -> Result<Arc<dyn ObjectStore>> {
    Err(Error::fault(format!(
        "{place}: this program was built without the feature s3"
    )))
}

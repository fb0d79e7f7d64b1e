//! Looking into a file that arrived: what it is, and what it is kept as. Runs on threads of its own.

use super::{
    pictures,
    storages::{Files, Scratch},
};
use crate::{Error, Result};
use domain::files::{FileKind, FileProblem, HEAD, Sniffed, in_package, sniff};
use sha2::{Digest, Sha256};
use std::{
    fmt::Write as _,
    fs::File,
    io::{BufReader, Read},
    path::{Path, PathBuf},
};

/// A file as it is kept.
#[derive(Debug)]
pub(super) struct Examined {
    pub kind: FileKind,
    pub size: i64,
    pub sha256: String,
    /// Of a picture: what was written anew.
    anew: Option<Scratch>,
    sent: PathBuf,
}

impl Examined {
    /// Where the bytes are that are kept.
    pub fn path(&self) -> &Path {
        self.anew.as_ref().map_or(&self.sent, |anew| &anew.0)
    }
}

/// What a file is; a picture is written anew.
///
/// # Errors
/// `Invalid` on `file` when it is nothing that is taken, or cannot be read.
pub(super) async fn examine(files: &Files, sent: &Path) -> Result<Examined> {
    let path = sent.to_owned();
    let kind = apart(move || kind_of(&path)).await?;
    let sent = sent.to_owned();
    if !kind.is_picture() {
        return apart(move || measured(kind, sent, None)).await;
    }
    let turn = files.pictures.clone().acquire_owned().await;
    let turn = turn.map_err(Error::fault)?;
    let anew = files.scratch();
    apart(move || {
        let kind = pictures::rewrite(kind, &sent, &anew.0)?;
        drop(turn);
        measured(kind, sent, Some(anew))
    })
    .await
}

pub(super) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::fault)?
}

pub(super) fn refused(problem: FileProblem) -> Error {
    Error::Refused(problem.into())
}

fn kind_of(path: &Path) -> Result<FileKind> {
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(HEAD as u64).read_to_end(&mut head))
        .map_err(Error::fault)?;
    if head.is_empty() {
        return Err(refused(FileProblem::Empty));
    }
    match sniff(&head) {
        Sniffed::Kind(kind) => Ok(kind),
        Sniffed::Package => package(path),
        Sniffed::Unknown => Err(refused(FileProblem::Kind)),
    }
}

/// What a ZIP package is. Only its list of names is read, and its `mimetype` where that is not compressed.
fn package(path: &Path) -> Result<FileKind> {
    let file = BufReader::new(File::open(path).map_err(Error::fault)?);
    let broken = |_| refused(FileProblem::Broken);
    let mut package = zip::ZipArchive::new(file).map_err(broken)?;
    let mut mimetype = String::new();
    if let Ok(entry) = package.by_name("mimetype") {
        // Whatever cannot be read is no text.
        let _ = entry.take(128).read_to_string(&mut mimetype);
    }
    let mimetype = (!mimetype.is_empty()).then_some(mimetype.as_str());
    let names: Vec<String> = package
        .file_names()
        .filter_map(|name| name.ok().map(Into::into))
        .collect();
    in_package(names.iter().map(String::as_str), mimetype).ok_or_else(|| refused(FileProblem::Kind))
}

fn measured(kind: FileKind, sent: PathBuf, anew: Option<Scratch>) -> Result<Examined> {
    let path = anew.as_ref().map_or(&sent, |anew| &anew.0);
    let mut file = File::open(path).map_err(Error::fault)?;
    let (mut sum, mut size) = (Sha256::new(), 0);
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece).map_err(Error::fault)? {
            0 => break,
            read => {
                sum.update(&piece[..read]);
                size += read as i64;
            }
        }
    }
    let mut sha256 = String::new();
    for byte in sum.finalize() {
        let _ = write!(sha256, "{byte:02x}");
    }
    Ok(Examined {
        kind,
        size,
        sha256,
        anew,
        sent,
    })
}

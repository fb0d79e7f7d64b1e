//! Mail as `.eml` files, named by its id: the newest has the last name. Writing one again replaces it.

use app::mail::Received;
use mailparse::MailHeaderMap;
use std::path::{Path, PathBuf};
use tokio::fs;
use uuid::Uuid;

/// How many mails are read.
const SHOWN: usize = 50;

/// Puts a mail there, whole or not at all.
///
/// # Errors
/// A sentence for the log.
pub async fn put(folder: &Path, id: Uuid, message: &[u8]) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    let file = folder.join(format!("{id}.eml"));
    let part = file.with_extension("part");
    fs::create_dir_all(folder).await.map_err(told)?;
    fs::write(&part, message).await.map_err(told)?;
    fs::rename(&part, &file).await.map_err(told)
}

/// The newest mails of a folder, newest first; a file that is no mail is left out.
#[must_use]
pub fn read_folder(folder: &Path) -> Vec<Received> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .collect();
    files.sort_unstable();
    files
        .iter()
        .rev()
        .take(SHOWN)
        .filter_map(|file| {
            let id = file.file_stem()?.to_str()?.to_owned();
            received(id, &std::fs::read(file).ok()?)
        })
        .collect()
}

fn received(id: String, message: &[u8]) -> Option<Received> {
    let mail = mailparse::parse_mail(message).ok()?;
    let header = |name| mail.headers.get_first_value(name);
    Some(Received {
        id,
        to: header("To")?,
        subject: header("Subject").unwrap_or_default(),
        body: mail.get_body().ok()?,
        at: mailparse::dateparse(&header("Date")?).ok()? * 1000,
    })
}

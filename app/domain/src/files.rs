//! Files of a proposal: which kinds, how large, how many, what they are called.
//!
//! What a file is follows from its content, never from its name. Nothing here reads a file: whoever has the bytes
//! passes their beginning and, of a package, the names in it.

mod kinds;
mod photos;

pub use kinds::*;
pub use photos::*;

use crate::{
    Denied, Error, FileId, Localised, Problem, ProposalId,
    proposals::{FormDefinition, QuestionKind},
};
use serde::{Deserialize, Serialize};

/// Most bytes of a file.
pub const FILE_LIMIT: i64 = 25 * MEGABYTE;
/// Most bytes of all files that a proposal has.
pub const FILES_LIMIT: i64 = 100 * MEGABYTE;
/// Most files that a proposal has.
pub const MOST_FILES: usize = 20;
/// Most bytes that are kept for a proposal: also files that were removed, that the newest submission names, and that are
/// on their way. All of that goes a day after the team wants it, so it never stands in its way for longer.
pub const KEPT_LIMIT: i64 = 500 * MEGABYTE;
/// Most bytes with those that only earlier submissions name, which nobody can remove. Far beyond what a team needs.
pub const HELD_LIMIT: i64 = 2048 * MEGABYTE;
/// Longest name, in characters.
pub const NAME_LIMIT: usize = 120;
/// Most pixels of a photo as phones write it, which is made smaller while it is decoded.
pub const PIXEL_LIMIT: u64 = 25_000_000;
/// Most pixels of every other picture: decoded, three or four bytes each stand in memory.
pub const WHOLE_LIMIT: u64 = 12_500_000;
/// Pictures are kept with at most so many pixels on the longer side.
pub const PICTURE_SIDE: u32 = 2000;
/// How many of the first bytes tell what a file is.
pub const HEAD: usize = 1024;

const MEGABYTE: i64 = 1024 * 1024;

crate::vocabulary::vocabulary! {
    /// Why a file is not taken; the page says it in words beside the input.
    FileProblem {
        /// Nothing is in it.
        Empty = "file_empty",
        /// More than [`FILE_LIMIT`].
        TooLarge = "file_too_large",
        /// None of [`FileKind`].
        Kind = "file_kind",
        /// It says what it is, and cannot be read.
        Broken = "file_broken",
        /// A picture of more than [`PIXEL_LIMIT`] or [`WHOLE_LIMIT`].
        Pixels = "file_pixels",
        /// There are [`MOST_FILES`] already.
        TooMany = "file_too_many",
        /// All together would be more than [`FILES_LIMIT`].
        TooMuch = "file_too_much",
        /// More than [`KEPT_LIMIT`] or [`HELD_LIMIT`] is kept already.
        Kept = "file_kept",
    }
}

/// Name of the input.
pub const FILE_INPUT: &str = "file";

impl From<FileProblem> for Error {
    fn from(problem: FileProblem) -> Self {
        let what = problem.key().to_owned();
        Self::invalid(FILE_INPUT, Problem::Other { what })
    }
}

impl FileProblem {
    /// The problem with a file that an error tells of.
    #[must_use]
    pub fn in_error(error: &Error) -> Option<Self> {
        match error {
            Error::Invalid(list) => list.iter().find_map(|entry| match &entry.problem {
                Problem::Other { what } => Self::parse(what),
                _ => None,
            }),
            _ => None,
        }
    }
}

/// What is stored for a proposal, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Each file that it has now.
    pub files: Vec<i64>,
    /// All others that are kept: removed, of the newest submission, on their way.
    pub others: i64,
    /// Those that only earlier submissions name.
    pub earlier: i64,
}

impl Stock {
    /// Whether one more file of so many bytes is taken.
    ///
    /// # Errors
    /// The first limit that it would pass.
    pub fn takes(&self, size: i64) -> Result<(), FileProblem> {
        let all: i64 = self.files.iter().sum();
        if size <= 0 {
            Err(FileProblem::Empty)
        } else if size > FILE_LIMIT {
            Err(FileProblem::TooLarge)
        } else if self.files.len() >= MOST_FILES {
            Err(FileProblem::TooMany)
        } else if all + size > FILES_LIMIT {
            Err(FileProblem::TooMuch)
        } else if all + self.others + size > KEPT_LIMIT
            || all + self.others + self.earlier + size > HELD_LIMIT
        {
            Err(FileProblem::Kept)
        } else {
            Ok(())
        }
    }
}

/// A file of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its address is `/files/{id}`.
    pub id: FileId,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Key of the question that it answers.
    pub question: Option<String>,
    /// When it was added, milliseconds UTC.
    pub at: i64,
    /// Who added it, if that is still known; only the team is told.
    pub by: Option<String>,
}

/// An upload that somebody began and has not finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished {
    /// What the file is called.
    pub name: String,
    /// Bytes that arrived.
    pub received: i64,
    /// Bytes of the whole.
    pub length: i64,
}

/// What the page of files shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesPage {
    /// Whose files.
    pub proposal: ProposalId,
    /// Its number in the competition.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// The draft's for its team; those of the submitted revision for everybody else.
    pub files: Vec<FileEntry>,
    /// The photo for the gallery, of the draft or the submitted revision as the files are.
    pub photo: Option<Photo>,
    /// The version that a change of the photo has to name.
    pub photo_version: i64,
    /// What the form asks files for, in its order.
    pub questions: Vec<FileQuestion>,
    /// Removed not long ago; they can be brought back.
    pub removed: Vec<FileEntry>,
    /// The reader's own uploads that have not come to their end.
    pub unfinished: Vec<Unfinished>,
    /// Whether the reader belongs to the team.
    pub member: bool,
    /// Why nothing can be changed; `None` when it can.
    pub denied: Option<Denied>,
}

/// A question that files answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileQuestion {
    /// Of the question.
    pub key: String,
    /// What is asked.
    pub label: Localised,
    /// Help; may be empty.
    pub hint: Localised,
}

impl FileQuestion {
    /// All of a form, in its order.
    #[must_use]
    pub fn all(form: &FormDefinition) -> Vec<Self> {
        form.questions()
            .filter(|(_, question)| question.kind == QuestionKind::File)
            .map(|(_, question)| Self {
                key: question.key.clone(),
                label: question.label.clone(),
                hint: question.hint.clone(),
            })
            .collect()
    }
}

/// A file as a submission names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedFile {
    /// What it is called.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Key of the question that it answers. Not written when there is none, as before files could answer any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

impl From<&FileEntry> for SubmittedFile {
    fn from(file: &FileEntry) -> Self {
        Self {
            name: file.name.clone(),
            size: file.size,
            sha256: file.sha256.clone(),
            question: file.question.clone(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

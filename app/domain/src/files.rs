//! Files of a proposal: which kinds, how large, how many, what they are called.
//!
//! What a file is follows from its content, never from its name. Nothing here reads a file: whoever has the bytes
//! passes their beginning and, of a package, the names in it.

mod photos;

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
    /// What a file is.
    FileKind {
        /// A document as it is printed.
        Pdf = "pdf",
        /// A photo.
        Jpeg = "jpeg",
        /// A drawing.
        Png = "png",
        /// A picture; it is kept as JPEG, or as PNG when one can see through it.
        Webp = "webp",
        /// A text of Microsoft's.
        Docx = "docx",
        /// A spreadsheet of Microsoft's.
        Xlsx = "xlsx",
        /// Slides of Microsoft's.
        Pptx = "pptx",
        /// A text of LibreOffice's.
        Odt = "odt",
        /// A spreadsheet of LibreOffice's.
        Ods = "ods",
        /// Slides of LibreOffice's.
        Odp = "odp",
    }
}

/// What the beginning of a file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// A kind that is taken.
    Kind(FileKind),
    /// A ZIP package: what is in it tells.
    Package,
    /// Nothing that is taken.
    Unknown,
}

/// What a file is by its first [`HEAD`] bytes.
#[must_use]
pub fn sniff(head: &[u8]) -> Sniffed {
    match head {
        [0xff, 0xd8, 0xff, ..] => Sniffed::Kind(FileKind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Sniffed::Kind(FileKind::Png),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Sniffed::Kind(FileKind::Webp),
        [b'P', b'K', 3, 4, ..] => Sniffed::Package,
        // Some programs write a line before it, and readers take that.
        _ if head.windows(5).any(|part| part == b"%PDF-") => Sniffed::Kind(FileKind::Pdf),
        _ => Sniffed::Unknown,
    }
}

/// What a package is by the names in it and the text of its `mimetype`, if it has one. One with macros is none.
pub fn in_package<'a>(
    names: impl Iterator<Item = &'a str>,
    mimetype: Option<&str>,
) -> Option<FileKind> {
    let open = [FileKind::Odt, FileKind::Ods, FileKind::Odp];
    let mut found = mimetype.and_then(|text| {
        open.into_iter()
            .find(|kind| kind.media_type() == text.trim())
    });
    for name in names {
        if name.ends_with("vbaProject.bin") || name.starts_with("Basic/") {
            return None;
        }
        found = found.or(match name {
            "word/document.xml" => Some(FileKind::Docx),
            "xl/workbook.xml" => Some(FileKind::Xlsx),
            "ppt/presentation.xml" => Some(FileKind::Pptx),
            _ => None,
        });
    }
    found
}

impl FileKind {
    /// As HTTP names it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
        }
    }

    /// The kind that HTTP names so.
    #[must_use]
    pub fn of_media_type(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.media_type() == text)
    }

    /// Endings of names, the usual one first.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Odp => &["odp"],
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// The name under which a file is kept: the last part of what was sent, without signs that nobody sees, with the ending
/// of what it is.
#[must_use]
pub fn file_name(sent: &str, kind: FileKind) -> String {
    let visible = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(visible).collect();
    let name = name.trim().trim_start_matches('.');
    let ending = |name: &str| {
        let end = name.rsplit_once('.')?.1.to_lowercase();
        let of = |kind: &FileKind| kind.endings().contains(&end.as_str());
        FileKind::ALL.iter().copied().find(of)
    };
    // A picture may have become one of another kind; every other false ending stays, and the true one follows it.
    let (stem, end) = match (name.rsplit_once('.'), ending(name)) {
        (Some((stem, end)), Some(named)) if named == kind => (stem, end),
        (Some((stem, _)), Some(named)) if named.is_picture() && kind.is_picture() => {
            (stem, kind.endings()[0])
        }
        _ => (name, kind.endings()[0]),
    };
    let stem: String = stem.chars().take(NAME_LIMIT - end.len() - 1).collect();
    let stem = if stem.trim().is_empty() {
        "file"
    } else {
        stem.trim()
    };
    format!("{stem}.{end}")
}

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

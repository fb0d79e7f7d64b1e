//! The photo that stands for a proposal in the gallery, and the text for those who do not see it.

use crate::{Error, FileId, Problem, errors::Problems, fields};
use serde::{Deserialize, Serialize};

/// Most characters of the text that stands for a photo.
pub const ALT_LIMIT: u32 = 300;
/// What a small photo should not pass, in bytes: a gallery shows ten of them.
pub const SMALL_PHOTO: usize = 40 * 1024;

crate::vocabulary::vocabulary! {
    /// In which size a photo is sent.
    PhotoSize {
        /// On a card.
        Small = "small",
        /// On a page of its own.
        Large = "large",
    }
}

impl PhotoSize {
    /// Width and height of a picture in this size. It is never made larger.
    #[must_use]
    pub fn of(self, width: u32, height: u32) -> (u32, u32) {
        let most = match self {
            Self::Small => 480,
            Self::Large => 1280,
        };
        let longer = width.max(height);
        if longer <= most {
            return (width, height);
        }
        let part = |side: u32| {
            let rounded =
                (u64::from(side) * u64::from(most) + u64::from(longer) / 2) / u64::from(longer);
            u32::try_from(rounded).unwrap_or(most).max(1)
        };
        (part(width), part(height))
    }
}

/// A photo as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The picture that it is.
    pub file: FileId,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Pixels of the large one.
    pub width: u32,
    /// Pixels of the large one.
    pub height: u32,
}

/// A photo as a submission names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedPhoto {
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Of one of the submission's files.
    pub sha256: String,
}

/// What was chosen and typed: the id of a file, and the text.
///
/// # Errors
/// `Invalid` on `photo` and `alt`.
pub fn chosen_photo(photo: &str, alt: &str) -> Result<(FileId, String), Error> {
    let mut found = Problems::new();
    let id = match photo.trim() {
        "" => Err(Problem::Required),
        id => id.parse().map_err(|_| Problem::NotAChoice),
    };
    let id = found.check("photo", id);
    let alt = found.check("alt", fields::required(alt, ALT_LIMIT));
    match (id, alt) {
        (Some(id), Some(alt)) => Ok((id, one_line(&alt))),
        _ => Err(Error::Invalid(found.into_list())),
    }
}

/// Screen readers and attributes know no lines, and PostgreSQL no NUL.
fn one_line(text: &str) -> String {
    let seen = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = seen.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

//! What a person may be told when something cannot be done.
//!
//! Causes never stand here: they go to the log, under the request's id.

use crate::policy::Denied;
use serde::{Deserialize, Serialize};

/// Why a request was not carried out, in terms that the page can put into the person's language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in (HTTP 401).
    #[error("sign in first")]
    SignedOut,
    /// The person may not do this, or not now (403).
    #[error("not allowed: {0:?}")]
    Denied(Denied),
    /// There is no such thing, or the person may not know of it (404).
    #[error("not found")]
    Missing,
    /// Some input is not acceptable (422); one entry per field.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// Somebody changed the same thing meanwhile (409).
    #[error("changed by somebody else meanwhile")]
    Conflict(Stale),
    /// Too many attempts (429).
    #[error("too many requests")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The request is larger than allowed (413).
    #[error("too large")]
    TooLarge,
    /// The request could not be understood (400).
    #[error("not understood")]
    BadRequest,
    /// The server cannot be reached (503 where somebody asks); only a browser says so.
    #[error("not reachable")]
    Unreachable,
    /// Our fault (500); the cause is in the log.
    #[error("internal error")]
    Internal {
        /// Id of the request in the log.
        request: String,
    },
}

/// What stands there now, when a save came from an older version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stale {
    /// The version that a save would have to name.
    pub version: i64,
    /// Who saved it, if known.
    pub by: Option<String>,
    /// The content that stands there, as JSON of the saved type; empty where a page reloads instead.
    pub current: String,
}

/// A problem with one field of a form. `field` is the input's `name`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the input.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What can be wrong with a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing was entered.
    Required,
    /// More characters than `max`.
    TooLong {
        /// Most characters.
        max: u32,
    },
    /// Fewer characters than `min`.
    TooShort {
        /// Fewest characters.
        min: u32,
    },
    /// More words than `max`.
    TooManyWords {
        /// Most words.
        max: u32,
    },
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a number.
    NotANumber,
    /// Not a date and time.
    NotADate,
    /// Outside of the range.
    OutOfRange {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// Not one of the choices.
    NotAChoice,
    /// Another one has it already.
    Taken,
    /// Must come later than the field named.
    MustFollow {
        /// Name of the earlier input.
        field: String,
    },
    /// Two entries differ that must be the same.
    Mismatch,
    /// Wrong e-mail address or password; never says which.
    WrongCredentials,
    /// The link or code is unknown, used or too old.
    LinkExpired,
    /// Only letters, digits and dashes.
    NotASlug,
    /// The sum differs from what it should be, in minor units.
    DoesNotAddUp {
        /// Expected sum.
        expected: i64,
        /// Found sum.
        found: i64,
    },
    /// A value that does not fit the others; `what` is a text key of the feature.
    Other {
        /// Text key.
        what: String,
    },
}

/// Collects problems, so that a person reads all of them at once.
#[derive(Debug, Default)]
pub struct Problems(Vec<FieldError>);

impl Problems {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a problem.
    pub fn add(&mut self, field: impl Into<String>, problem: Problem) {
        self.0.push(FieldError {
            field: field.into(),
            problem,
        });
    }

    /// Notes a problem of a field that has none yet.
    pub fn add_first(&mut self, field: impl Into<String>, problem: Problem) {
        let field = field.into();
        if !self.0.iter().any(|known| known.field == field) {
            self.add(field, problem);
        }
    }

    /// Keeps the value, or notes the problem.
    pub fn check<T>(&mut self, field: &str, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.add(field, problem)).ok()
    }

    /// Whether any was noted.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// The problems noted so far.
    #[must_use]
    pub fn into_list(self) -> Vec<FieldError> {
        self.0
    }

    /// Ends with `Invalid` if there were problems.
    ///
    /// # Errors
    /// `Invalid` with all that were noted.
    pub fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self.0))
        }
    }
}

impl Error {
    /// A single invalid field.
    pub fn invalid(field: impl Into<String>, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError {
            field: field.into(),
            problem,
        }])
    }

    /// Whether the same may be well in a moment.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Unreachable | Self::Internal { .. } | Self::TooMany { .. }
        )
    }

    /// The HTTP status that says the same.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::SignedOut => 401,
            Self::Denied(_) => 403,
            Self::Missing => 404,
            Self::Conflict(_) => 409,
            Self::TooLarge => 413,
            Self::Invalid(_) => 422,
            Self::TooMany { .. } => 429,
            Self::Internal { .. } => 500,
            Self::Unreachable => 503,
        }
    }
}

//! What can go wrong in the database layer: something a person may read, or a cause for the log.

use sea_orm::DbErr;

/// Result of everything in this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// A refusal that the visitor may read, or a fault of ours.
#[derive(Debug)]
pub enum Error {
    /// To be shown.
    Refused(domain::Error),
    /// To be logged; the visitor gets the request's id.
    Fault(String),
}

impl Error {
    /// A fault with its cause.
    pub fn fault(cause: impl std::fmt::Display) -> Self {
        Self::Fault(cause.to_string())
    }
}

impl From<domain::Error> for Error {
    fn from(error: domain::Error) -> Self {
        Self::Refused(error)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(format!("stored JSON: {error}"))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Fault(cause) => f.write_str(cause),
        }
    }
}

impl std::error::Error for Error {}

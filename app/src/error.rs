//! `domain::Error` on its way through a server function. The status is set by the server from the value.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// What a server function answers when it refuses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AppError(pub domain::Error);

impl From<domain::Error> for AppError {
    fn from(error: domain::Error) -> Self {
        Self(error)
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for AppError {}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// Arguments that could not be read are the sender's fault; what was not sent, or answered by something else than this
    /// server (a proxy's own page), the network's: it is tried again. The rest is ours.
    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        Self(match value {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                domain::Error::BadRequest
            }
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => {
                domain::Error::Unreachable
            }
            other => domain::Error::Internal {
                request: other.to_string(),
            },
        })
    }
}

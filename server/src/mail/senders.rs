//! Where mail goes: an SMTP server, or a folder.

use super::folder;
use crate::config::Config;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::path::PathBuf;
use uuid::Uuid;

/// Where mail goes.
pub enum Sender {
    /// To a server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Into a folder, a file each.
    Folder(PathBuf),
}

impl Sender {
    /// As configured.
    ///
    /// # Errors
    /// A sentence for the terminal when the address of the SMTP server cannot be read.
    pub fn of(config: &Config) -> Result<Self, String> {
        match &config.smtp {
            Some(url) => AsyncSmtpTransport::<Tokio1Executor>::from_url(&encrypted(url))
                .map(|transport| Self::Smtp(transport.build()))
                // The address holds a password: it is not repeated.
                .map_err(|error| format!("the SMTP address cannot be read: {error}")),
            None => Ok(Self::Folder(config.mail_folder.clone())),
        }
    }

    /// Sends one mail.
    ///
    /// # Errors
    /// A sentence for the log.
    pub async fn send(&self, id: Uuid, message: Message) -> Result<(), String> {
        match self {
            Self::Smtp(transport) => transport
                .send(message)
                .await
                .map(drop)
                .map_err(|error| error.to_string()),
            Self::Folder(path) => folder::put(path, id, &message.formatted()).await,
        }
    }
}

/// `smtp://` means: encrypt after the greeting (STARTTLS), or do not send. Only a server on this machine
/// may be spoken to without; `?tls=…` says otherwise.
fn encrypted(url: &str) -> String {
    let Some(rest) = url.strip_prefix("smtp://") else {
        return url.to_owned();
    };
    let host = rest.rsplit('@').next().unwrap_or(rest);
    let here = ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|name| host.starts_with(name));
    if here || url.contains("tls=") {
        url.to_owned()
    } else if url.contains('?') {
        format!("{url}&tls=required")
    } else {
        format!("{url}?tls=required")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smtp_beyond_this_machine_is_always_encrypted() {
        for (given, used) in [
            (
                "smtp://u:p@mail.rw:587",
                "smtp://u:p@mail.rw:587?tls=required",
            ),
            ("smtp://mail.rw?x=1", "smtp://mail.rw?x=1&tls=required"),
            (
                "smtp://mail.rw?tls=opportunistic",
                "smtp://mail.rw?tls=opportunistic",
            ),
            ("smtp://localhost:1025", "smtp://localhost:1025"),
            ("smtps://u:p@mail.rw", "smtps://u:p@mail.rw"),
        ] {
            assert_eq!(encrypted(given), used);
        }
    }
}

//! A mail as RFC 5322 text.

use app::mail::Composed;
use lettre::{
    Message,
    message::{
        Mailbox,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use store::outbox::Due;

/// Asks programs not to answer (RFC 3834, 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The message to be sent at `now` (milliseconds UTC).
///
/// # Errors
/// A sentence for the log when an address cannot be read.
pub fn message(
    mail: &Due,
    composed: &Composed,
    from: &Mailbox,
    now: i64,
) -> Result<Message, String> {
    let to: Mailbox = mail
        .to
        .parse()
        .map_err(|error| format!("the recipient cannot be read: {error}"))?;
    let date: SystemTime = UNIX_EPOCH + Duration::from_millis(now.unsigned_abs());
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(composed.subject.clone())
        .date(date)
        .message_id(Some(format!("<{}@{}>", mail.id, from.email.domain())))
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .body(composed.body.clone())
        .map_err(|error| error.to_string())
}

//! The worker: once a second it sends what is due. It stops between two mails, so none is sent by halves.

use super::{messages::message, senders::Sender};
use crate::{config::Config, web::now};
use app::texts::ServerTimes;
use lettre::message::Mailbox;
use std::{future::Future, pin::pin, time::Duration};
use store::{
    Store,
    outbox::{self, Due},
};

const BATCH: u64 = 20;
const PAUSE: Duration = Duration::from_secs(1);

/// Sends what is due.
pub struct Worker {
    store: Store,
    sender: Sender,
    from: Mailbox,
    base_url: String,
}

impl Worker {
    /// As configured.
    ///
    /// # Errors
    /// A sentence for the terminal when the configuration of mail cannot be used.
    pub fn of(store: Store, config: &Config) -> Result<Self, String> {
        Ok(Self {
            store,
            sender: Sender::of(config)?,
            from: config
                .mail_from
                .parse()
                .map_err(|error| format!("the sender of mail cannot be read: {error}"))?,
            base_url: config.base_url(),
        })
    }

    /// Works until `stop` is ready. What fails goes to the log and is tried again later.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        loop {
            let due = match outbox::take_due(&self.store, BATCH, now()).await {
                Ok(due) => due,
                Err(cause) => {
                    tracing::error!(%cause, "mail could not be read from the outbox");
                    Vec::new()
                }
            };
            let pause = if due.is_empty() {
                PAUSE
            } else {
                Duration::ZERO
            };
            for mail in due {
                tokio::select! {
                    biased;
                    () = &mut stop => return,
                    () = std::future::ready(()) => {}
                }
                self.deliver(mail).await;
            }
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn deliver(&self, mail: Due) {
        let outcome = self.send(&mail).await;
        if let Err(cause) = &outcome {
            tracing::warn!(mail = %mail.id, template = mail.template, attempt = mail.attempts, cause, "mail was not sent");
        }
        if let Err(cause) = outbox::settle(&self.store, &mail, outcome, now()).await {
            tracing::error!(mail = %mail.id, %cause, "mail was tried, and that could not be noted");
        }
    }

    async fn send(&self, mail: &Due) -> Result<(), String> {
        let times = ServerTimes(crate::times::format);
        let composed = app::mail::compose(
            &mail.template,
            &mail.fields,
            mail.language,
            &self.base_url,
            times,
        )
        .ok_or_else(|| format!("there is no template {}", mail.template))?;
        let message = message(mail, &composed, &self.from, now())?;
        self.sender.send(mail.id, message).await
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::mail::read_folder;
    use clap::Parser;
    use domain::Language;
    use serde_json::json;
    use store::outbox::Mail;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    #[tokio::test]
    async fn mail_that_is_due_is_put_into_the_folder_once() {
        let home = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}?mode=rwc", home.path().join("db").display());
        let store = Store::open(&database).await.unwrap();
        store.migrate().await.unwrap();
        let tx = store.begin().await.unwrap();
        let fields = json!({ "link": "/confirm?token=abc" });
        tx.mail(
            Mail {
                to: "ada@example.org",
                language: Language::De,
                template: "accounts.confirm",
                fields,
            },
            now() - 1000,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let folder = home.path().join("mail");
        let config = Line::parse_from([
            "icumi",
            "--base-url",
            "https://icumi.rw/",
            "--mail-folder",
            folder.to_str().unwrap(),
        ])
        .config;
        let worker = Worker::of(store.clone(), &config).unwrap();
        worker.run(tokio::time::sleep(PAUSE / 2)).await;
        let mails = read_folder(&folder);
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].to, "ada@example.org");
        assert_eq!(mails[0].subject, "Bestätigen Sie Ihre E-Mail-Adresse");
        assert!(mails[0].body.contains("https://icumi.rw/confirm?token=abc"));
        assert!(
            outbox::take_due(&store, 9, now() + 86_400_000)
                .await
                .unwrap()
                .is_empty()
        );
    }
}

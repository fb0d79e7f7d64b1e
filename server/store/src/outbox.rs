//! Mail to be sent: written in the transaction of the change that it tells of, delivered later.
//!
//! A row holds the template's key and its fields; the text is made in the reader's language when it is sent.

use crate::{Result, Store, Tx, entities::outbox};
use domain::Language;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use serde_json::Value;
use uuid::Uuid;

/// Mail as a feature orders it.
pub struct Mail<'a> {
    /// E-mail address.
    pub to: &'a str,
    /// The reader's.
    pub language: Language,
    /// Key of the template: `accounts.confirm`.
    pub template: &'a str,
    /// What the template names; links are paths (`/confirm?token=…`), the sender adds the address.
    pub fields: Value,
}

impl Tx {
    /// Orders mail; it goes out only if the transaction commits.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn mail(&self, mail: Mail<'_>, now: i64) -> Result<()> {
        self.order(mail, None, now, now).await
    }

    /// Orders mail that tells of a decision: it goes out at `due`, unless it is withdrawn by then.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn mail_later(&self, mail: Mail<'_>, about: Uuid, due: i64, now: i64) -> Result<()> {
        self.order(mail, Some(about), due, now).await
    }

    /// Withdraws the mail that tells of these decisions. False when some of it may have gone out.
    ///
    /// # Errors
    /// When the rows cannot be written.
    pub async fn withdraw_mail(&self, about: &[Uuid]) -> Result<bool> {
        let about = outbox::Column::About.is_in(about.iter().copied());
        outbox::Entity::delete_many()
            .filter(about.clone())
            .filter(outbox::Column::State.eq("waiting"))
            .filter(outbox::Column::Attempts.eq(0))
            .exec(&**self)
            .await?;
        let left = outbox::Entity::find().filter(about).count(&**self).await?;
        Ok(left == 0)
    }

    async fn order(&self, mail: Mail<'_>, about: Option<Uuid>, due: i64, now: i64) -> Result<()> {
        outbox::Entity::insert(outbox::ActiveModel {
            id: Set(Uuid::now_v7()),
            recipient: Set(mail.to.to_owned()),
            language: Set(mail.language.code().to_owned()),
            template: Set(mail.template.to_owned()),
            fields: Set(mail.fields.to_string()),
            state: Set("waiting".into()),
            attempts: Set(0),
            next_at: Set(due),
            created_at: Set(now),
            sent_at: Set(None),
            last_error: Set(None),
            about: Set(about),
        })
        .exec_without_returning(&**self)
        .await?;
        Ok(())
    }
}

/// A mail that is due.
pub struct Due {
    /// Row.
    pub id: Uuid,
    /// E-mail address.
    pub to: String,
    /// The reader's.
    pub language: Language,
    /// Key of the template.
    pub template: String,
    /// What the template names.
    pub fields: Value,
    /// How often it was tried.
    pub attempts: i32,
}

/// Takes up to `limit` mails that are due. Each is put off by five minutes at once, so that a second
/// worker (or this one after a crash) does not send it at the same time.
///
/// # Errors
/// When the database cannot be reached.
pub async fn take_due(store: &Store, limit: u64, now: i64) -> Result<Vec<Due>> {
    let waiting = outbox::Entity::find()
        .filter(outbox::Column::State.eq("waiting"))
        .filter(outbox::Column::NextAt.lte(now))
        .order_by_asc(outbox::Column::NextAt)
        .limit(limit)
        .all(store.read())
        .await?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let tx = store.begin().await?;
    let mut due = Vec::with_capacity(waiting.len());
    for row in waiting {
        let taken = outbox::Entity::update_many()
            .col_expr(outbox::Column::NextAt, Expr::value(now + 300_000))
            .col_expr(outbox::Column::Attempts, Expr::value(row.attempts + 1))
            .filter(outbox::Column::Id.eq(row.id))
            .filter(outbox::Column::NextAt.eq(row.next_at))
            .exec(&*tx)
            .await?;
        if taken.rows_affected == 1 {
            due.push(Due {
                id: row.id,
                to: row.recipient,
                language: Language::parse(&row.language).unwrap_or_default(),
                template: row.template,
                fields: serde_json::from_str(&row.fields)?,
                attempts: row.attempts + 1,
            });
        }
    }
    tx.commit().await?;
    Ok(due)
}

/// Notes that a mail went out, or why it did not. What went out forgets its links: they may let
/// somebody in, and a backup of the database should not. After eight attempts it is given up as `failed`;
/// until then the wait doubles from one minute.
///
/// # Errors
/// When the row cannot be written.
pub async fn settle(
    store: &Store,
    mail: &Due,
    outcome: std::result::Result<(), String>,
    now: i64,
) -> Result<()> {
    let mut row = outbox::ActiveModel {
        id: Set(mail.id),
        ..Default::default()
    };
    match outcome {
        Ok(()) => {
            row.state = Set("sent".into());
            row.sent_at = Set(Some(now));
            row.fields = Set(without_links(&mail.fields).to_string());
        }
        Err(cause) => {
            row.last_error = Set(Some(cause));
            if mail.attempts >= 8 {
                row.state = Set("failed".into());
            } else {
                row.next_at = Set(now + (60_000 << (mail.attempts - 1).clamp(0, 8)));
            }
        }
    }
    let tx = store.begin().await?;
    outbox::Entity::update(row).exec(&*tx).await?;
    tx.commit().await
}

fn without_links(fields: &Value) -> Value {
    let mut fields = fields.clone();
    if let Some(fields) = fields.as_object_mut() {
        fields.retain(|key, _| key != "link" && !key.ends_with("_link"));
    }
    fields
}

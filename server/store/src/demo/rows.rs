//! Whole rows, many at once: what makes the demo load in a moment.

use crate::{Result, Tx, entities::audit_log};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::Value;
use uuid::Uuid;

/// Rows of one statement: SQLite takes 32,766 parameters, our widest row has 21.
const AT_ONCE: usize = 500;

/// Inserts rows as they are.
pub(super) async fn insert<M, A>(tx: &Tx, rows: Vec<M>) -> Result<()>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + ActiveModelBehavior + Send,
{
    let mut rows: Vec<A> = rows
        .into_iter()
        .map(|row| row.into_active_model().reset_all())
        .collect();
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(AT_ONCE));
        <A::Entity as EntityTrait>::insert_many(rows)
            .exec_without_returning(&**tx)
            .await?;
        rows = rest;
    }
    Ok(())
}

/// Notes of what happened in a competition.
pub(super) struct Audit {
    competition: Uuid,
    rows: Vec<audit_log::Model>,
}

impl Audit {
    /// An empty one.
    pub const fn of(competition: Uuid) -> Self {
        Self {
            competition,
            rows: Vec::new(),
        }
    }

    /// Notes that `account` did `action` to `subject` at `at`.
    pub fn note(&mut self, account: Uuid, action: &str, subject: Uuid, detail: &Value, at: i64) {
        self.rows.push(audit_log::Model {
            id: Uuid::nil(),
            competition_id: Some(self.competition),
            account_id: Some(account),
            action: action.to_owned(),
            subject: subject.to_string(),
            detail: detail.to_string(),
            at,
        });
    }

    /// Writes the notes in the order of time, which their ids follow.
    pub async fn write(mut self, tx: &Tx) -> Result<()> {
        self.rows.sort_by_key(|row| row.at);
        for row in &mut self.rows {
            row.id = Uuid::now_v7();
        }
        insert(tx, self.rows).await
    }
}

//! Reminders of jurors that go out by themselves: the days of a competition, and which went out.

use super::{drop_tables, foreign_key};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0021_reminders"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("reminder_schedules")
                .col(uuid("competition_id"))
                .col(text("days"))
                .primary_key(Index::create().col("competition_id"))
                .foreign_key(&mut foreign_key(
                    "reminder_schedules",
                    "competition_id",
                    "competitions",
                ))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("reminder_rounds")
                .col(uuid("competition_id"))
                .col(integer("days"))
                .col(big_integer("sent_at"))
                .primary_key(Index::create().col("competition_id").col("days"))
                .foreign_key(&mut foreign_key(
                    "reminder_rounds",
                    "competition_id",
                    "competitions",
                ))
                .to_owned(),
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, &["reminder_rounds", "reminder_schedules"]).await
    }
}

//! The outbox.

use super::index;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0010_messages"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("outbox")
                .col(uuid("id"))
                .col(text("recipient"))
                .col(text("language"))
                .col(text("template"))
                .col(text("fields"))
                .col(text("state"))
                .col(integer("attempts"))
                .col(big_integer("next_at"))
                .col(big_integer("created_at"))
                .col(big_integer_null("sent_at"))
                .col(text_null("last_error"))
                .primary_key(Index::create().col("id"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("outbox", &["state", "next_at"]))
            .await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["outbox"]).await
    }
}

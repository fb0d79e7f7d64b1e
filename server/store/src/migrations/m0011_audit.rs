//! The audit log.

use super::{foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0011_audit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("audit_log")
                .col(uuid("id"))
                .col(uuid_null("competition_id"))
                .col(uuid_null("account_id"))
                .col(text("action"))
                .col(text("subject"))
                .col(text("detail"))
                .col(big_integer("at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "audit_log",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key("audit_log", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("audit_log", &["competition_id", "at"]))
            .await?;
        m.create_index(index("audit_log", &["subject"])).await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["audit_log"]).await
    }
}

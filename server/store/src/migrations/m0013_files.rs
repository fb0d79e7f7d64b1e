//! Files of proposals: uploads on their way, removals that can be undone, and what submissions froze.

use super::{foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_files"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(
            Table::alter()
                .table("attachments")
                .add_column(big_integer_null("removed_at"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("attachments", &["storage_key"]))
            .await?;
        m.create_table(
            Table::create()
                .table("revision_files")
                .col(uuid("revision_id"))
                .col(uuid("attachment_id"))
                .primary_key(Index::create().col("revision_id").col("attachment_id"))
                .foreign_key(&mut foreign_key(
                    "revision_files",
                    "revision_id",
                    "revisions",
                ))
                .foreign_key(&mut foreign_key(
                    "revision_files",
                    "attachment_id",
                    "attachments",
                ))
                .to_owned(),
        )
        .await?;
        m.create_index(index("revision_files", &["attachment_id"]))
            .await?;
        m.create_table(
            Table::create()
                .table("uploads")
                .col(uuid("id"))
                .col(uuid("proposal_id"))
                .col(uuid("account_id"))
                .col(text("name"))
                .col(big_integer("length"))
                .col(big_integer("received"))
                .col(uuid_null("attachment_id"))
                .col(big_integer("created_at"))
                .col(big_integer("expires_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("uploads", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("uploads", "account_id", "accounts"))
                .foreign_key(&mut foreign_key("uploads", "attachment_id", "attachments"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("uploads", &["proposal_id"])).await?;
        m.create_index(index("uploads", &["attachment_id"])).await?;
        m.create_index(index("uploads", &["expires_at"])).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["uploads", "revision_files"]).await?;
        m.drop_index(Index::drop().name("ix_attachments_storage_key").to_owned())
            .await?;
        m.alter_table(
            Table::alter()
                .table("attachments")
                .drop_column("removed_at")
                .to_owned(),
        )
        .await
    }
}

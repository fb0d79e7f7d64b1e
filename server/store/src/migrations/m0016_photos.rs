//! Photos for the gallery: a draft's, and those that submissions froze. And which question of the form a file answers.

use super::{drop_tables, foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0016_photos"
    }
}

/// What is added to tables that are there.
fn columns() -> [(&'static str, &'static str, ColumnDef); 4] {
    [
        ("attachments", "photo_width", integer_null("photo_width")),
        ("attachments", "photo_height", integer_null("photo_height")),
        ("attachments", "question", text_null("question")),
        ("uploads", "question", text_null("question")),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, column) in columns() {
            m.alter_table(Table::alter().table(table).add_column(column).to_owned())
                .await?;
        }
        m.create_table(
            Table::create()
                .table("photos")
                .col(uuid("proposal_id"))
                .col(uuid_null("attachment_id"))
                .col(text("alt"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("proposal_id"))
                .foreign_key(&mut foreign_key("photos", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("photos", "attachment_id", "attachments"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("photos", &["attachment_id"])).await?;
        m.create_table(
            Table::create()
                .table("revision_photos")
                .col(uuid("revision_id"))
                .col(uuid("attachment_id"))
                .col(text("alt"))
                .primary_key(Index::create().col("revision_id"))
                .foreign_key(&mut foreign_key(
                    "revision_photos",
                    "revision_id",
                    "revisions",
                ))
                .foreign_key(&mut foreign_key(
                    "revision_photos",
                    "attachment_id",
                    "attachments",
                ))
                .to_owned(),
        )
        .await?;
        m.create_index(index("revision_photos", &["attachment_id"]))
            .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, &["revision_photos", "photos"]).await?;
        for (table, name, _) in columns().into_iter().rev() {
            m.alter_table(Table::alter().table(table).drop_column(name).to_owned())
                .await?;
        }
        Ok(())
    }
}

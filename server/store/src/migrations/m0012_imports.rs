//! Files that wait to be imported.

use super::{foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0012_imports"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("import_files")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(uuid("account_id"))
                .col(text("kind"))
                .col(text("file_name"))
                .col(text("content"))
                .col(text("mapping"))
                .col(text("options"))
                .col(text_null("report"))
                .col(big_integer_null("applied_at"))
                .col(big_integer("created_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "import_files",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key("import_files", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("import_files", &["competition_id", "account_id"]))
            .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["import_files"]).await
    }
}

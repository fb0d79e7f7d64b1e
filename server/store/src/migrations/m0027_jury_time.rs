//! More time for a jury.

use super::{drop_tables, foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0027_jury_time"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("jury_extensions")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(big_integer("until_at"))
                .col(text("reason"))
                .col(uuid("granted_by"))
                .col(big_integer("granted_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "jury_extensions",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key(
                    "jury_extensions",
                    "granted_by",
                    "accounts",
                ))
                .to_owned(),
        )
        .await?;
        m.create_index(index("jury_extensions", &["competition_id", "granted_at"]))
            .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, &["jury_extensions"]).await
    }
}

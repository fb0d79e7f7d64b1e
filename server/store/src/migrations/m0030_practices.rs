//! The invented proposal that jurors practise on, and the proposals that every juror gets.

use super::{drop_tables, foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0030_practices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("practices")
                .col(uuid("competition_id"))
                .col(text_null("example"))
                .col(big_integer("version"))
                .col(big_integer("saved_at"))
                .col(uuid("saved_by"))
                .primary_key(Index::create().col("competition_id"))
                .foreign_key(&mut foreign_key(
                    "practices",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key("practices", "saved_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("anchors")
                .col(uuid("proposal_id"))
                .col(uuid("competition_id"))
                .col(uuid("marked_by"))
                .col(big_integer("marked_at"))
                .primary_key(Index::create().col("proposal_id"))
                .foreign_key(&mut foreign_key("anchors", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key(
                    "anchors",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key("anchors", "marked_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("anchors", &["competition_id"])).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, &["anchors", "practices"]).await
    }
}

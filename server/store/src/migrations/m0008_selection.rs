//! Frozen selections.

use super::{foreign_key, index, unique};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_selection"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("selections")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(text("state"))
                .col(text("seed"))
                .col(text("input_hash"))
                .col(text("input"))
                .col(text("result"))
                .col(big_integer("frozen_at"))
                .col(uuid_null("frozen_by"))
                .col(big_integer_null("published_at"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "selections",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key("selections", "frozen_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("selections", &["competition_id"]))
            .await?;
        m.create_table(
            Table::create()
                .table("selection_entries")
                .col(uuid("selection_id"))
                .col(uuid("proposal_id"))
                .col(integer("rank"))
                .col(boolean("selected"))
                .col(double("adjusted"))
                .col(double_null("raw_mean"))
                .col(double_null("p_selected"))
                .col(text("card"))
                .primary_key(Index::create().col("selection_id").col("proposal_id"))
                .foreign_key(&mut foreign_key(
                    "selection_entries",
                    "selection_id",
                    "selections",
                ))
                .foreign_key(&mut foreign_key(
                    "selection_entries",
                    "proposal_id",
                    "proposals",
                ))
                .to_owned(),
        )
        .await?;
        m.create_index(index("selection_entries", &["proposal_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["selection_entries", "selections"]).await
    }
}

//! Screening decisions.

use super::{foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_screening"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("screenings")
                .col(uuid("id"))
                .col(uuid("proposal_id"))
                .col(text("decision"))
                .col(text("reason"))
                .col(text("corrections"))
                .col(uuid("decided_by"))
                .col(big_integer("decided_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("screenings", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("screenings", "decided_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("screenings", &["proposal_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["screenings"]).await
    }
}

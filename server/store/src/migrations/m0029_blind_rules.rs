//! What the jurors of a round see: whose a proposal is, and each other's reviews.

use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0029_blind_rules"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (column, default) in [("team_visibility", "shown"), ("others_visibility", "never")] {
            let mut alter = Table::alter();
            alter
                .table("rounds")
                .add_column(text(column).default(default));
            m.alter_table(alter).await?;
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in ["others_visibility", "team_visibility"] {
            let mut alter = Table::alter();
            alter.table("rounds").drop_column(column);
            m.alter_table(alter).await?;
        }
        Ok(())
    }
}

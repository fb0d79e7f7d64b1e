//! Panels of a round.

use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0033_panels"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            text("panels").default("[]").to_owned(),
            big_integer("panels_version").default(0).to_owned(),
        ] {
            let mut alter = Table::alter();
            alter.table("rounds").add_column(column);
            m.alter_table(alter).await?;
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in ["panels_version", "panels"] {
            let mut alter = Table::alter();
            alter.table("rounds").drop_column(column);
            m.alter_table(alter).await?;
        }
        Ok(())
    }
}

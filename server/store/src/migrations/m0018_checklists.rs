//! What was found about the points of a checklist.

use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0018_checklists"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        let points = text("points").default("{}").to_owned();
        m.alter_table(alter.table("screenings").add_column(points).to_owned())
            .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        m.alter_table(alter.table("screenings").drop_column("points").to_owned())
            .await
    }
}

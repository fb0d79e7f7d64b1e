//! What a submitted text is compared by. Texts from before have none: upkeep makes them (`screening::sketch_older`).

use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0019_sketches"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        alter.table("revisions").add_column(blob_null("sketch"));
        m.alter_table(alter).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        alter.table("revisions").drop_column("sketch");
        m.alter_table(alter).await
    }
}

//! Rounds after the first: whose rubric they use, and how many reviews each proposal is to have in all.

use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0031_second_looks"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            ("rounds", uuid_null("rubric_of")),
            ("proposals", integer_null("reviews_wanted")),
        ];
        for (table, column) in added {
            let mut alter = Table::alter();
            alter.table(table).add_column(column);
            m.alter_table(alter).await?;
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("proposals", "reviews_wanted"), ("rounds", "rubric_of")] {
            let mut alter = Table::alter();
            alter.table(table).drop_column(column);
            m.alter_table(alter).await?;
        }
        Ok(())
    }
}

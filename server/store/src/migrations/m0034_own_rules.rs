//! What second looks have of their own: criteria and blind rules. A round is scored by their criteria or by the first ones, so that no
//! round has to name another.

use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0034_own_rules"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("criteria", "second_look"), ("rounds", "second_rubric")] {
            let mut alter = Table::alter();
            alter
                .table(table)
                .add_column(boolean(column).default(false));
            m.alter_table(alter).await?;
        }
        let mut alter = Table::alter();
        alter
            .table("competitions")
            .add_column(text_null("second_blind"));
        m.alter_table(alter).await?;
        let mut alter = Table::alter();
        alter.table("rounds").drop_column("rubric_of");
        m.alter_table(alter).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        alter.table("rounds").add_column(uuid_null("rubric_of"));
        m.alter_table(alter).await?;
        let first = "UPDATE rounds SET rubric_of = (SELECT first.id FROM rounds first \
            WHERE first.competition_id = rounds.competition_id AND first.position = 1) WHERE position > 1";
        m.get_connection().execute_unprepared(first).await?;
        for (table, column) in [
            ("competitions", "second_blind"),
            ("rounds", "second_rubric"),
            ("criteria", "second_look"),
        ] {
            let mut alter = Table::alter();
            alter.table(table).drop_column(column);
            m.alter_table(alter).await?;
        }
        Ok(())
    }
}

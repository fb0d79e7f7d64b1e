//! Screening in depth: dates of correction, decisions that can be taken back before the team hears of them,
//! messages to teams.

use super::{drop_tables, foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0015_screening_depth"
    }
}

/// Columns that older rows do not have.
fn columns() -> Vec<(&'static str, ColumnDef)> {
    vec![
        ("proposals", big_integer_null("correct_until")),
        ("proposals", big_integer_null("told_at")),
        ("screenings", uuid_null("batch")),
        ("screenings", big_integer_null("until_at")),
        ("screenings", text_null("before")),
        ("screenings", big_integer_null("version")),
        ("screenings", uuid_null("undone_by")),
        ("screenings", big_integer_null("undone_at")),
        ("outbox", uuid_null("about")),
    ]
}

fn indexes() -> [(&'static str, &'static [&'static str]); 2] {
    [("outbox", &["about"]), ("screenings", &["decided_at"])]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            let add = Table::alter().table(table).add_column(column).to_owned();
            m.alter_table(add).await?;
        }
        for (table, columns) in indexes() {
            m.create_index(index(table, columns)).await?;
        }
        m.create_table(
            Table::create()
                .table("team_messages")
                .col(uuid("id"))
                .col(uuid("proposal_id"))
                .col(uuid("account_id"))
                .col(text("text"))
                .col(big_integer("sent_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "team_messages",
                    "proposal_id",
                    "proposals",
                ))
                .foreign_key(&mut foreign_key("team_messages", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("team_messages", &["proposal_id"]))
            .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(m, &["team_messages"]).await?;
        for (table, columns) in indexes() {
            let name = format!("ix_{table}_{}", columns.join("_"));
            m.drop_index(Index::drop().name(name).table(table).to_owned())
                .await?;
        }
        for (table, column) in columns() {
            let drop = Table::alter()
                .table(table)
                .drop_column(column.get_column_name())
                .to_owned();
            m.alter_table(drop).await?;
        }
        Ok(())
    }
}

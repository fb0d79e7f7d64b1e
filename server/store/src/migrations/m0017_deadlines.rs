//! More time for one proposal, and whether all members or the lead answer for a submission.

use super::{drop_tables, foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0017_deadlines"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("extensions")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(uuid("proposal_id"))
                .col(big_integer("until_at"))
                .col(text("reason"))
                .col(uuid("granted_by"))
                .col(big_integer("granted_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "extensions",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key("extensions", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("extensions", "granted_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("extensions", &["competition_id", "granted_at"]))
            .await?;
        m.create_table(
            Table::create()
                .table("confirmations")
                .col(uuid("proposal_id"))
                .col(uuid("account_id"))
                .col(text("fingerprint"))
                .col(big_integer("confirmed_at"))
                .primary_key(
                    Index::create()
                        .col("proposal_id")
                        .col("account_id")
                        .col("fingerprint"),
                )
                .foreign_key(&mut foreign_key(
                    "confirmations",
                    "proposal_id",
                    "proposals",
                ))
                .foreign_key(&mut foreign_key("confirmations", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        add(m, "proposals", big_integer_null("extended_until")).await?;
        add(m, "revisions", boolean("extended").default(false)).await?;
        add(m, "competitions", text("consent").default("lead")).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("competitions", "consent"),
            ("revisions", "extended"),
            ("proposals", "extended_until"),
        ] {
            let mut alter = Table::alter();
            m.alter_table(alter.table(table).drop_column(column).to_owned())
                .await?;
        }
        drop_tables(m, &["confirmations", "extensions"]).await
    }
}

async fn add(
    m: &SchemaManager<'_>,
    table: &'static str,
    column: impl IntoColumnDef,
) -> Result<(), DbErr> {
    m.alter_table(Table::alter().table(table).add_column(column).to_owned())
        .await
}

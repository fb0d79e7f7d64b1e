//! Investors and their interests.

use super::{foreign_key, index, unique};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_investors"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("investors")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(uuid("account_id"))
                .col(text("organisation"))
                .col(text("country"))
                .col(text("about"))
                .col(text("state"))
                .col(text("reason"))
                .col(uuid_null("decided_by"))
                .col(big_integer_null("decided_at"))
                .col(big_integer("created_at"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "investors",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key("investors", "account_id", "accounts"))
                .foreign_key(&mut foreign_key("investors", "decided_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("investors", &["competition_id", "account_id"]))
            .await?;
        m.create_table(
            Table::create()
                .table("interests")
                .col(uuid("id"))
                .col(uuid("investor_id"))
                .col(uuid("proposal_id"))
                .col(text("kind"))
                .col(big_integer_null("amount_minor"))
                .col(text_null("currency"))
                .col(text("message"))
                .col(text("state"))
                .col(uuid_null("decided_by"))
                .col(big_integer_null("decided_at"))
                .col(big_integer("created_at"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("interests", "investor_id", "investors"))
                .foreign_key(&mut foreign_key("interests", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("interests", "decided_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("interests", &["investor_id", "proposal_id"]))
            .await?;
        m.create_index(index("interests", &["proposal_id"])).await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["interests", "investors"]).await
    }
}

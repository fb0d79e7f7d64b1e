//! Jurors, conflicts of interest and assignments.

use super::{foreign_key, index, unique};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_jury"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("jurors")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(uuid_null("account_id"))
                .col(text("email"))
                .col(text("name"))
                .col(text("employer"))
                .col(text("languages"))
                .col(text("sectors"))
                .col(integer("capacity"))
                .col(text("state"))
                .col(text_null("token_hash"))
                .col(big_integer_null("conflicts_declared_at"))
                .col(big_integer_null("reminded_at"))
                .col(big_integer("created_at"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("jurors", "competition_id", "competitions"))
                .foreign_key(&mut foreign_key("jurors", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("jurors", &["competition_id", "email"]))
            .await?;
        m.create_index(unique("jurors", &["competition_id", "account_id"]))
            .await?;
        m.create_index(index("jurors", &["account_id"])).await?;
        m.create_table(
            Table::create()
                .table("conflicts")
                .col(uuid("juror_id"))
                .col(uuid("proposal_id"))
                .col(text("reason"))
                .col(uuid_null("declared_by"))
                .col(big_integer("declared_at"))
                .primary_key(Index::create().col("juror_id").col("proposal_id"))
                .foreign_key(&mut foreign_key("conflicts", "juror_id", "jurors"))
                .foreign_key(&mut foreign_key("conflicts", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("conflicts", "declared_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("conflicts", &["proposal_id"])).await?;
        m.create_table(
            Table::create()
                .table("assignments")
                .col(uuid("id"))
                .col(uuid("round_id"))
                .col(uuid("juror_id"))
                .col(uuid("proposal_id"))
                .col(text("state"))
                .col(text("reason"))
                .col(text("seed"))
                .col(big_integer("created_at"))
                .col(big_integer_null("opened_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("assignments", "round_id", "rounds"))
                .foreign_key(&mut foreign_key("assignments", "juror_id", "jurors"))
                .foreign_key(&mut foreign_key("assignments", "proposal_id", "proposals"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique(
            "assignments",
            &["round_id", "juror_id", "proposal_id"],
        ))
        .await?;
        m.create_index(index("assignments", &["juror_id"])).await?;
        m.create_index(index("assignments", &["proposal_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["assignments", "conflicts", "jurors"]).await
    }
}

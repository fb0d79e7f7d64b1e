//! Working together: comments, who is at work where, and never two leads.

use super::{drop_tables, foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

/// One lead a team, also when two transactions that cannot see each other make one.
const ONE_LEAD: &str = "uq_team_members_lead";

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0014_teamwork"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("comments")
                .col(uuid("id"))
                .col(uuid("proposal_id"))
                .col(text("section"))
                .col(uuid("account_id"))
                .col(text("text"))
                .col(big_integer("created_at"))
                .col(big_integer_null("deleted_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("comments", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("comments", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("comments", &["proposal_id", "section", "created_at"]))
            .await?;
        m.create_table(
            Table::create()
                .table("presences")
                .col(uuid("proposal_id"))
                .col(uuid("account_id"))
                .col(text("section"))
                .col(big_integer("seen_at"))
                .primary_key(Index::create().col("proposal_id").col("account_id"))
                .foreign_key(&mut foreign_key("presences", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("presences", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name(ONE_LEAD)
                .table("team_members")
                .col("team_id")
                .col("role")
                .unique()
                .cond_where(Expr::col("role").eq("lead"))
                .to_owned(),
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_index(
            Index::drop()
                .name(ONE_LEAD)
                .table("team_members")
                .to_owned(),
        )
        .await?;
        drop_tables(m, &["presences", "comments"]).await
    }
}

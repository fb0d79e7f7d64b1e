//! Teams and their members.

use super::{foreign_key, index, unique};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_teams"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("teams")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(text("name"))
                .col(text("code"))
                .col(big_integer("created_at"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("teams", "competition_id", "competitions"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("teams", &["code"])).await?;
        m.create_index(index("teams", &["competition_id"])).await?;
        m.create_table(
            Table::create()
                .table("team_members")
                .col(uuid("team_id"))
                .col(uuid("account_id"))
                .col(text("kind"))
                .col(text("role"))
                .col(big_integer("joined_at"))
                .primary_key(Index::create().col("team_id").col("account_id"))
                .foreign_key(&mut foreign_key("team_members", "team_id", "teams"))
                .foreign_key(&mut foreign_key("team_members", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("team_members", &["account_id"]))
            .await?;
        m.create_table(
            Table::create()
                .table("team_invitations")
                .col(uuid("id"))
                .col(uuid("team_id"))
                .col(text("email"))
                .col(text("kind"))
                .col(text("token_hash"))
                .col(uuid("invited_by"))
                .col(big_integer("created_at"))
                .col(big_integer("expires_at"))
                .col(big_integer_null("accepted_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("team_invitations", "team_id", "teams"))
                .foreign_key(&mut foreign_key(
                    "team_invitations",
                    "invited_by",
                    "accounts",
                ))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("team_invitations", &["token_hash"]))
            .await?;
        m.create_index(index("team_invitations", &["team_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["team_invitations", "team_members", "teams"]).await
    }
}

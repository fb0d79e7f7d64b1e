//! Competitions, their people, places, needs and rubric.

use super::{foreign_key, index, unique};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_competitions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("competitions")
                .col(uuid("id"))
                .col(text("slug"))
                .col(text("name"))
                .col(text("summary"))
                .col(text("zone"))
                .col(text("state"))
                .col(integer("seats"))
                .col(integer("reviews_per_proposal"))
                .col(big_integer("opens_at"))
                .col(big_integer("closes_at"))
                .col(integer("grace_minutes"))
                .col(big_integer("jury_opens_at"))
                .col(big_integer("jury_closes_at"))
                .col(big_integer("publishes_at"))
                .col(text("form"))
                .col(text_null("rules_text"))
                .col(text_null("rules_hash"))
                .col(big_integer_null("opened_at"))
                .col(big_integer("created_at"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("competitions", &["slug"])).await?;
        m.create_table(
            Table::create()
                .table("competition_roles")
                .col(uuid("competition_id"))
                .col(uuid("account_id"))
                .col(text("role"))
                .col(big_integer("created_at"))
                .primary_key(
                    Index::create()
                        .col("competition_id")
                        .col("account_id")
                        .col("role"),
                )
                .foreign_key(&mut foreign_key(
                    "competition_roles",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key(
                    "competition_roles",
                    "account_id",
                    "accounts",
                ))
                .to_owned(),
        )
        .await?;
        m.create_index(index("competition_roles", &["account_id"]))
            .await?;
        m.create_table(
            Table::create()
                .table("colleges")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(text("code"))
                .col(text("name"))
                .col(text("district"))
                .col(text("province"))
                .col(double("latitude"))
                .col(double("longitude"))
                .col(integer("position"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "colleges",
                    "competition_id",
                    "competitions",
                ))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("colleges", &["competition_id", "code"]))
            .await?;
        m.create_table(
            Table::create()
                .table("needs")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(uuid_null("college_id"))
                .col(text("sector"))
                .col(text("title"))
                .col(text("description"))
                .col(integer("priority"))
                .col(integer("position"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("needs", "competition_id", "competitions"))
                .foreign_key(&mut foreign_key("needs", "college_id", "colleges"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("needs", &["competition_id"])).await?;
        m.create_table(
            Table::create()
                .table("rounds")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(integer("position"))
                .col(big_integer("opens_at"))
                .col(big_integer("closes_at"))
                .col(big_integer_null("rubric_locked_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("rounds", "competition_id", "competitions"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("rounds", &["competition_id", "position"]))
            .await?;
        m.create_table(
            Table::create()
                .table("criteria")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(uuid("round_id"))
                .col(text("code"))
                .col(text("name"))
                .col(text("description"))
                .col(integer("weight"))
                .col(integer("min"))
                .col(integer("max"))
                .col(integer("units_per_point"))
                .col(text("anchors"))
                .col(boolean("cannot_judge"))
                .col(integer("position"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "criteria",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key("criteria", "round_id", "rounds"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("criteria", &["round_id", "code"]))
            .await?;
        m.create_index(index("criteria", &["competition_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(
            m,
            &[
                "criteria",
                "rounds",
                "needs",
                "colleges",
                "competition_roles",
                "competitions",
            ],
        )
        .await
    }
}

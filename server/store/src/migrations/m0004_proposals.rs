//! Proposals, their sections and revisions.

use super::{foreign_key, index, unique};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_proposals"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("proposals")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(uuid("team_id"))
                .col(integer("number"))
                .col(text("title"))
                .col(text("language"))
                .col(text("state"))
                .col(text("screening"))
                .col(uuid_null("need_id"))
                .col(uuid_null("college_id"))
                .col(text_null("sector"))
                .col(text("target_groups"))
                .col(big_integer("amount_minor"))
                .col(text("currency"))
                .col(big_integer_null("submitted_at"))
                .col(integer("reviews_assigned"))
                .col(integer("reviews_received"))
                .col(big_integer("created_at"))
                .col(big_integer("updated_at"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key(
                    "proposals",
                    "competition_id",
                    "competitions",
                ))
                .foreign_key(&mut foreign_key("proposals", "team_id", "teams"))
                .foreign_key(&mut foreign_key("proposals", "need_id", "needs"))
                .foreign_key(&mut foreign_key("proposals", "college_id", "colleges"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("proposals", &["competition_id", "number"]))
            .await?;
        m.create_index(unique("proposals", &["team_id"])).await?;
        m.create_index(index(
            "proposals",
            &["competition_id", "state", "screening"],
        ))
        .await?;
        m.create_table(
            Table::create()
                .table("proposal_sections")
                .col(uuid("proposal_id"))
                .col(text("key"))
                .col(text("answers"))
                .col(big_integer("version"))
                .col(big_integer("updated_at"))
                .col(uuid_null("updated_by"))
                .primary_key(Index::create().col("proposal_id").col("key"))
                .foreign_key(&mut foreign_key(
                    "proposal_sections",
                    "proposal_id",
                    "proposals",
                ))
                .foreign_key(&mut foreign_key(
                    "proposal_sections",
                    "updated_by",
                    "accounts",
                ))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("section_versions")
                .col(uuid("proposal_id"))
                .col(text("key"))
                .col(big_integer("version"))
                .col(text("answers"))
                .col(big_integer("updated_at"))
                .col(uuid_null("updated_by"))
                .primary_key(Index::create().col("proposal_id").col("key").col("version"))
                .foreign_key(&mut foreign_key(
                    "section_versions",
                    "proposal_id",
                    "proposals",
                ))
                .foreign_key(&mut foreign_key(
                    "section_versions",
                    "updated_by",
                    "accounts",
                ))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("revisions")
                .col(uuid("id"))
                .col(uuid("proposal_id"))
                .col(integer("number"))
                .col(text("content"))
                .col(text("fingerprint"))
                .col(big_integer("submitted_at"))
                .col(uuid_null("submitted_by"))
                .col(boolean("late"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("revisions", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("revisions", "submitted_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("revisions", &["proposal_id", "number"]))
            .await?;
        m.create_table(
            Table::create()
                .table("attachments")
                .col(uuid("id"))
                .col(uuid("proposal_id"))
                .col(text("name"))
                .col(text("media_type"))
                .col(big_integer("size"))
                .col(text("sha256"))
                .col(text("storage_key"))
                .col(big_integer("created_at"))
                .col(uuid_null("created_by"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("attachments", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("attachments", "created_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(index("attachments", &["proposal_id"]))
            .await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(
            m,
            &[
                "attachments",
                "revisions",
                "section_versions",
                "proposal_sections",
                "proposals",
            ],
        )
        .await
    }
}

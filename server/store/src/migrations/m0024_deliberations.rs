//! Discussions of scored proposals: when and how they ended, what was said, and who has seen how much of it.

use super::{drop_tables, foreign_key, index};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0024_deliberations"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        discussions(m).await?;
        messages(m).await?;
        m.create_table(
            Table::create()
                .table("discussion_visits")
                .col(uuid("proposal_id"))
                .col(uuid("account_id"))
                .col(big_integer("seen_at"))
                .primary_key(Index::create().col("proposal_id").col("account_id"))
                .foreign_key(&mut foreign_key(
                    "discussion_visits",
                    "proposal_id",
                    "proposals",
                ))
                .foreign_key(&mut foreign_key(
                    "discussion_visits",
                    "account_id",
                    "accounts",
                ))
                .to_owned(),
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["discussion_visits", "discussion_messages", "discussions"];
        drop_tables(m, &tables).await
    }
}

async fn discussions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("discussions")
            .col(uuid("proposal_id"))
            .col(uuid("competition_id"))
            .col(uuid("opened_by"))
            .col(big_integer("opened_at"))
            .col(big_integer_null("until_at"))
            .col(big_integer_null("closed_at"))
            .col(text("minutes"))
            .col(big_integer("minutes_version"))
            .col(big_integer_null("minutes_at"))
            .col(uuid_null("minutes_by"))
            .primary_key(Index::create().col("proposal_id"))
            .foreign_key(&mut foreign_key("discussions", "proposal_id", "proposals"))
            .foreign_key(&mut foreign_key(
                "discussions",
                "competition_id",
                "competitions",
            ))
            .foreign_key(&mut foreign_key("discussions", "opened_by", "accounts"))
            .foreign_key(&mut foreign_key("discussions", "minutes_by", "accounts"))
            .to_owned(),
    )
    .await?;
    m.create_index(index("discussions", &["competition_id"]))
        .await
}

async fn messages(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("discussion_messages")
            .col(uuid("id"))
            .col(uuid("proposal_id"))
            .col(uuid("juror_id"))
            .col(text("text"))
            .col(text("earlier"))
            .col(big_integer("created_at"))
            .col(big_integer_null("edited_at"))
            .col(big_integer_null("withdrawn_at"))
            .primary_key(Index::create().col("id"))
            .foreign_key(&mut foreign_key(
                "discussion_messages",
                "proposal_id",
                "proposals",
            ))
            .foreign_key(&mut foreign_key(
                "discussion_messages",
                "juror_id",
                "jurors",
            ))
            .to_owned(),
    )
    .await?;
    m.create_index(index("discussion_messages", &["proposal_id", "created_at"]))
        .await
}

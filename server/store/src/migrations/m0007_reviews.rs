//! Reviews and their scores.

use super::{foreign_key, index, unique};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0007_reviews"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("reviews")
                .col(uuid("id"))
                .col(uuid("assignment_id"))
                .col(uuid("round_id"))
                .col(uuid("juror_id"))
                .col(uuid("proposal_id"))
                .col(text("state"))
                .col(text("comment"))
                .col(text("note"))
                .col(big_integer_null("submitted_at"))
                .col(big_integer("updated_at"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("reviews", "assignment_id", "assignments"))
                .foreign_key(&mut foreign_key("reviews", "round_id", "rounds"))
                .foreign_key(&mut foreign_key("reviews", "juror_id", "jurors"))
                .foreign_key(&mut foreign_key("reviews", "proposal_id", "proposals"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("reviews", &["assignment_id"]))
            .await?;
        m.create_index(index("reviews", &["proposal_id"])).await?;
        m.create_index(index("reviews", &["juror_id"])).await?;
        m.create_index(index("reviews", &["round_id", "state"]))
            .await?;
        m.create_table(
            Table::create()
                .table("review_scores")
                .col(uuid("review_id"))
                .col(uuid("criterion_id"))
                .col(integer_null("value"))
                .primary_key(Index::create().col("review_id").col("criterion_id"))
                .foreign_key(&mut foreign_key("review_scores", "review_id", "reviews"))
                .foreign_key(&mut foreign_key(
                    "review_scores",
                    "criterion_id",
                    "criteria",
                ))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("review_revisions")
                .col(uuid("review_id"))
                .col(big_integer("version"))
                .col(text("content"))
                .col(big_integer("saved_at"))
                .col(uuid_null("saved_by"))
                .primary_key(Index::create().col("review_id").col("version"))
                .foreign_key(&mut foreign_key("review_revisions", "review_id", "reviews"))
                .foreign_key(&mut foreign_key("review_revisions", "saved_by", "accounts"))
                .to_owned(),
        )
        .await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["review_revisions", "review_scores", "reviews"]).await
    }
}

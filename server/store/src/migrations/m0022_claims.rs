//! Conflicts of interest that teams claim about jurors, and since when teams see who the jurors are.

use super::{drop_tables, foreign_key, index, unique};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0022_claims"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("claims")
                .col(uuid("id"))
                .col(uuid("competition_id"))
                .col(uuid("proposal_id"))
                .col(uuid("juror_id"))
                .col(text("reason"))
                .col(uuid("claimed_by"))
                .col(big_integer("claimed_at"))
                .col(text("state"))
                .col(text("answer"))
                .col(uuid_null("decided_by"))
                .col(big_integer_null("decided_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("claims", "competition_id", "competitions"))
                .foreign_key(&mut foreign_key("claims", "proposal_id", "proposals"))
                .foreign_key(&mut foreign_key("claims", "juror_id", "jurors"))
                .foreign_key(&mut foreign_key("claims", "claimed_by", "accounts"))
                .foreign_key(&mut foreign_key("claims", "decided_by", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("claims", &["proposal_id", "juror_id"]))
            .await?;
        m.create_index(index("claims", &["competition_id", "state"]))
            .await?;
        let mut alter = Table::alter();
        let named = big_integer_null("jury_named_at");
        m.alter_table(alter.table("competitions").add_column(named).to_owned())
            .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        alter.table("competitions").drop_column("jury_named_at");
        m.alter_table(alter).await?;
        drop_tables(m, &["claims"]).await
    }
}

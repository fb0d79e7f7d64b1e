//! Accounts, sessions and e-mailed links.

use super::{foreign_key, index, unique};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("accounts")
                .col(uuid("id"))
                .col(text("email"))
                .col(text("name"))
                .col(text_null("password_hash"))
                .col(text("language"))
                .col(text("zone"))
                .col(boolean("operator"))
                .col(big_integer_null("confirmed_at"))
                .col(big_integer("created_at"))
                .col(big_integer("version"))
                .primary_key(Index::create().col("id"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("accounts", &["email"])).await?;
        m.create_table(
            Table::create()
                .table("sessions")
                .col(uuid("id"))
                .col(uuid("account_id"))
                .col(text("token_hash"))
                .col(text("agent"))
                .col(big_integer("created_at"))
                .col(big_integer("seen_at"))
                .col(big_integer("expires_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("sessions", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("sessions", &["token_hash"])).await?;
        m.create_index(index("sessions", &["account_id"])).await?;
        m.create_table(
            Table::create()
                .table("email_tokens")
                .col(uuid("id"))
                .col(uuid("account_id"))
                .col(text("purpose"))
                .col(text("token_hash"))
                .col(big_integer("created_at"))
                .col(big_integer("expires_at"))
                .col(big_integer_null("used_at"))
                .primary_key(Index::create().col("id"))
                .foreign_key(&mut foreign_key("email_tokens", "account_id", "accounts"))
                .to_owned(),
        )
        .await?;
        m.create_index(unique("email_tokens", &["token_hash"]))
            .await?;
        m.create_index(index("email_tokens", &["account_id"]))
            .await?;
        m.create_table(
            Table::create()
                .table("attempts")
                .col(text("key"))
                .col(integer("count"))
                .col(big_integer("ends_at"))
                .primary_key(Index::create().col("key"))
                .to_owned(),
        )
        .await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        super::drop_tables(m, &["attempts", "email_tokens", "sessions", "accounts"]).await
    }
}

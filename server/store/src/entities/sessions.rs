//! A signed-in browser. The cookie holds the token, the table only its hash.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    /// SHA-256 in hexadecimal.
    #[sea_orm(column_type = "Text", unique)]
    pub token_hash: String,
    /// What the browser calls itself, cut to 200 characters.
    #[sea_orm(column_type = "Text")]
    pub agent: String,
    pub created_at: i64,
    /// Touched at most once a minute.
    pub seen_at: i64,
    pub expires_at: i64,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

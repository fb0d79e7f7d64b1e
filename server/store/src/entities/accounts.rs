//! A person who can sign in. The e-mail address is lower-cased and unique.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Lower-cased address.
    #[sea_orm(column_type = "Text", unique)]
    pub email: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Argon2id, absent for people who only use e-mailed links.
    #[sea_orm(column_type = "Text", nullable)]
    pub password_hash: Option<String>,
    /// `en`, `fr`, `nl`, `de` or `rw`.
    #[sea_orm(column_type = "Text")]
    pub language: String,
    /// IANA time zone.
    #[sea_orm(column_type = "Text")]
    pub zone: String,
    /// May do everything that concerns the installation.
    pub operator: bool,
    /// Milliseconds UTC; absent until the address is proven.
    pub confirmed_at: Option<i64>,
    pub created_at: i64,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

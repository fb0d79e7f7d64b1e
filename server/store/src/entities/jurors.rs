//! A person invited to score.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jurors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    /// Known once accepted.
    pub account_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// A conflict where a team shares it.
    #[sea_orm(column_type = "Text")]
    pub employer: String,
    /// List of language keys.
    #[sea_orm(column_type = "Text")]
    pub languages: String,
    /// List of `Sector` keys.
    #[sea_orm(column_type = "Text")]
    pub sectors: String,
    pub capacity: i32,
    /// `invited`, `active`, `declined` or `withdrawn`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub token_hash: Option<String>,
    pub conflicts_declared_at: Option<i64>,
    /// When a reminder last went out.
    pub reminded_at: Option<i64>,
    pub created_at: i64,
    pub version: i64,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! Mail to be sent; written in the transaction of the change it tells of.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// E-mail address.
    #[sea_orm(column_type = "Text")]
    pub recipient: String,
    #[sea_orm(column_type = "Text")]
    pub language: String,
    /// Key of the template.
    #[sea_orm(column_type = "Text")]
    pub template: String,
    /// What the template needs.
    #[sea_orm(column_type = "Text")]
    pub fields: String,
    /// `waiting`, `sent` or `failed`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub attempts: i32,
    /// Not before.
    pub next_at: i64,
    pub created_at: i64,
    pub sent_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    /// The decision that it tells of, as long as that can be taken back.
    pub about: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

//! An account that may state interest once verified.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "investors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    pub account_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub organisation: String,
    #[sea_orm(column_type = "Text")]
    pub country: String,
    #[sea_orm(column_type = "Text")]
    pub about: String,
    /// `pending`, `verified` or `refused`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// Why it was refused; empty otherwise.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<i64>,
    pub created_at: i64,
    pub version: i64,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::accounts::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "DecidedBy",
        from = "decided_by",
        to = "id"
    )]
    pub decided_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! People who write one proposal together.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "teams")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// To join by; short enough to be read over the phone.
    #[sea_orm(column_type = "Text", unique)]
    pub code: String,
    pub created_at: i64,
    pub version: i64,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

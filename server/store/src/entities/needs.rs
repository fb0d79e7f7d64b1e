//! A mapped local need.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "needs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    pub college_id: Option<Uuid>,
    /// `Sector` key.
    #[sea_orm(column_type = "Text")]
    pub sector: String,
    /// `Localised`.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// `Localised`.
    #[sea_orm(column_type = "Text")]
    pub description: String,
    /// 1 is the most urgent.
    pub priority: i32,
    pub position: i32,
    pub version: i64,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "college_id", to = "id")]
    pub college: HasOne<super::colleges::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

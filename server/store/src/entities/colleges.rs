//! A host college.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "colleges")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    /// Short, unique in the competition: `huye`.
    #[sea_orm(column_type = "Text")]
    pub code: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub district: String,
    /// `Province` key: `southern`.
    #[sea_orm(column_type = "Text")]
    pub province: String,
    pub latitude: f64,
    pub longitude: f64,
    pub position: i32,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

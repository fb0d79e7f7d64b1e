//! A reminder to all jurors that went out by itself.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reminder_rounds")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub competition_id: Uuid,
    /// So many days before the jury closes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub days: i32,
    pub sent_at: i64,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

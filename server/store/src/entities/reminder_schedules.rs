//! The days on which jurors of a competition are reminded, where an organiser has chosen them.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reminder_schedules")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub competition_id: Uuid,
    /// Days before the jury closes: `7, 3, 1`; empty for never.
    #[sea_orm(column_type = "Text")]
    pub days: String,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

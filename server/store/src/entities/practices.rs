//! The invented proposal of a competition that jurors practise on.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "practices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub competition_id: Uuid,
    /// `Example`; absent once it was removed, so that versions go on.
    #[sea_orm(column_type = "Text", nullable)]
    pub example: Option<String>,
    pub version: i64,
    pub saved_at: i64,
    pub saved_by: Uuid,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "saved_by", to = "id")]
    pub saved_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! A score on one criterion, or that it cannot be judged.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "review_scores")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub review_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub criterion_id: Uuid,
    /// In units of the criterion; absent when it cannot be judged.
    pub value: Option<i32>,
    /// Why it cannot be judged.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    #[sea_orm(belongs_to, from = "review_id", to = "id")]
    pub review: HasOne<super::reviews::Entity>,
    #[sea_orm(belongs_to, from = "criterion_id", to = "id")]
    pub criterion: HasOne<super::criteria::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

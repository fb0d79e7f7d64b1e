//! What a review was before.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "review_revisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub review_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// Scores, comments and state.
    #[sea_orm(column_type = "Text")]
    pub content: String,
    pub saved_at: i64,
    pub saved_by: Option<Uuid>,
    #[sea_orm(belongs_to, from = "review_id", to = "id")]
    pub review: HasOne<super::reviews::Entity>,
    #[sea_orm(belongs_to, from = "saved_by", to = "id")]
    pub saved_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

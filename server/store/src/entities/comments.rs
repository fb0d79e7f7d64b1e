//! What members of a team say to each other about a section.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "comments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub proposal_id: Uuid,
    /// Key of the section.
    #[sea_orm(column_type = "Text")]
    pub section: String,
    pub account_id: Uuid,
    /// Empty once it is deleted.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub created_at: i64,
    pub deleted_at: Option<i64>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

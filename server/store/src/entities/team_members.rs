//! Who belongs to a team, and how.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "team_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub team_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// `trainer`, `student` or `professor`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// `lead`, `editor` or `reader`.
    #[sea_orm(column_type = "Text")]
    pub role: String,
    pub joined_at: i64,
    #[sea_orm(belongs_to, from = "team_id", to = "id")]
    pub team: HasOne<super::teams::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! An investor's interest in a project.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "interests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub investor_id: Uuid,
    pub proposal_id: Uuid,
    /// `grant`, `loan`, `equity`, `in_kind` or `mentoring`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    pub amount_minor: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub currency: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// `open`, `accepted`, `declined` or `withdrawn`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<i64>,
    pub created_at: i64,
    pub version: i64,
    #[sea_orm(belongs_to, from = "investor_id", to = "id")]
    pub investor: HasOne<super::investors::Entity>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "decided_by", to = "id")]
    pub decided_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

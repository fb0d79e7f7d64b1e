//! The discussion of a scored proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "discussions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: Uuid,
    pub competition_id: Uuid,
    pub opened_by: Uuid,
    pub opened_at: i64,
    /// Until when jurors may write; absent until it is closed.
    pub until_at: Option<i64>,
    pub closed_at: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub minutes: String,
    /// 0 until something is saved.
    pub minutes_version: i64,
    pub minutes_at: Option<i64>,
    pub minutes_by: Option<Uuid>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "opened_by", to = "id", relation_enum = "OpenedBy")]
    pub opened_by_account: HasOne<super::accounts::Entity>,
    #[sea_orm(
        belongs_to,
        from = "minutes_by",
        to = "id",
        relation_enum = "MinutesBy"
    )]
    pub minutes_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

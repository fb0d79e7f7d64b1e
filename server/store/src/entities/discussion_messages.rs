//! What a juror said in the discussion of a proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "discussion_messages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub proposal_id: Uuid,
    pub juror_id: Uuid,
    /// Empty once it is withdrawn.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// List of `EarlierText`.
    #[sea_orm(column_type = "Text")]
    pub earlier: String,
    pub created_at: i64,
    pub edited_at: Option<i64>,
    pub withdrawn_at: Option<i64>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "juror_id", to = "id")]
    pub juror: HasOne<super::jurors::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

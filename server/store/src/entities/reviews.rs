//! One juror's review of one proposal in one round.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub assignment_id: Uuid,
    pub round_id: Uuid,
    pub juror_id: Uuid,
    pub proposal_id: Uuid,
    /// `draft`, `submitted` or `sealed` (a conflict: can never count).
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// To the team.
    #[sea_orm(column_type = "Text")]
    pub comment: String,
    /// Private.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub submitted_at: Option<i64>,
    pub updated_at: i64,
    pub version: i64,
    #[sea_orm(belongs_to, from = "assignment_id", to = "id")]
    pub assignment: HasOne<super::assignments::Entity>,
    #[sea_orm(belongs_to, from = "round_id", to = "id")]
    pub round: HasOne<super::rounds::Entity>,
    #[sea_orm(belongs_to, from = "juror_id", to = "id")]
    pub juror: HasOne<super::jurors::Entity>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! A conflict of interest that a team claims about a juror.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "claims")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    /// Together with the juror unique.
    pub proposal_id: Uuid,
    pub juror_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub claimed_by: Uuid,
    pub claimed_at: i64,
    /// `open`, `accepted` or `dismissed`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// Of the organisers; empty while it is open.
    #[sea_orm(column_type = "Text")]
    pub answer: String,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<i64>,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "juror_id", to = "id")]
    pub juror: HasOne<super::jurors::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "ClaimedBy",
        from = "claimed_by",
        to = "id"
    )]
    pub claimed_by_account: HasOne<super::accounts::Entity>,
    #[sea_orm(
        belongs_to,
        relation_enum = "DecidedBy",
        from = "decided_by",
        to = "id"
    )]
    pub decided_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

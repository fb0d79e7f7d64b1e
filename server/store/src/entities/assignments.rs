//! A proposal given to a juror in a round.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assignments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub round_id: Uuid,
    pub juror_id: Uuid,
    pub proposal_id: Uuid,
    /// `active` or `removed`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// `PairReason` key: why this pair.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Of the assignment run; empty when made by hand.
    #[sea_orm(column_type = "Text")]
    pub seed: String,
    pub created_at: i64,
    /// When the juror first opened the proposal.
    pub opened_at: Option<i64>,
    /// Where the juror places the proposal among their own; counts nowhere.
    pub own_place: Option<i32>,
    /// Since when nothing that computes may take the pair away.
    pub locked_at: Option<i64>,
    #[sea_orm(belongs_to, from = "round_id", to = "id")]
    pub round: HasOne<super::rounds::Entity>,
    #[sea_orm(belongs_to, from = "juror_id", to = "id")]
    pub juror: HasOne<super::jurors::Entity>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

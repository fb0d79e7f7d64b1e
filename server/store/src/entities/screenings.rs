//! A decision about eligibility, with its reason.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "screenings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub proposal_id: Uuid,
    /// `eligible`, `returned` or `ineligible`.
    #[sea_orm(column_type = "Text")]
    pub decision: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// What the team is to correct; empty unless returned.
    #[sea_orm(column_type = "Text")]
    pub corrections: String,
    pub decided_by: Uuid,
    pub decided_at: i64,
    /// The same for those that were decided together.
    pub batch: Option<Uuid>,
    /// Until when the team can correct; absent where that is when the jury begins.
    pub until_at: Option<i64>,
    /// What the decision changed, as JSON of `Before`; absent where it cannot be taken back.
    #[sea_orm(column_type = "Text", nullable)]
    pub before: Option<String>,
    /// Version of the proposal that the decision made.
    pub version: Option<i64>,
    /// Who took it back.
    pub undone_by: Option<Uuid>,
    pub undone_at: Option<i64>,
    /// `Points` about the checklist, as JSON.
    #[sea_orm(column_type = "Text")]
    pub points: String,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "decided_by", to = "id")]
    pub decided_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! A team's entry, from draft to submission.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "proposals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    #[sea_orm(unique)]
    pub team_id: Uuid,
    /// Unique in the competition; what people say aloud.
    pub number: i32,
    /// Copy of the title answer, for lists.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Of the content.
    #[sea_orm(column_type = "Text")]
    pub language: String,
    /// `draft`, `submitted` or `withdrawn`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// `pending`, `eligible`, `returned` or `ineligible`.
    #[sea_orm(column_type = "Text")]
    pub screening: String,
    /// Last instant at which a returned proposal can be corrected; absent where that is when the jury begins.
    pub correct_until: Option<i64>,
    /// When the team hears of the last decision; until then nothing of its own pages shows it.
    pub told_at: Option<i64>,
    pub need_id: Option<Uuid>,
    pub college_id: Option<Uuid>,
    /// `Sector` key.
    #[sea_orm(column_type = "Text", nullable)]
    pub sector: Option<String>,
    /// List of `TargetGroup` keys.
    #[sea_orm(column_type = "Text")]
    pub target_groups: String,
    /// Asked for: the sum of the budget lines.
    pub amount_minor: i64,
    /// `RWF` or `EUR`.
    #[sea_orm(column_type = "Text")]
    pub currency: String,
    pub submitted_at: Option<i64>,
    /// More time than the others have.
    pub extended_until: Option<i64>,
    /// Counter, kept in the transaction of the change.
    pub reviews_assigned: i32,
    /// Counter, kept in the transaction of the change.
    pub reviews_received: i32,
    /// Reviews that it is to have in all, once there was a second look; before, as many as the competition says.
    pub reviews_wanted: Option<i32>,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i64,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "team_id", to = "id")]
    pub team: HasOne<super::teams::Entity>,
    #[sea_orm(belongs_to, from = "need_id", to = "id")]
    pub need: HasOne<super::needs::Entity>,
    #[sea_orm(belongs_to, from = "college_id", to = "id")]
    pub college: HasOne<super::colleges::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

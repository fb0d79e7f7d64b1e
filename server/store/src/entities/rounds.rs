//! A round of reviews.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rounds")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    pub position: i32,
    pub opens_at: i64,
    pub closes_at: i64,
    /// When the first score came in.
    pub rubric_locked_at: Option<i64>,
    /// Whether its jurors see who the team is: the key of a `domain::jury::TeamVisibility`.
    #[sea_orm(column_type = "Text")]
    pub team_visibility: String,
    /// When they see each other's reviews: the key of a `domain::jury::OthersVisibility`.
    #[sea_orm(column_type = "Text")]
    pub others_visibility: String,
    /// Whether it is scored by the criteria of second looks.
    pub second_rubric: bool,
    /// `domain::jury::Panels` in JSON.
    #[sea_orm(column_type = "Text")]
    pub panels: String,
    pub panels_version: i64,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! A weighted criterion with anchored levels.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "criteria")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    pub round_id: Uuid,
    /// Short, unique in the competition; column name in exports.
    #[sea_orm(column_type = "Text")]
    pub code: String,
    /// `Localised`.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// `Localised`.
    #[sea_orm(column_type = "Text")]
    pub description: String,
    /// Positive; relative to the others.
    pub weight: i32,
    /// In units.
    pub min: i32,
    /// In units.
    pub max: i32,
    /// 1 for whole points, 4 for quarter points.
    pub units_per_point: i32,
    /// `Vec<Anchor>`: a level in units and its `Localised` text.
    #[sea_orm(column_type = "Text")]
    pub anchors: String,
    /// Whether a juror may decline this criterion.
    pub cannot_judge: bool,
    /// Whether only second looks are scored by it.
    pub second_look: bool,
    pub position: i32,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "round_id", to = "id")]
    pub round: HasOne<super::rounds::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

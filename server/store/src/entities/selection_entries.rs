//! The place of one proposal in a frozen selection.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "selection_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub selection_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: Uuid,
    pub rank: i32,
    pub selected: bool,
    /// Points of the weighted mean.
    pub adjusted: f64,
    pub raw_mean: Option<f64>,
    /// 0 to 1.
    pub p_selected: Option<f64>,
    /// `ProjectCard`: what the gallery shows.
    #[sea_orm(column_type = "Text")]
    pub card: String,
    #[sea_orm(belongs_to, from = "selection_id", to = "id")]
    pub selection: HasOne<super::selections::Entity>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

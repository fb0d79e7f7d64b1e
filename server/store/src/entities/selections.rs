//! A frozen selection: its result and the hash of its input.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "selections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub competition_id: Uuid,
    /// `frozen` or `published`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    #[sea_orm(column_type = "Text")]
    pub seed: String,
    /// SHA-256 of the canonical input.
    #[sea_orm(column_type = "Text")]
    pub input_hash: String,
    /// Canonical JSON: rules and scores by index.
    #[sea_orm(column_type = "Text")]
    pub input: String,
    /// `SelectionResult`.
    #[sea_orm(column_type = "Text")]
    pub result: String,
    pub frozen_at: i64,
    pub frozen_by: Option<Uuid>,
    pub published_at: Option<i64>,
    pub version: i64,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "frozen_by", to = "id")]
    pub frozen_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

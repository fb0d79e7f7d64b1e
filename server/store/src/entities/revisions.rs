//! A submitted, frozen text with its fingerprint.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "revisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub proposal_id: Uuid,
    /// 1, 2, 3 …
    pub number: i32,
    /// Canonical JSON.
    #[sea_orm(column_type = "Text")]
    pub content: String,
    /// SHA-256 of `content`.
    #[sea_orm(column_type = "Text")]
    pub fingerprint: String,
    pub submitted_at: i64,
    pub submitted_by: Option<Uuid>,
    /// Arrived within the grace.
    pub late: bool,
    /// Arrived in time that only this proposal had.
    pub extended: bool,
    /// What it is compared by, a `Sketch`; empty when it has too little text, absent until one was made.
    #[sea_orm(column_type = "Blob", nullable)]
    pub sketch: Option<Vec<u8>>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "submitted_by", to = "id")]
    pub submitted_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

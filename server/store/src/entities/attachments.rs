//! Metadata of a file of a proposal; the bytes are in the storage, under `storage_key`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attachments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub proposal_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    #[sea_orm(column_type = "Text")]
    pub sha256: String,
    #[sea_orm(column_type = "Text")]
    pub storage_key: String,
    pub created_at: i64,
    pub created_by: Option<Uuid>,
    /// Not in the draft any more; submissions may still name it.
    pub removed_at: Option<i64>,
    /// Pixels of the large photo made of it, when it was chosen as one.
    pub photo_width: Option<i32>,
    /// Pixels of the large photo made of it.
    pub photo_height: Option<i32>,
    /// Key of the question that it answers.
    #[sea_orm(column_type = "Text", nullable)]
    pub question: Option<String>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "created_by", to = "id")]
    pub created_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

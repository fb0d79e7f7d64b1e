//! A file that was uploaded to be imported. Its text is dropped once it was carried out.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub competition_id: Uuid,
    /// Whose; nobody else sees it.
    pub account_id: Uuid,
    /// `ImportKind` key.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub file_name: String,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    /// `Mapping`.
    #[sea_orm(column_type = "Text")]
    pub mapping: String,
    /// `ImportOptions`.
    #[sea_orm(column_type = "Text")]
    pub options: String,
    /// `ImportReport`, once it was carried out.
    #[sea_orm(column_type = "Text", nullable)]
    pub report: Option<String>,
    pub applied_at: Option<i64>,
    pub created_at: i64,
    #[sea_orm(belongs_to, from = "competition_id", to = "id")]
    pub competition: HasOne<super::competitions::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

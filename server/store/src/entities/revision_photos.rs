//! The photo that a submission names; it is one of its files.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "revision_photos")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision_id: Uuid,
    pub attachment_id: Uuid,
    /// What it shows, for those who do not see it.
    #[sea_orm(column_type = "Text")]
    pub alt: String,
    #[sea_orm(belongs_to, from = "revision_id", to = "id")]
    pub revision: HasOne<super::revisions::Entity>,
    #[sea_orm(belongs_to, from = "attachment_id", to = "id")]
    pub attachment: HasOne<super::attachments::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

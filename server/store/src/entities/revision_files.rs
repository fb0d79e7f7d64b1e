//! A file that a submission names: it is kept as long as the revision.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "revision_files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub attachment_id: Uuid,
    #[sea_orm(belongs_to, from = "revision_id", to = "id")]
    pub revision: HasOne<super::revisions::Entity>,
    #[sea_orm(belongs_to, from = "attachment_id", to = "id")]
    pub attachment: HasOne<super::attachments::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

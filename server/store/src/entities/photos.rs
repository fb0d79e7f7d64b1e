//! The photo that a draft has for the gallery. The row stays when it is taken away, so that its version goes on.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "photos")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: Uuid,
    pub attachment_id: Option<Uuid>,
    /// What it shows, for those who do not see it.
    #[sea_orm(column_type = "Text")]
    pub alt: String,
    pub version: i64,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "attachment_id", to = "id")]
    pub attachment: HasOne<super::attachments::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! A file on its way: its first bytes are in the folder of uploads, under its id.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "uploads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub proposal_id: Uuid,
    /// Whose; nobody else goes on with it.
    pub account_id: Uuid,
    /// As it was sent.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Bytes of the whole.
    pub length: i64,
    /// Bytes that are durably written.
    pub received: i64,
    /// What it became. The row stays until it expires, so that who did not hear of it learns it.
    pub attachment_id: Option<Uuid>,
    pub created_at: i64,
    pub expires_at: i64,
    /// Key of the question that it answers.
    #[sea_orm(column_type = "Text", nullable)]
    pub question: Option<String>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::accounts::Entity>,
    #[sea_orm(belongs_to, from = "attachment_id", to = "id")]
    pub attachment: HasOne<super::attachments::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

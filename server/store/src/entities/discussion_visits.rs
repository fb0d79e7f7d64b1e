//! When somebody last read the discussion of a proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "discussion_visits")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    pub seen_at: i64,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

//! A juror who may not score a proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conflicts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub juror_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub declared_by: Option<Uuid>,
    pub declared_at: i64,
    #[sea_orm(belongs_to, from = "juror_id", to = "id")]
    pub juror: HasOne<super::jurors::Entity>,
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: HasOne<super::proposals::Entity>,
    #[sea_orm(belongs_to, from = "declared_by", to = "id")]
    pub declared_by_account: HasOne<super::accounts::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

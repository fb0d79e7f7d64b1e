//! How often something was tried for an e-mail address within a window of time.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attempts")]
pub struct Model {
    /// SHA-256 of what is counted and for which address: no address can be read from it.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    pub count: i32,
    /// Counting begins anew then.
    pub ends_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

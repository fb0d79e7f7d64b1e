//! A call with its timeline, rules and rubric.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "competitions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Stands in addresses; unique.
    #[sea_orm(column_type = "Text", unique)]
    pub slug: String,
    /// `Localised`.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// `Localised`.
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    /// IANA time zone of the deadlines.
    #[sea_orm(column_type = "Text")]
    pub zone: String,
    /// `draft`, `open` (rules frozen) or `archived`; the phase follows from the clock.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// How many are selected.
    pub seats: i32,
    /// Coverage, a hard constraint.
    pub reviews_per_proposal: i32,
    pub opens_at: i64,
    pub closes_at: i64,
    /// A submission begun before the deadline may arrive this late.
    pub grace_minutes: i32,
    pub jury_opens_at: i64,
    pub jury_closes_at: i64,
    pub publishes_at: i64,
    /// `lead` or `members`: who answers for a submission.
    #[sea_orm(column_type = "Text")]
    pub consent: String,
    /// `BlindRules` of second looks, where they are not those of the first.
    #[sea_orm(column_type = "Text", nullable)]
    pub second_blind: Option<String>,
    /// `FormDefinition`.
    #[sea_orm(column_type = "Text")]
    pub form: String,
    /// Canonical JSON of the frozen rules.
    #[sea_orm(column_type = "Text", nullable)]
    pub rules_text: Option<String>,
    /// SHA-256 of `rules_text`.
    #[sea_orm(column_type = "Text", nullable)]
    pub rules_hash: Option<String>,
    pub opened_at: Option<i64>,
    /// Since when teams see the names of the jurors.
    pub jury_named_at: Option<i64>,
    pub created_at: i64,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

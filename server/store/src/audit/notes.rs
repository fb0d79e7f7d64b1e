//! What entries of the log are about, in words: ids become the names of proposals and jurors, counts and reasons are
//! taken out of the detail. What is not known here stays in the detail, which everybody who reads the log can open.

use crate::{
    Result,
    entities::{audit_log, jurors, proposals},
};
use domain::{CompetitionId, audit::AuditNote};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The proposals and jurors of a competition that some entries name.
pub(super) struct Names {
    proposals: HashMap<Uuid, (i32, String)>,
    jurors: HashMap<Uuid, String>,
}

impl Names {
    /// Two queries.
    pub async fn of<C: ConnectionTrait>(
        conn: &C,
        competition: CompetitionId,
        rows: impl Iterator<Item = &audit_log::Model>,
    ) -> Result<Self> {
        let ids: BTreeSet<Uuid> = rows.flat_map(ids).collect();
        let proposals = proposals::Entity::find()
            .select_only()
            .column(proposals::Column::Id)
            .column(proposals::Column::Number)
            .column(proposals::Column::Title)
            .filter(proposals::Column::CompetitionId.eq(competition.0))
            .filter(proposals::Column::SubmittedAt.is_not_null())
            .filter(proposals::Column::Id.is_in(ids.iter().copied()))
            .into_tuple::<(Uuid, i32, String)>()
            .all(conn)
            .await?;
        let jurors = jurors::Entity::find()
            .select_only()
            .column(jurors::Column::Id)
            .column(jurors::Column::Name)
            .filter(jurors::Column::CompetitionId.eq(competition.0))
            .filter(jurors::Column::Id.is_in(ids))
            .into_tuple::<(Uuid, String)>()
            .all(conn)
            .await?;
        Ok(Self {
            proposals: proposals
                .into_iter()
                .map(|(id, number, title)| (id, (number, title)))
                .collect(),
            jurors: jurors.into_iter().collect(),
        })
    }

    /// What one entry says.
    pub fn notes(&self, row: &audit_log::Model) -> Vec<AuditNote> {
        let mut notes = Vec::new();
        for id in ids(row) {
            if let Some((number, title)) = self.proposals.get(&id) {
                notes.push(AuditNote::Proposal(*number, title.clone()));
            } else if let Some(name) = self.jurors.get(&id) {
                notes.push(AuditNote::Juror(name.clone()));
            }
        }
        let detail: Value = serde_json::from_str(&row.detail).unwrap_or_default();
        let number = |key: &str| detail[key].as_u64().filter(|number| *number > 0);
        let freed = ["assignments_removed", "removed", "taken", "moved"];
        let freed: u64 = freed.into_iter().filter_map(number).sum();
        let freed = freed + u64::from(detail["assignment_removed"] == true);
        notes.extend((freed > 0).then_some(AuditNote::Freed(freed)));
        notes.extend(number("added").map(AuditNote::Given));
        if detail["review_sealed"] == true {
            notes.push(AuditNote::Sealed);
        }
        if let Some(reason) = detail["reason"].as_str() {
            notes.push(AuditNote::Reason(reason.to_owned()));
        }
        notes
    }
}

/// The ids that an entry names: its subject, a juror, several jurors.
fn ids(row: &audit_log::Model) -> Vec<Uuid> {
    let detail: Value = serde_json::from_str(&row.detail).unwrap_or_default();
    let parse = |value: &Value| value.as_str().and_then(|id| id.parse::<Uuid>().ok());
    let mut ids: Vec<Uuid> = row.subject.parse().ok().into_iter().collect();
    ids.extend(parse(&detail["juror"]));
    ids.extend(
        detail["without"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(parse),
    );
    ids
}

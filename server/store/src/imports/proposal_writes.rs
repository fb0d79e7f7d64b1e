//! Writing proposals: new ones whole; of the others only what the file says anew, each change as a new version.

use super::{
    entries::{
        NewEntry, found, insert_all, insert_entries, rename_team, revision_row, screening_row,
        section_row, states, update_proposal, version_row,
    },
    proposals::{Change, Plan},
    runs::Scope,
};
use crate::{
    Result, Tx,
    entities::{proposal_sections, proposals},
};
use domain::{imports::Entering, policy::ProposalState, screening::ScreeningState};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

impl Plan {
    /// Writes everything.
    pub(super) async fn apply(self, tx: &Tx, scope: &Scope<'_>) -> Result<()> {
        insert_entries(tx, scope, &self.new).await?;
        for change in self.changed {
            change.apply(tx, scope).await?;
        }
        Ok(())
    }
}

impl Change {
    async fn apply(self, tx: &Tx, scope: &Scope<'_>) -> Result<()> {
        use proposal_sections::Column;
        let Self {
            entry,
            before,
            team,
            sections,
            rewritten,
            revision,
        } = self;
        // First, so that whoever writes the proposal at the same time waits, or has written it.
        update_proposal(tx, &before, columns(scope, &entry, &before)?).await?;
        if entry.team_name != team.name {
            rename_team(tx, &team, &entry.team_name).await?;
        }
        let mut versions = Vec::new();
        for key in &rewritten {
            let text = entry
                .answers
                .get(key)
                .map(|own| own.canonical())
                .unwrap_or_default();
            let version = sections.get(key).map_or(1, |version| version + 1);
            let row = section_row(scope, before.id, key, &text, version);
            if version == 1 {
                insert_all(tx, vec![row]).await?;
            } else {
                let done = proposal_sections::Entity::update_many()
                    .col_expr(Column::Answers, Expr::value(row.answers))
                    .col_expr(Column::Version, Expr::value(version))
                    .col_expr(Column::UpdatedAt, Expr::value(row.updated_at))
                    .col_expr(Column::UpdatedBy, Expr::value(row.updated_by))
                    .filter(Column::ProposalId.eq(before.id))
                    .filter(Column::Key.eq(key.as_str()))
                    .filter(Column::Version.eq(version - 1))
                    .exec(&**tx)
                    .await?;
                found(&done)?;
            }
            versions.push(version_row(scope, before.id, key, &text, version));
        }
        insert_all(tx, versions).await?;
        let submitted = entry.entering != Entering::Draft;
        if submitted {
            insert_all(tx, vec![revision_row(scope, &entry, revision + 1)]).await?;
        }
        let eligible = ScreeningState::Eligible.key();
        if entry.entering == Entering::Eligible && before.screening != eligible {
            insert_all(tx, vec![screening_row(scope, before.id)?]).await?;
        }
        Ok(())
    }
}

fn columns(
    scope: &Scope<'_>,
    entry: &NewEntry,
    before: &proposals::Model,
) -> Result<proposals::ActiveModel> {
    let overview = &entry.overview;
    let (state, screening) = states(entry.entering);
    let decided = before.screening != ScreeningState::Pending.key();
    let withdrawn = before.state == ProposalState::Withdrawn.key();
    Ok(proposals::ActiveModel {
        title: Set(overview.title.clone()),
        language: Set(entry.language.code().to_owned()),
        state: Set(if withdrawn {
            before.state.clone()
        } else {
            state.key().to_owned()
        }),
        screening: Set(if decided {
            before.screening.clone()
        } else {
            screening.key().to_owned()
        }),
        need_id: Set(overview.need.map(|id| id.0)),
        college_id: Set(overview.college.map(|id| id.0)),
        sector: Set(overview.sector.map(|sector| sector.key().to_owned())),
        target_groups: Set(serde_json::to_string(&overview.target_groups)?),
        amount_minor: Set(overview.amount.minor),
        currency: Set(overview.amount.currency.code().to_owned()),
        submitted_at: Set(if entry.entering == Entering::Draft {
            before.submitted_at
        } else {
            Some(scope.now)
        }),
        updated_at: Set(scope.now),
        version: Set(before.version + 1),
        ..Default::default()
    })
}

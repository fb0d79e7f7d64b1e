//! Saving a section of a draft. A save names the version that its writer saw; when somebody saved
//! meanwhile, nothing is written and the writer gets what stands there now.

use super::{Scene, account_names, draft_content, lock, scene, with_overview};
use crate::{
    Result, Store, Tx,
    entities::{proposal_sections, proposals, section_versions},
};
use domain::{
    Action, Actor, Language, Problem, ProposalId, can,
    errors::Stale,
    policy::ProposalState,
    proposals::{
        Answers, Fields, ProposalContent, Saved, Section, Strength, problems, read_answers,
        to_fields,
    },
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    TryInsertResult, sea_query::Expr,
};
use serde_json::json;

/// Most bytes of a section's answers; a form with a thousand words needs a tenth of it.
pub const MOST_BYTES: usize = 256 * 1024;

/// Saves what was typed into the inputs of a section, acceptable or not; `version` is the one that the
/// writer saw (0 when nothing was saved yet).
///
/// Saving what stands there already succeeds without a new version, whatever version is named: a save
/// whose answer got lost can simply be repeated.
///
/// # Errors
/// `Conflict` with the answers that stand there now as JSON of `Answers`, `Denied` outside of the
/// submission window and for readers, `Missing` for people outside of the team and unknown sections,
/// `TooLarge`.
pub async fn save_section(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: &str,
    version: i64,
    fields: &Fields,
    now: i64,
) -> Result<Saved> {
    let mut draft = begin(store, actor, proposal, now).await?;
    let section = draft.content.form.section(section).cloned();
    let section = section.ok_or(domain::Error::Missing)?;
    let answers = read_answers(&section, fields);
    let saved = draft.write(actor, &section, version, answers, now).await?;
    draft.tx.commit().await?;
    Ok(saved)
}

/// Saves answers that are at hand already, as an import or a merge has them. They are read as a form would
/// be, so that nothing comes in which could not have been typed.
///
/// # Errors
/// As [`save_section`].
pub async fn save_answers(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    section: &str,
    version: i64,
    answers: &Answers,
    now: i64,
) -> Result<Saved> {
    let fields = to_fields(answers, Language::En);
    save_section(store, actor, proposal, section, version, &fields, now).await
}

/// Changes the language that the proposal is written in. The input is named `language`.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid`.
pub async fn set_language(
    store: &Store,
    actor: &Actor,
    proposal: ProposalId,
    language: &str,
    now: i64,
) -> Result<()> {
    let Draft { tx, scene, .. } = begin(store, actor, proposal, now).await?;
    let language = Language::parse(language)
        .ok_or_else(|| domain::Error::invalid("language", Problem::NotAChoice))?;
    proposals::Entity::update_many()
        .col_expr(proposals::Column::Language, Expr::value(language.code()))
        .col_expr(proposals::Column::UpdatedAt, Expr::value(now))
        .filter(proposals::Column::Id.eq(proposal.0))
        .exec(&*tx)
        .await?;
    tx.audit(
        actor,
        Some(scene.team.competition.id.into()),
        "proposal.language_changed",
        proposal.0,
        json!({ "to": language }),
        now,
    )
    .await?;
    tx.commit().await
}

/// A draft that is being changed: its row is held and the actor may edit it.
struct Draft {
    tx: Tx,
    scene: Scene,
    content: ProposalContent,
}

async fn begin(store: &Store, actor: &Actor, proposal: ProposalId, now: i64) -> Result<Draft> {
    let tx = store.begin().await?;
    lock(&tx, proposal).await?;
    let scene = scene(&*tx, actor, proposal, now).await?;
    can(actor, Action::EditDraft, &scene.team.facts)?;
    let (_, content) = draft_content(&*tx, &scene.proposal, &scene.team.competition).await?;
    Ok(Draft { tx, scene, content })
}

impl Draft {
    async fn write(
        &mut self,
        actor: &Actor,
        section: &Section,
        version: i64,
        answers: Answers,
        now: i64,
    ) -> Result<Saved> {
        let text = answers.canonical();
        if text.len() > MOST_BYTES {
            return Err(domain::Error::TooLarge.into());
        }
        let id = self.scene.proposal.id;
        let problems = problems(section, &answers, &self.content.choices, Strength::Draft);
        let there = proposal_sections::Entity::find_by_id((id, section.key.clone()))
            .one(&*self.tx)
            .await?;
        if let Some(there) = &there
            && there.answers == text
        {
            return Ok(Saved {
                version: there.version,
                saved_at: there.updated_at,
                answers,
                problems,
            });
        }
        let row = section_versions::Model {
            proposal_id: id,
            key: section.key.clone(),
            version: version.saturating_add(1),
            answers: text,
            updated_at: now,
            updated_by: actor.id().map(|id| id.0),
        };
        if !put(&self.tx, &row).await? {
            return Err(stale(&self.tx, there).await?.into());
        }
        section_versions::Entity::insert(row.into_active_model().reset_all())
            .exec_without_returning(&*self.tx)
            .await?;
        self.content
            .answers
            .insert(section.key.clone(), answers.clone());
        self.follow(now).await?;
        Ok(Saved {
            version: version + 1,
            saved_at: now,
            answers,
            problems,
        })
    }

    /// Lists show the draft until it is submitted; from then on the revision that counts.
    async fn follow(&self, now: i64) -> Result<()> {
        let mut update = proposals::Entity::update_many()
            .col_expr(proposals::Column::UpdatedAt, Expr::value(now))
            .filter(proposals::Column::Id.eq(self.scene.proposal.id));
        if self.scene.team.facts.proposal != Some(ProposalState::Submitted) {
            update = with_overview(update, &self.content.overview())?;
        }
        update.exec(&*self.tx).await?;
        Ok(())
    }
}

/// Writes the section as this version if the one before it stands there; says whether it did.
async fn put(tx: &Tx, row: &section_versions::Model) -> Result<bool> {
    use proposal_sections::Column;
    if row.version == 1 {
        let first = proposal_sections::ActiveModel {
            proposal_id: Set(row.proposal_id),
            key: Set(row.key.clone()),
            answers: Set(row.answers.clone()),
            version: Set(row.version),
            updated_at: Set(row.updated_at),
            updated_by: Set(row.updated_by),
        };
        let inserted = proposal_sections::Entity::insert(first)
            .on_conflict_do_nothing_on([Column::ProposalId, Column::Key])
            .exec_without_returning(&**tx)
            .await?;
        return Ok(matches!(inserted, TryInsertResult::Inserted(1)));
    }
    let written = proposal_sections::Entity::update_many()
        .col_expr(Column::Answers, Expr::value(row.answers.as_str()))
        .col_expr(Column::Version, Expr::value(row.version))
        .col_expr(Column::UpdatedAt, Expr::value(row.updated_at))
        .col_expr(Column::UpdatedBy, Expr::value(row.updated_by))
        .filter(Column::ProposalId.eq(row.proposal_id))
        .filter(Column::Key.eq(row.key.as_str()))
        .filter(Column::Version.eq(row.version - 1))
        .exec(&**tx)
        .await?;
    Ok(written.rows_affected == 1)
}

async fn stale(tx: &Tx, there: Option<proposal_sections::Model>) -> Result<domain::Error> {
    let Some(there) = there else {
        return Ok(domain::Error::Conflict(Stale {
            version: 0,
            by: None,
            current: Answers::default().canonical(),
        }));
    };
    let mut names = account_names(&**tx, there.updated_by).await?;
    Ok(domain::Error::Conflict(Stale {
        version: there.version,
        by: there.updated_by.and_then(|id| names.remove(&id)),
        current: there.answers,
    }))
}

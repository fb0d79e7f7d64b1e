//! The form of a draft: reading it to edit, and changing it. `domain::proposals` says what a form may be; an
//! opened call has its form in the frozen rules, and the gate of set-up lets nobody change it any more.

use super::{by_slug, claims::claim};
use crate::{
    Result, Store, Tx,
    entities::{competitions, proposal_sections, proposals},
};
use domain::{
    Action, Actor, CompetitionId, Error, Problem, can,
    competitions::FormSetup,
    proposals::{
        Answers, FormDefinition, InLanguages, Question, QuestionEdit, Section, SectionEdit,
        standard_form,
    },
};
use futures_util::TryStreamExt;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use serde_json::{Value, json};
use std::{collections::HashMap, mem::discriminant};

/// The form as its organisers edit it and auditors read it.
///
/// # Errors
/// `Missing`; `Denied` for people who neither organise nor audit it.
pub async fn form_setup(store: &Store, actor: &Actor, slug: &str, now: i64) -> Result<FormSetup> {
    let (competition, facts) = by_slug(store.read(), actor, slug, now).await?;
    can(actor, Action::ReadOrganising, &facts)?;
    Ok(FormSetup {
        version: competition.version,
        editable: can(actor, Action::EditCompetition, &facts).is_ok(),
        name: serde_json::from_str(&competition.name)?,
        form: serde_json::from_str(&competition.form)?,
    })
}

/// Adds a section, or changes the one with the key `before`. Gives its key.
///
/// # Errors
/// `Missing`; `Denied` for others and once the call is open; `Invalid` with every problem; `Conflict` when the
/// competition's `version` is stale.
pub async fn save_form_section(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    before: Option<&str>,
    edit: &SectionEdit,
    now: i64,
) -> Result<String> {
    change(store, actor, slug, version, now, |form| {
        let key = form.save_section(before, edit)?;
        let detail = json!({ "section": key, "new": before.is_none() });
        Ok((key, detail))
    })
    .await
}

/// Adds a question to a section, or changes the one with the key `before`. Gives its key.
///
/// # Errors
/// As [`save_form_section`].
#[allow(clippy::too_many_arguments)] // who, where, which version, which question, what, when
pub async fn save_form_question(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    section: &str,
    before: Option<&str>,
    edit: &QuestionEdit,
    now: i64,
) -> Result<String> {
    change(store, actor, slug, version, now, |form| {
        let key = form.save_question(section, before, edit)?;
        let detail = json!({ "question": key, "kind": edit.kind, "new": before.is_none() });
        Ok((key, detail))
    })
    .await
}

/// Replaces the checklist of the screening.
///
/// # Errors
/// As [`save_form_section`].
pub async fn save_checks(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    typed: &InLanguages,
    now: i64,
) -> Result<()> {
    change(store, actor, slug, version, now, |form| {
        form.save_checks(typed)?;
        Ok(((), json!({ "checks": form.checks.len() })))
    })
    .await
}

/// Removes a section, or with `section/question` a question.
///
/// # Errors
/// As [`save_form_section`]; `Invalid` where other parts rely on it.
pub async fn remove_from_form(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    id: &str,
    now: i64,
) -> Result<()> {
    change(store, actor, slug, version, now, |form| {
        form.remove(id)?;
        Ok(((), json!({ "removed": id })))
    })
    .await
}

/// Moves a section or a question one place up or down. Gives what names it now.
///
/// # Errors
/// As [`save_form_section`].
pub async fn move_in_form(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    id: &str,
    up: bool,
    now: i64,
) -> Result<String> {
    change(store, actor, slug, version, now, |form| {
        let moved = form.shift(id, up)?;
        let detail = json!({ "moved": id, "up": up });
        Ok((moved, detail))
    })
    .await
}

/// Puts the standard form back.
///
/// # Errors
/// As [`save_form_section`].
pub async fn reset_form(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    now: i64,
) -> Result<()> {
    change(store, actor, slug, version, now, |form| {
        *form = standard_form();
        Ok(((), json!({ "standard": true })))
    })
    .await
}

async fn change<T>(
    store: &Store,
    actor: &Actor,
    slug: &str,
    version: i64,
    now: i64,
    change: impl FnOnce(&mut FormDefinition) -> Result<(T, Value)>,
) -> Result<T> {
    let tx = store.begin().await?;
    let claim = claim(&tx, actor, slug, version, Action::EditCompetition, now).await?;
    let before: FormDefinition = serde_json::from_str(&claim.competition.form)?;
    let mut form = before.clone();
    let (outcome, detail) = change(&mut form)?;
    keep_answers(&tx, claim.id(), &before, &form).await?;
    competitions::Entity::update_many()
        .col_expr(
            competitions::Column::Form,
            Expr::value(serde_json::to_string(&form)?),
        )
        .filter(competitions::Column::Id.eq(claim.id().0))
        .exec(&*tx)
        .await?;
    let subject = claim.id();
    let action = "competition.form_changed";
    tx.audit(actor, Some(subject), action, subject.0, detail, now)
        .await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Refuses a change that would hide what an import has brought: a question that has an answer keeps its section and
/// its kind.
async fn keep_answers(
    tx: &Tx,
    competition: CompetitionId,
    before: &FormDefinition,
    after: &FormDefinition,
) -> Result<()> {
    let place =
        |(section, question): (&Section, &Question)| (section.key.clone(), question.key.clone());
    let kinds: HashMap<_, _> = after
        .questions()
        .map(|asked| (place(asked), discriminant(&asked.1.kind)))
        .collect();
    let changed: Vec<_> = before
        .questions()
        .filter(|asked| kinds.get(&place(*asked)) != Some(&discriminant(&asked.1.kind)))
        .map(place)
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let sections = changed.iter().map(|(section, _)| section.as_str());
    let mut rows = proposal_sections::Entity::find()
        .select_only()
        .columns([
            proposal_sections::Column::Key,
            proposal_sections::Column::Answers,
        ])
        .inner_join(proposals::Entity)
        .filter(proposals::Column::CompetitionId.eq(competition.0))
        .filter(proposal_sections::Column::Key.is_in(sections))
        .into_tuple::<(String, String)>()
        .stream(&**tx)
        .await?;
    while let Some((section, answers)) = rows.try_next().await? {
        let answers: Answers = serde_json::from_str(&answers)?;
        for at in changed.iter().filter(|(of, _)| *of == section) {
            if answers.get(&at.1).is_some() {
                let field = if kinds.contains_key(at) { "kind" } else { "id" };
                let why = Problem::Other {
                    what: "answered".into(),
                };
                return Err(Error::invalid(field, why).into());
            }
        }
    }
    Ok(())
}

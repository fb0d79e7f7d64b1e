//! Server functions of the page where a section is written.

use crate::AppError;
use domain::{
    ProposalId,
    proposals::{Answers, Choices, RoleInTeam, Saved, Section},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the page of one section needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionDetail {
    /// Of the proposal.
    pub id: ProposalId,
    /// Title of the proposal as its draft has it.
    pub title: String,
    /// What is asked, in the reader's language.
    pub section: Section,
    /// All sections in their order.
    pub steps: Vec<Step>,
    /// What stands there.
    pub answers: Answers,
    /// The version that a save has to name.
    pub version: i64,
    /// When it was saved last and, if that is still known, by whom.
    pub saved: Option<(i64, Option<String>)>,
    /// Needs and colleges.
    pub choices: Choices,
    /// The team, as the table of people begins.
    pub members: Vec<RoleInTeam>,
    /// Questions for files, as HTML by their keys.
    pub files: BTreeMap<String, String>,
    /// Why the reader cannot change it, in words.
    pub closed: Option<String>,
    /// What the refused save began from, when there was one.
    pub base: Option<Answers>,
    /// Who else is writing in it, as [`present`] has it.
    pub present: String,
}

/// A section among the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its key.
    pub key: String,
    /// Its title in the reader's language.
    pub title: String,
    /// Whether nothing is missing in it.
    pub done: bool,
}

/// A section of a proposal, and with `base` what it said at that version.
///
/// # Errors
/// `SignedOut`, `Missing`.
#[server(endpoint = "proposals/section")]
pub async fn load_section(
    id: ProposalId,
    section: String,
    base: Option<i64>,
) -> Result<SectionDetail, AppError> {
    use domain::{
        proposals::{Progress, SectionReadiness},
        teams::MemberView,
    };
    use store::proposals;
    let cx = crate::cx::signed_in()?;
    let base = match base {
        // A version that never was leaves nothing in common.
        Some(version) => Some(
            proposals::version_of(&cx.store, &cx.actor, id, &section, version, cx.now)
                .await
                .unwrap_or_default(),
        ),
        None => None,
    };
    let proposal = proposals::detail(&cx.store, &cx.actor, id, cx.now).await?;
    let closed = proposal
        .edit
        .map(|why| super::proposal_page::closed_text(&proposal, why).to_owned());
    let save = proposal.saves.iter().find(|save| save.key == section);
    let (version, saved) = save.map_or((0, None), |save| {
        (save.version, Some((save.saved_at, save.saved_by.clone())))
    });
    let content = crate::cx::files_as_html(id, proposal.content.in_language(cx.language));
    let asked = content
        .form
        .section(&section)
        .ok_or(domain::Error::Missing)?;
    let step = |(step, ready): (&Section, &SectionReadiness)| Step {
        key: step.key.clone(),
        title: step.title.get(cx.language).to_owned(),
        done: ready.progress == Progress::Complete,
    };
    let ready = &proposal.readiness.sections;
    let member = |member: MemberView| RoleInTeam {
        name: member.name,
        role: String::new(),
    };
    Ok(SectionDetail {
        id,
        title: content.title().to_owned(),
        section: asked.clone(),
        steps: content.form.sections.iter().zip(ready).map(step).collect(),
        answers: content.section(&section).clone(),
        version,
        saved,
        choices: content.choices,
        members: proposal.members.into_iter().map(member).collect(),
        files: content.prose,
        closed,
        base,
        // Only a hint: without it the section can be written all the same.
        present: present(id, section).await.unwrap_or_default(),
    })
}

/// Notes that the reader, who may edit, has a section open, and says who else has, in a sentence; empty when nobody.
///
/// # Errors
/// As `store::proposals::attend`.
#[server(endpoint = "proposals/present")]
pub async fn present(id: ProposalId, section: String) -> Result<String, AppError> {
    let cx = crate::cx::signed_in()?;
    let others = store::proposals::attend(&cx.store, &cx.actor, id, &section, cx.now).await?;
    let texts = crate::texts::Texts::of(cx.language);
    Ok(super::sentence(texts, others))
}

/// Saves a section as it was typed. Inputs that are not questions begin with a point, which no question's
/// key does: `.proposal`, `.section`, `.version`, `.then` (where to go afterwards), `.drop` (a row of a table
/// to leave out) and `.pick.KEY=theirs` (in a conflict: take what stands there instead of what was typed).
///
/// # Errors
/// As `store::proposals::save_section`.
#[server(endpoint = "proposals/save")]
pub async fn save_section(
    #[server(rename = ".proposal")] proposal: ProposalId,
    #[server(rename = ".section")] section: String,
    #[server(rename = ".version")] version: i64,
    #[server(flatten)] typed: BTreeMap<String, String>,
) -> Result<Saved, AppError> {
    use domain::proposals::{Fields, to_fields};
    let cx = crate::cx::signed_in()?;
    let mut typed = typed;
    let after = super::after(&mut typed, proposal, &section);
    if let Some(row) = typed.remove(".drop") {
        let row = format!("{row}.");
        typed.retain(|name, _| !name.starts_with(&row));
    }
    let picked: Vec<String> = typed
        .iter()
        .filter(|(_, choice)| *choice == "theirs")
        .filter_map(|(name, _)| name.strip_prefix(".pick.").map(str::to_owned))
        .collect();
    let mut fields: Fields = typed
        .into_iter()
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    if !picked.is_empty() {
        let theirs =
            store::proposals::version_of(&cx.store, &cx.actor, proposal, &section, version, cx.now)
                .await?;
        for key in picked {
            let inside = format!("{key}.");
            fields.retain(|(name, _)| *name != key && !name.starts_with(&inside));
            let mut chosen = theirs.clone();
            chosen.0.retain(|own, _| *own == key);
            fields.extend(to_fields(&chosen, cx.language));
        }
    }
    let saved = store::proposals::save_section(
        &cx.store, &cx.actor, proposal, &section, version, &fields, cx.now,
    )
    .await?;
    if let Some(path) = after {
        crate::cx::go_to(&path);
    }
    Ok(saved)
}

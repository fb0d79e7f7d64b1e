//! `/reviews/:assignment/conflict`: declaring a conflict of interest that a juror finds while reading.

use super::DeclareConflict;
use crate::{
    AppError,
    components::{Fetched, PageHead, fetching},
    forms::*,
    reviews::score_sheet,
    texts::Texts,
    tr,
};
use domain::{Error, reviews::ScoreSheet};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ConflictPage() -> impl IntoView {
    let params = use_params_map();
    let declare = ServerAction::<DeclareConflict>::new();
    let sheet = fetching(
        move || params.read().get("assignment").unwrap_or_default(),
        |id| async move {
            let id = id.parse().map_err(|_| AppError(Error::Missing))?;
            score_sheet(id).await
        },
    );
    view! { <Fetched of=sheet let:sheet><Declaration sheet declare/></Fetched> }.into_any()
}

#[component]
fn Declaration(sheet: ScoreSheet, declare: ServerAction<DeclareConflict>) -> impl IntoView {
    let form = FormState::of(declare);
    let name = sheet.competition.get(Texts::current().language).to_owned();
    let eyebrow = format!("{name} · {}", sheet.number);
    let queue = format!("/jury/{}", sheet.slug);
    let back = format!("/reviews/{}", sheet.assignment);
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <nav class="breadcrumbs" aria-label=tr!(reviews.breadcrumbs)>
                <ol>
                    <li><a href=queue>{tr!(reviews.queue)}</a></li>
                    <li><a href=back.clone()>{sheet.title}</a></li>
                    <li aria-current="page">{tr!(jury.conflict)}</li>
                </ol>
            </nav>
            <PageHead title=tr!(reviews.have_conflict) eyebrow=eyebrow lead=tr!(jury.conflict_late)/>
            <p>{tr!(jury.conflicts_what)}</p>
            <ActionForm action=declare attr:class="form">
                <FormErrors form=form.clone()/>
                <Hidden name="slug" value=sheet.slug/>
                <Hidden name="proposal" value=sheet.proposal.to_string()/>
                <TextField form=form.clone() name="reason" label=tr!(jury.conflict_late_reason) required=true/>
                <div class="actions">
                    <Submit form label=tr!(jury.conflict_declare) class="danger"/>
                    <a class="button" href=back>{tr!(jury.conflict_none)}</a>
                </div>
            </ActionForm>
        </main>
    }
    .into_any()
}

//! `/organise/new`: founding a competition.

use super::{
    CreateCompetition,
    settings_form::{SettingsFields, labels},
};
use crate::{components::PageHead, forms::*, tr};
use domain::{
    competitions::{AS_FIRST, CompetitionDraft},
    jury::BlindRules,
    proposals::Consent,
};
use leptos::prelude::*;

/// The settings of a new competition. It begins with the default rubric, form and colleges.
#[component]
pub fn FoundingPage() -> impl IntoView {
    let create = ServerAction::<CreateCompetition>::new();
    let form = FormState::of(create);
    let blind = BlindRules::default();
    let draft = CompetitionDraft {
        seats: "10".into(),
        reviews_per_proposal: "4".into(),
        grace_minutes: "15".into(),
        consent: Consent::Lead.key().into(),
        team_visibility: blind.teams.key().into(),
        others_visibility: blind.others.key().into(),
        second_team_visibility: AS_FIRST.into(),
        second_others_visibility: AS_FIRST.into(),
        ..CompetitionDraft::default()
    };
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(competitions.create) lead=tr!(competitions.create_lead)/>
            <ActionForm action=create attr:class="form">
                <FormErrors form=form.clone() labels=labels()/>
                <SettingsFields form=form.clone() draft/>
                <div class="actions">
                    <Submit form label=tr!(competitions.create_submit)/>
                    <a class="button quiet" href="/organise">{tr!(competitions.cancel)}</a>
                </div>
            </ActionForm>
        </main>
    }
    .into_any()
}

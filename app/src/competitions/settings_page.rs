//! `/organise/:slug/settings`: name, seats and timeline of a draft; afterwards what was frozen.

use super::{
    ChangeSettings, OrganiserFrame, competition_settings,
    conflicts::Version,
    settings_form::{SettingsFields, labels},
};
use crate::{
    components::{Fetched, PageHead, fetching},
    forms::*,
    texts::{Texts, named},
    tr,
};
use domain::competitions::{AS_FIRST, CompetitionDraft, Settings};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let change = ServerAction::<ChangeSettings>::new();
    // Not reloaded when a save is refused: what was typed stays.
    let settings = fetching(slug, competition_settings);
    view! { <Fetched of=settings let:settings><SettingsView slug=slug() settings change/></Fetched> }
        .into_any()
}

#[component]
fn SettingsView(
    slug: String,
    settings: Settings,
    change: ServerAction<ChangeSettings>,
) -> impl IntoView {
    let name = settings.name.get(Texts::current().language).to_owned();
    let body = if settings.editable {
        let form = FormState::of(change);
        let slug = slug.clone();
        view! {
            <ActionForm action=change attr:class="form">
                <FormErrors form=form.clone() labels=labels()/>
                <Version form=form.clone() version=settings.version
                    current=Callback::new(|(json,): (String,)| view! { <Current json/> }.into_any())/>
                <Hidden name="slug" value=slug/>
                <SettingsFields form=form.clone() draft=settings.draft/>
                <div class="actions"><Submit form label=tr!(competitions.save)/></div>
            </ActionForm>
        }
        .into_any()
    } else {
        view! {
            <div class="notice info"><p>{tr!(competitions.frozen_settings)}</p></div>
            <Rows draft=settings.draft/>
        }
        .into_any()
    };
    view! {
        <OrganiserFrame slug current="settings">
            <PageHead title=tr!(competitions.nav_settings) eyebrow=name/>
            {body}
        </OrganiserFrame>
    }
    .into_any()
}

/// What somebody else saved meanwhile.
#[component]
fn Current(json: String) -> impl IntoView {
    let draft: Option<CompetitionDraft> = serde_json::from_str(&json).ok();
    draft.map(|draft| view! { <Rows draft/> }).into_any()
}

/// Settings to read.
#[component]
fn Rows(draft: CompetitionDraft) -> impl IntoView {
    let time = |text: &str| text.replace('T', " ");
    let consent = named("consent", &draft.consent).to_owned();
    let teams = named("team_visibility", &draft.team_visibility).to_owned();
    let others = named("others_visibility", &draft.others_visibility).to_owned();
    let second = |kind, key: &str| match key {
        "" | AS_FIRST => String::new(),
        key => named(kind, key).to_owned(),
    };
    let second_teams = second("team_visibility", &draft.second_team_visibility);
    let second_others = second("others_visibility", &draft.second_others_visibility);
    let rows = [
        (tr!(competitions.name), draft.name),
        (tr!(competitions.summary), draft.summary),
        (tr!(competitions.slug), draft.slug),
        (tr!(competitions.seats), draft.seats),
        (
            tr!(competitions.reviews_per_proposal),
            draft.reviews_per_proposal,
        ),
        (tr!(competitions.zone), draft.zone),
        (tr!(competitions.opens_at), time(&draft.opens_at)),
        (tr!(competitions.closes_at), time(&draft.closes_at)),
        (tr!(competitions.grace_minutes), draft.grace_minutes),
        (tr!(competitions.jury_opens_at), time(&draft.jury_opens_at)),
        (
            tr!(competitions.jury_closes_at),
            time(&draft.jury_closes_at),
        ),
        (tr!(competitions.publishes_at), time(&draft.publishes_at)),
        (tr!(competitions.consent), consent),
        (tr!(competitions.team_visibility), teams),
        (tr!(competitions.others_visibility), others),
        (tr!(competitions.second_team_visibility), second_teams),
        (tr!(competitions.second_others_visibility), second_others),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

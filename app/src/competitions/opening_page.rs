//! `/organise/:slug/open`: what opening freezes, what is missing, and the confirmation.

use super::{
    OpenCall, Opening, OrganiserFrame, TwoZones, competition_opening, conflicts::Version,
    rubric_page::criteria_to_read,
};
use crate::{
    components::{Fetched, PageHead, fetching},
    forms::*,
    texts::{self, Texts, named},
    tr,
};
use domain::FieldError;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The confirmation.
#[component]
pub fn OpeningPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let open = ServerAction::<OpenCall>::new();
    let opening = fetching(slug, competition_opening);
    view! { <Fetched of=opening let:opening><OpeningView slug=slug() opening open/></Fetched> }
        .into_any()
}

#[component]
fn OpeningView(slug: String, opening: Opening, open: ServerAction<OpenCall>) -> impl IntoView {
    let Opening {
        rules,
        version,
        missing,
    } = opening;
    let form = FormState::of(open);
    let (own, back) = (slug.clone(), format!("/organise/{slug}"));
    let confirm = if missing.is_empty() {
        view! {
            <ActionForm action=open attr:class="form">
                <FormErrors form=form.clone()/>
                <Version form=form.clone() version/>
                <Hidden name="slug" value=own/>
                <div class="notice warning"><strong>{tr!(competitions.open_warning_title)}</strong><p>{tr!(competitions.open_warning)}</p></div>
                <div class="actions">
                    <Submit form label=tr!(competitions.open_submit)/>
                    <a class="button quiet" href=back>{tr!(competitions.not_yet)}</a>
                </div>
            </ActionForm>
        }
        .into_any()
    } else {
        view! { <Missing slug=slug.clone() missing/> }.into_any()
    };
    let second = rules.second_blind.map(|own| {
        view! {
            <div><dt>{tr!(competitions.second_team_visibility)}</dt><dd>{named("team_visibility", own.teams.key())}</dd></div>
            <div><dt>{tr!(competitions.second_others_visibility)}</dt><dd>{named("others_visibility", own.others.key())}</dd></div>
        }
    });
    let t = rules.timeline;
    let zone = rules.zone;
    let at = move |label: &'static str, at: i64| {
        view! { <div><dt>{label}</dt><dd><TwoZones at zone=zone.clone()/></dd></div> }
    };
    let minutes: u32 = rules
        .form
        .sections
        .iter()
        .map(|section| section.minutes)
        .sum();
    let name = rules.name.get(Texts::current().language).to_owned();
    view! {
        <OrganiserFrame slug=slug.clone() current="">
            <PageHead title=tr!(competitions.open_title) eyebrow=name lead=tr!(competitions.open_lead)/>
            {confirm}
            <section class="panel">
                <header class="panel-head"><h2>{tr!(competitions.timeline)}</h2><a href=format!("/organise/{slug}/settings")>{tr!(competitions.edit)}</a></header>
                <dl class="facts">
                    {at(tr!(competitions.opens_at), t.opens_at)}
                    {at(tr!(competitions.closes_at), t.closes_at)}
                    <div><dt>{tr!(competitions.grace_minutes)}</dt><dd>{t.grace_minutes}</dd></div>
                    {at(tr!(competitions.jury_opens_at), t.jury_opens_at)}
                    {at(tr!(competitions.jury_closes_at), t.jury_closes_at)}
                    {at(tr!(competitions.publishes_at), t.publishes_at)}
                    <div><dt>{tr!(competitions.seats)}</dt><dd>{rules.seats}</dd></div>
                    <div><dt>{tr!(competitions.reviews_per_proposal)}</dt><dd>{rules.reviews_per_proposal}</dd></div>
                    <div><dt>{tr!(competitions.team_visibility)}</dt><dd>{named("team_visibility", rules.blind.teams.key())}</dd></div>
                    <div><dt>{tr!(competitions.others_visibility)}</dt><dd>{named("others_visibility", rules.blind.others.key())}</dd></div>
                    {second}
                    <div>
                        <dt>{tr!(competitions.form)}</dt>
                        <dd>
                            {tr!(competitions.form_size, sections = rules.form.sections.len(), minutes = minutes)} " "
                            <a href=format!("/organise/{slug}/form")>{tr!(competitions.edit)} <span class="visually-hidden">": " {tr!(competitions.form)}</span></a>
                        </dd>
                    </div>
                </dl>
            </section>
            <section>
                <header class="section-head"><h2>{tr!(competitions.nav_rubric)}</h2><a href=format!("/organise/{slug}/rubric")>{tr!(competitions.edit)}</a></header>
                {criteria_to_read(rules.rubric)}
            </section>
        </OrganiserFrame>
    }
    .into_any()
}

/// What is not ready, each with a link to where it is mended.
#[component]
fn Missing(slug: String, missing: Vec<FieldError>) -> impl IntoView {
    let items = missing
        .into_iter()
        .map(|error| {
            let (page, label) = match error.field.as_str() {
                "rubric" => ("rubric", tr!(competitions.nav_rubric)),
                "needs" => ("needs", tr!(competitions.nav_needs)),
                "colleges" => ("colleges", tr!(competitions.nav_colleges)),
                "form" => ("form", tr!(competitions.form)),
                "closes_at" => ("settings", tr!(competitions.closes_at)),
                "jury_opens_at" => ("settings", tr!(competitions.jury_opens_at)),
                "jury_closes_at" => ("settings", tr!(competitions.jury_closes_at)),
                "publishes_at" => ("settings", tr!(competitions.publishes_at)),
                _ => ("settings", tr!(competitions.nav_settings)),
            };
            let text = texts::problem_text(&error.problem);
            view! { <li><a href=format!("/organise/{slug}/{page}")>{label}</a> ": " {text}</li> }
        })
        .collect_view();
    view! {
        <div class="notice warning">
            <strong>{tr!(competitions.open_missing)}</strong>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

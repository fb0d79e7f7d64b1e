//! `/c/:slug/join`: found a team or join one.

use super::{Deadline, FormOutline, FoundTeam, JoinTeam, kinds, load_join_card};
use crate::{
    AppError,
    components::{Fetched, PageHead, fetching},
    forms::*,
    texts::{self, Texts},
    tr,
};
use domain::{Error, Language, policy::Phase, teams::JoinCard};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Founding and joining, with the whole form to read first.
#[component]
pub fn JoinPage() -> impl IntoView {
    let params = use_params_map();
    let card = fetching(
        move || params.read().get("slug"),
        |slug| async move {
            match slug {
                Some(slug) => load_join_card(slug).await,
                None => Err(AppError(Error::Missing)),
            }
        },
    );
    view! { <Fetched of=card let:card><Join card/></Fetched> }.into_any()
}

#[component]
fn Join(card: JoinCard) -> impl IntoView {
    let language = Texts::current().language;
    let open = card.phase == Phase::Open;
    let own = card
        .own
        .iter()
        .map(|team| {
            view! {
                <li>
                    <a href=format!("/teams/{}", team.id)>{team.name.clone()}</a>
                    <span class="badge push">{texts::named("team_role", team.role.key())}</span>
                </li>
            }
        })
        .collect_view();
    let forms = open.then(|| {
        view! {
            <div class="split">
                <FoundForm competition=card.competition.to_string()/>
                <JoinForm/>
            </div>
        }
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=tr!(teams.join_title) eyebrow=card.name.get(language) lead=tr!(teams.join_lead)/>
            {(!open).then(|| view! {
                <div class="notice warning"><p>{closed_text(card.phase)}</p></div>
            })}
            <Deadline at=card.closes_at zone=card.zone.clone() now=card.now/>
            {(!card.own.is_empty()).then(|| view! {
                <section class="panel">
                    <header class="panel-head"><h2>{tr!(teams.own_here)}</h2></header>
                    <ul class="list">{own}</ul>
                </section>
            })}
            {forms}
            <details class="disclosure">
                <summary>{tr!(teams.whole_form)}</summary>
                <div><FormOutline form=card.form.clone() slug=card.slug.clone()/></div>
            </details>
        </main>
    }
    .into_any()
}

fn closed_text(phase: Phase) -> &'static str {
    if phase < Phase::Open {
        tr!(teams.not_open_yet)
    } else {
        tr!(teams.not_open_any_more)
    }
}

#[component]
fn FoundForm(competition: String) -> impl IntoView {
    let found = ServerAction::<FoundTeam>::new();
    let form = FormState::of(found);
    let languages = Language::ALL
        .iter()
        .map(|language| Choice::new(language.code(), language.own_name()))
        .collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(teams.found_title)}</h2></header>
            <p>{tr!(teams.found_text)}</p>
            <ActionForm action=found attr:class="form" attr:novalidate="">
                <FormErrors form=form.clone() labels=vec![
                    ("name", tr!(teams.team_name)), ("kind", tr!(teams.you_are)),
                ]/>
                <Hidden name="competition" value=competition/>
                <TextField form=form.clone() name="name" label=tr!(teams.team_name) hint=tr!(teams.team_name_hint) required=true/>
                <Select form=form.clone() name="kind" label=tr!(teams.you_are) options=kinds() required=true/>
                <Select form=form.clone() name="language" label=tr!(teams.content_language) hint=tr!(teams.content_language_hint)
                    options=languages value=Texts::current().language.code() required=true/>
                <Submit form label=tr!(teams.found)/>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn JoinForm() -> impl IntoView {
    let join = ServerAction::<JoinTeam>::new();
    let form = FormState::of(join);
    // A link that the lead has sent names it.
    let code = use_query_map()
        .read_untracked()
        .get("code")
        .unwrap_or_default();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(teams.join_by_code)}</h2></header>
            <p>{tr!(teams.join_by_code_text)}</p>
            <ActionForm action=join attr:class="form" attr:novalidate="">
                <FormErrors form=form.clone() labels=vec![
                    ("code", tr!(teams.code)), ("member_kind", tr!(teams.you_are)),
                ]/>
                <TextField form=form.clone() name="code" label=tr!(teams.code) value=code hint=tr!(teams.code_hint) autocomplete="off" required=true
                    check=|text: &str| domain::teams::parse_code(text).map(drop)/>
                <Select form=form.clone() name="member_kind" label=tr!(teams.you_are) options=kinds() required=true/>
                <Submit form class="" label=tr!(teams.join)/>
            </ActionForm>
        </section>
    }
    .into_any()
}

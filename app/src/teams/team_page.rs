//! `/teams/:id`: who is in the team, and for its lead: inviting, the code, the name.

use super::{
    ChangeMember, InviteMember, LeaveTeam, RemoveMember, RenameTeam, RenewTeamCode, ReplaceLead,
    RevokeInvitation, id_in, kinds, load_team, members::Members,
};
use crate::{
    AppError,
    components::{Fetched, PageHead, fetching},
    forms::*,
    sharing::address_of,
    texts::{self, Texts, TimeStyle, time_text},
    tr, viewer,
};
use domain::{
    Error, Language, TeamId,
    policy::{Phase, TeamRole},
    teams::{InvitationView, TeamView, code_text},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// What can be done on the page.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub invite: ServerAction<InviteMember>,
    pub revoke: ServerAction<RevokeInvitation>,
    pub rename: ServerAction<RenameTeam>,
    pub renew: ServerAction<RenewTeamCode>,
    pub change: ServerAction<ChangeMember>,
    pub lead: ServerAction<ReplaceLead>,
    pub remove: ServerAction<RemoveMember>,
    pub leave: ServerAction<LeaveTeam>,
}

impl Actions {
    fn new() -> Self {
        Self {
            invite: ServerAction::new(),
            revoke: ServerAction::new(),
            rename: ServerAction::new(),
            renew: ServerAction::new(),
            change: ServerAction::new(),
            lead: ServerAction::new(),
            remove: ServerAction::new(),
            leave: ServerAction::new(),
        }
    }
}

/// A team.
#[component]
pub fn TeamPage() -> impl IntoView {
    let params = use_params_map();
    let actions = Actions::new();
    let team = fetching(
        move || id_in::<TeamId>(&params.read(), "id"),
        |id| async move {
            match id {
                Some(id) => load_team(id).await,
                None => Err(AppError(Error::Missing)),
            }
        },
    );
    view! { <Fetched of=team let:team><Team team actions/></Fetched> }.into_any()
}

#[component]
fn Team(team: TeamView, actions: Actions) -> impl IntoView {
    let id = team.id.to_string();
    let open = team.phase == Phase::Open;
    let manages = team.code.is_some();
    let leads = team.role == TeamRole::Lead;
    let to_proposal = if open {
        tr!(teams.to_proposal)
    } else {
        tr!(teams.read_proposal)
    };
    let competition = team
        .competition_name
        .get(Texts::current().language)
        .to_owned();
    let joining = (manages && open).then(|| {
        view! {
            <CodePanel team=id.clone() slug=team.slug.clone() code=team.code.clone().unwrap_or_default() actions/>
            <InvitePanel team=id.clone() invitations=team.invitations.clone() actions/>
        }
    });
    let name = manages.then(|| {
        view! { <RenameForm team=id.clone() name=team.name.clone() version=team.version actions/> }
    });
    let leaving = (open && !leads).then(|| view! { <LeaveForm team=id.clone() actions/> });
    let blank = format!("/c/{}/form", team.slug);
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=team.name.clone() eyebrow=competition>
                <a class="button primary" href=format!("/proposals/{}", team.proposal)>{to_proposal}</a>
                <a class="button" href=blank rel="external">{tr!(teams.print_form)}</a>
                {team.sees_jury.then(|| view! { <a class="button" href=format!("/teams/{}/jury", team.id)>{tr!(teams.to_jury)}</a> })}
            </PageHead>
            <div class="split">
                <div class="stack">
                    <Members team=team.clone() actions/>
                    {name}
                    {leaving}
                </div>
                <div class="stack">{joining}</div>
            </div>
        </main>
    }
    .into_any()
}

#[component]
fn CodePanel(team: String, slug: String, code: String, actions: Actions) -> impl IntoView {
    let form = FormState::of(actions.renew);
    let aloud = format!("{}:", tr!(teams.code_spelled));
    let link = address_of(&format!("/c/{slug}/join?code={}", code_text(&code)));
    let spelled: Vec<String> = code.chars().map(String::from).collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(teams.code_title)}</h2></header>
            <p>{tr!(teams.code_text)}</p>
            <p><output class="code">{code_text(&code)}</output></p>
            <p class="meta">{aloud} " " {spelled.join(" ")}</p>
            <p>{tr!(teams.join_link)} " " <a href=link.clone()>{link.clone()}</a></p>
            <details class="disclosure">
                <summary>{tr!(teams.renew_code)}</summary>
                <div>
                    <p>{tr!(teams.renew_code_text)}</p>
                    <ActionForm action=actions.renew>
                        <FormErrors form=form.clone()/>
                        <Hidden name="team" value=team/>
                        <Submit form class="" label=tr!(teams.renew_code)/>
                    </ActionForm>
                </div>
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn InvitePanel(team: String, invitations: Vec<InvitationView>, actions: Actions) -> impl IntoView {
    let form = FormState::of(actions.invite);
    let zone = viewer::current().zone;
    let open = invitations
        .into_iter()
        .map(|invitation| {
            let (team, id) = (team.clone(), invitation.id.to_string());
            let until = time_text(invitation.expires_at, &zone, TimeStyle::Date);
            let form = FormState::of(actions.revoke)
                .for_item("invitation", &id);
            view! {
                <li>
                    <span>
                        {invitation.email.clone()}
                        <small class="meta">
                            {texts::named("member", invitation.kind.key())} " · " {tr!(teams.open_until, date = until)}
                        </small>
                    </span>
                    <ActionForm action=actions.revoke attr:class="push">
                        <Hidden name="team" value=team/>
                        <Hidden name="invitation" value=id/>
                        <Submit form class="quiet small" label=tr!(teams.revoke)/>
                    </ActionForm>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let any = !open.is_empty();
    let languages = Language::ALL
        .iter()
        .map(|language| Choice::new(language.code(), language.own_name()))
        .collect();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(teams.invite_title)}</h2></header>
            <ActionForm action=actions.invite attr:class="form" attr:novalidate="">
                <FormErrors form=form.clone() labels=vec![
                    ("email", tr!(teams.email)), ("kind", tr!(teams.they_are)),
                    ("language", tr!(teams.invitation_language)),
                ]/>
                <Hidden name="team" value=team.clone()/>
                <TextField form=form.clone() name="email" label=tr!(teams.email) kind="email" required=true autocomplete="off"
                    check=|text: &str| domain::emails::parse(text).map(drop)/>
                <Select form=form.clone() name="kind" label=tr!(teams.they_are) options=kinds() required=true/>
                <Select form=form.clone() name="language" label=tr!(teams.invitation_language)
                    hint=tr!(teams.invitation_language_hint) options=languages value=Texts::current().language.code() required=true/>
                <Submit form class="" label=tr!(teams.invite)/>
            </ActionForm>
            {any.then(|| view! { <h3>{tr!(teams.open_invitations)}</h3> })}
            {any.then(|| view! { <ul class="list">{open}</ul> })}
        </section>
    }
    .into_any()
}

#[component]
fn RenameForm(team: String, name: String, version: i64, actions: Actions) -> impl IntoView {
    let form = FormState::of(actions.rename);
    view! {
        <details class="disclosure">
            <summary>{tr!(teams.rename)}</summary>
            <div>
                <ActionForm action=actions.rename attr:class="form" attr:novalidate="">
                    <FormErrors form=form.clone() labels=vec![("name", tr!(teams.team_name))]/>
                    <Hidden name="team" value=team/>
                    <Hidden name="version" value=version.to_string()/>
                    <TextField form=form.clone() name="name" label=tr!(teams.team_name) value=name required=true/>
                    <Submit form class="" label=tr!(teams.rename)/>
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn LeaveForm(team: String, actions: Actions) -> impl IntoView {
    let form = FormState::of(actions.leave);
    view! {
        <details class="disclosure">
            <summary>{tr!(teams.leave)}</summary>
            <div>
                <p>{tr!(teams.leave_text)}</p>
                <ActionForm action=actions.leave>
                    <FormErrors form=form.clone()/>
                    <Hidden name="team" value=team/>
                    <Submit form class="danger" label=tr!(teams.leave)/>
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

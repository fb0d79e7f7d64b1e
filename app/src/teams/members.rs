//! The members of a team; its lead changes, replaces and removes them.

use super::{kinds, lesser_roles, team_page::Actions};
use crate::{
    components::initials,
    forms::*,
    texts::{self, TimeStyle, time_text},
    tr, viewer,
};
use domain::{
    policy::TeamRole,
    teams::{MemberKind, MemberView, TeamView},
};
use leptos::prelude::*;

/// Everybody in the team, with what they are and may do.
#[component]
pub(super) fn Members(team: TeamView, actions: Actions) -> impl IntoView {
    let manages = team.code.is_some();
    let id = team.id.to_string();
    let people = team
        .members
        .into_iter()
        .map(|member| {
            let changes = manages.then(|| {
                view! { <Changes team=id.clone() member=member.clone() actions/> }
            });
            view! { <li><Person member/> {changes}</li> }
        })
        .collect_view();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(teams.members)}</h2></header>
            <ul class="people">{people}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Person(member: MemberView) -> impl IntoView {
    let since = time_text(member.joined_at, &viewer::current().zone, TimeStyle::Date);
    let role = match member.role {
        TeamRole::Lead => "badge accent",
        TeamRole::Editor | TeamRole::Reader => "badge",
    };
    let kind = match member.kind {
        MemberKind::Trainer => "badge info",
        MemberKind::Student => "badge success",
        MemberKind::Professor => "badge warning",
    };
    view! {
        <span class="avatar-initials" aria-hidden="true">{initials(&member.name)}</span>
        <span>
            <strong>{member.name.clone()}</strong> " "
            <span class=role>{texts::named("team_role", member.role.key())}</span> " "
            <span class=kind>{texts::named("member", member.kind.key())}</span>
            <small>
                <a href=format!("mailto:{}", member.email)>{member.email.clone()}</a> " · "
                {tr!(teams.since, date = since)}
            </small>
        </span>
    }
    .into_any()
}

/// What the lead can change about one member. Several forms of one kind stand on the page, so ids carry the
/// account.
#[component]
fn Changes(team: String, member: MemberView, actions: Actions) -> impl IntoView {
    let account = member.account.to_string();
    let leads = member.role == TeamRole::Lead;
    let change = FormState::of(actions.change).for_item("account", &account);
    let lead = FormState::of(actions.lead).for_item("account", &account);
    let remove = FormState::of(actions.remove).for_item("account", &account);
    let roles = if leads {
        vec![Choice::new(
            TeamRole::Lead.key(),
            texts::named("team_role", TeamRole::Lead.key()),
        )]
    } else {
        lesser_roles()
    };
    let (for_lead, for_removal) = (Ids::new(&team, &account), Ids::new(&team, &account));
    let others = (!leads).then(|| {
        view! {
            <div class="actions">
                <ActionForm action=actions.lead>
                    <FormErrors form=lead.clone()/>
                    {for_lead.inputs()}
                    <Submit form=lead class="small" label=tr!(teams.make_lead)/>
                </ActionForm>
                <ActionForm action=actions.remove>
                    <FormErrors form=remove.clone()/>
                    {for_removal.inputs()}
                    <Submit form=remove class="danger small" label=tr!(teams.remove)/>
                </ActionForm>
            </div>
            <p class="meta">{tr!(teams.make_lead_text)}</p>
        }
    });
    let ids = Ids::new(&team, &account);
    view! {
        <details class="disclosure">
            <summary>{tr!(teams.change_member, name = member.name.clone())}</summary>
            <div>
                <ActionForm action=actions.change attr:class="form">
                    <FormErrors form=change.clone()/>
                    {ids.inputs()}
                    <div class="field-row">
                        <Menu name="kind" item=account.clone() label=tr!(teams.kind) options=kinds() chosen=member.kind.key()/>
                        <Menu name="role" item=account.clone() label=tr!(teams.role) options=roles chosen=member.role.key()/>
                    </div>
                    <Submit form=change class="small" label=tr!(teams.save)/>
                </ActionForm>
                {others}
            </div>
        </details>
    }
    .into_any()
}

/// Which member a form is about.
struct Ids {
    team: String,
    account: String,
}

impl Ids {
    fn new(team: &str, account: &str) -> Self {
        Self {
            team: team.to_owned(),
            account: account.to_owned(),
        }
    }

    fn inputs(self) -> impl IntoView {
        view! { <Hidden name="team" value=self.team/> <Hidden name="account" value=self.account/> }
    }
}

/// A menu whose id is its own among many of the same name.
#[component]
fn Menu(
    name: &'static str,
    item: String,
    label: &'static str,
    options: Vec<Choice>,
    chosen: &'static str,
) -> impl IntoView {
    let id = format!("{name}-{item}");
    let options = options
        .into_iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>{options}</select>
        </div>
    }
    .into_any()
}

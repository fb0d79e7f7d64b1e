//! A person's teams, for the start page.

use super::{deadline::until_text, my_teams};
use crate::{
    components::{EmptyState, once},
    texts::{self, Texts},
    tr,
};
use domain::{
    policy::{Phase, ProposalState},
    teams::TeamCard,
};
use leptos::prelude::*;

/// One's teams with their proposals and deadlines. Shows nothing for people without a team unless told to.
#[component]
pub fn MyTeams(
    /// Whether to say that there are none.
    #[prop(optional)]
    always: bool,
) -> impl IntoView {
    let teams = my_teams();
    once(async move {
        match teams.await {
            Ok(teams) if teams.is_empty() && !always => ().into_any(),
            Ok(teams) => view! { <Teams teams/> }.into_any(),
            Err(error) => view! {
                <div class="notice danger"><p>{texts::error_text(&error.0)}</p></div>
            }
            .into_any(),
        }
    })
}

#[component]
fn Teams(teams: Vec<TeamCard>) -> impl IntoView {
    let empty = teams.is_empty();
    let cards = teams
        .into_iter()
        .map(|team| view! { <Team team/> })
        .collect_view();
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(teams.my_teams)}</h2></header>
            {if empty {
                view! {
                    <EmptyState title=tr!(teams.no_teams) text=tr!(teams.no_teams_text)>
                        <a class="button" href="/#calls" rel="external">{tr!(teams.see_calls)}</a>
                    </EmptyState>
                }
                .into_any()
            } else {
                view! { <ul class="list">{cards}</ul> }.into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Team(team: TeamCard) -> impl IntoView {
    let title = if team.title.is_empty() {
        tr!(proposals.untitled).to_owned()
    } else {
        team.title
    };
    let competition = team.competition.get(Texts::current().language).to_owned();
    let writing =
        (team.phase == Phase::Open || team.extended) && team.state != ProposalState::Withdrawn;
    let result = team.phase == Phase::Published && team.state == ProposalState::Submitted;
    let until = writing.then(|| format!(" · {}", until_text(team.closes_at, &team.zone)));
    // Once there is a result, that it was submitted tells nobody anything.
    let state = if result {
        let href = format!("/proposals/{}/result", team.proposal);
        view! { <a class="button small primary push" href=href>{tr!(proposals.to_result)}</a> }
            .into_any()
    } else {
        let class = match team.state {
            ProposalState::Submitted => "badge push success",
            ProposalState::Draft | ProposalState::Withdrawn => "badge push",
        };
        view! { <span class=class>{texts::named("proposal", team.state.key())}</span> }.into_any()
    };
    view! {
        <li>
            <span>
                <a href=format!("/proposals/{}", team.proposal)>{title}</a>
                <small class="meta">
                    {tr!(teams.card_line, number = team.number, competition = competition)} " · "
                    <a href=format!("/teams/{}", team.id)>{team.name}</a> " · "
                    {tr!(teams.members_count, count = team.members)}
                    {until}
                </small>
            </span>
            {team.returned.then(|| view! { <span class="badge push warning">{texts::named("screening", "returned")}</span> })}
            {state}
        </li>
    }
    .into_any()
}

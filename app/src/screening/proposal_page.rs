//! `/organise/:slug/proposals/:number`: reading a proposal and deciding about it.

use super::{
    DecideProposal, DecisionForm, MessageTeam, NoResemblance, OrganiserPage, Resembles, TakeBack,
    history::{History, MessageForm},
    proposals_page::StateBadge,
    recent::Recent,
    screened_proposal,
};
use crate::{
    competitions::TwoZones,
    components::{Fetched, PageHead, fetching, initials},
    texts::{Time, named},
    tr,
};
use domain::screening::ScreenedProposal;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ScreenedProposalPage() -> impl IntoView {
    let params = use_params_map();
    let decide = ServerAction::<DecideProposal>::new();
    let undo = ServerAction::<TakeBack>::new();
    let message = ServerAction::<MessageTeam>::new();
    let asked = move || {
        let part = |name| params.read().get(name).unwrap_or_default();
        // 0 is nobody's number, so a part that is none is not found.
        (part("slug"), part("number").parse().unwrap_or(0))
    };
    let proposal = fetching(asked, |(slug, number)| screened_proposal(slug, number));
    view! { <Fetched of=proposal let:proposal><Detail proposal decide undo message/></Fetched> }
        .into_any()
}

#[component]
fn Detail(
    proposal: ScreenedProposal,
    decide: ServerAction<DecideProposal>,
    undo: ServerAction<TakeBack>,
    message: ServerAction<MessageTeam>,
) -> impl IntoView {
    let slug = proposal.heading.slug.clone();
    let list = format!("/organise/{slug}/proposals");
    let next = proposal.next.map(|number| {
        view! { <a class="button" href=format!("{list}/{number}")>{tr!(screening.next_undecided, number = number)}</a> }
    });
    let zone = proposal.heading.zone.clone();
    let until = proposal.correct_until.map(|at| {
        view! { <p>{tr!(screening.correct_until)} " " <TwoZones at zone=zone.clone()/></p> }
    });
    let recent: Vec<_> = proposal.recent.clone().into_iter().collect();
    let form = if proposal.may_decide {
        view! { <DecisionForm action=decide proposal=proposal.clone()/> }.into_any()
    } else {
        view! { <p>{tr!(screening.no_deciding)}</p> }.into_any()
    };
    view! {
        <OrganiserPage heading=proposal.heading.clone() area="proposals" wide=true>
            <nav class="breadcrumbs" aria-label=tr!(screening.breadcrumb)>
                <ol>
                    <li><a href=list.clone()>{tr!(competitions.nav_proposals)}</a></li>
                    <li aria-current="page">{tr!(screening.number_is, number = proposal.number)}</li>
                </ol>
            </nav>
            <PageHead
                title=proposal.title.clone()
                eyebrow=tr!(screening.number_and_team, number = proposal.number, team = proposal.team)
            >
                <StateBadge state=proposal.screening/>
                {next}
            </PageHead>
            <Recent recent undo all=false/>
            {until}
            <Resembles resembles=proposal.resembles.clone() slug/>
            <div class="split">
                <article>
                    <ProposalFacts proposal=proposal.clone()/>
                    <crate::proposals::ProposalText content=proposal.content.clone()/>
                    <crate::files::FilesSection files=proposal.files/>
                </article>
                <div class="stack">
                    <section class="panel" aria-labelledby="decide-title">
                        <header class="panel-head"><h2 id="decide-title">{tr!(screening.decide_title)}</h2></header>
                        {form}
                    </section>
                    {proposal.may_message.then(|| view! { <MessageForm action=message proposal=proposal.id/> })}
                    <History history=proposal.history messages=proposal.messages zone=zone checks=proposal.checks/>
                </div>
            </div>
        </OrganiserPage>
    }
}

#[component]
fn ProposalFacts(proposal: ScreenedProposal) -> impl IntoView {
    let people = proposal
        .members
        .iter()
        .map(|member| {
            view! {
                <li>
                    <span class="avatar-initials" aria-hidden="true">{initials(&member.name)}</span>
                    <span><strong>{member.name.clone()}</strong> <small>{named("member", &member.kind)}</small></span>
                </li>
            }
        })
        .collect_view();
    view! {
        <dl class="facts">
            <div>
                <dt>{tr!(screening.submitted)}</dt>
                <dd>
                    <Time at=proposal.submitted_at/>
                    {proposal.extended.then(|| view! { " " <span class="badge info">{tr!(proposals.extended)}</span> })}
                    {proposal.late.then(|| view! { " " <span class="badge info">{tr!(screening.late)}</span> })}
                </dd>
            </div>
            <div><dt>{tr!(screening.revision)}</dt><dd>{proposal.revision}</dd></div>
            <div><dt>{tr!(screening.fingerprint)}</dt><dd><code class="fingerprint">{proposal.fingerprint}</code></dd></div>
            <NoResemblance resembles=proposal.resembles/>
        </dl>
        <section aria-labelledby="team-title">
            <h2 id="team-title">{tr!(screening.team_is, team = proposal.team)}</h2>
            <ul class="people">{people}</ul>
        </section>
    }
}

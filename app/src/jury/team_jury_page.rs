//! `/teams/:id/jury`: who is on the jury, and for the team's lead: claiming a conflict of interest.

use super::{ClaimConflict, team_jury};
use crate::{
    AppError,
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    teams::id_in,
    texts::{Texts, Time, TimeStyle},
    tr,
};
use domain::{
    Error, TeamId,
    jury::{ClaimState, NamedJuror, TeamClaim, TeamJury},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn TeamJuryPage() -> impl IntoView {
    let params = use_params_map();
    let claim = ServerAction::<ClaimConflict>::new();
    let jury = fetching(
        move || id_in::<TeamId>(&params.read(), "id"),
        |id| async move {
            match id {
                Some(id) => team_jury(id).await,
                None => Err(AppError(Error::Missing)),
            }
        },
    );
    view! { <Fetched of=jury let:jury><Jury jury claim/></Fetched> }.into_any()
}

#[component]
fn Jury(jury: TeamJury, claim: ServerAction<ClaimConflict>) -> impl IntoView {
    let name = jury.competition.get(Texts::current().language).to_owned();
    let free: Vec<Choice> = jury
        .jurors
        .iter()
        .filter(|juror| juror.claim.is_none())
        .map(|juror| Choice::new(juror.id.to_string(), juror.name.clone()))
        .collect();
    let claiming = if jury.may_claim {
        (!free.is_empty())
            .then(|| view! { <Claiming team=jury.team options=free claim/> })
            .into_any()
    } else {
        view! { <p class="meta">{tr!(jury.team_only_lead)}</p> }.into_any()
    };
    let list = if jury.jurors.is_empty() {
        view! { <EmptyState title=tr!(jury.none_title) text=tr!(jury.team_none)/> }.into_any()
    } else {
        let rows = jury.jurors.into_iter();
        let rows = rows.map(|juror| view! { <Row juror/> }).collect_view();
        view! { <ul class="list">{rows}</ul> }.into_any()
    };
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <nav class="breadcrumbs" aria-label=tr!(screening.breadcrumb)>
                <ol>
                    <li><a href=format!("/teams/{}", jury.team)>{jury.team_name}</a></li>
                    <li aria-current="page">{tr!(jury.team_title)}</li>
                </ol>
            </nav>
            <PageHead title=tr!(jury.team_title) eyebrow=name lead=tr!(jury.team_jury_lead)/>
            {list}
            {claiming}
        </main>
    }
    .into_any()
}

#[component]
fn Row(juror: NamedJuror) -> impl IntoView {
    let badge = juror.claim.as_ref().map(|claim| {
        let (class, text) = match claim.state {
            ClaimState::Open => ("badge warning", tr!(jury.team_state_open)),
            ClaimState::Accepted => ("badge success", tr!(jury.team_state_accepted)),
            ClaimState::Dismissed => ("badge", tr!(jury.team_state_dismissed)),
        };
        view! { <span class=class>{text}</span> }
    });
    let said = juror.claim.map(said);
    view! {
        <li>
            <span>
                <strong>{juror.name}</strong> " " {badge}
                <small class="meta">{juror.employer}</small>
                {said}
            </span>
        </li>
    }
    .into_any()
}

/// What the team said, and what it was answered.
fn said(claim: TeamClaim) -> AnyView {
    let answer = claim.decided_at.map(|at| {
        view! {
            <small class="typed">
                {tr!(jury.team_answered)} " " {claim.answer} " " <Time at style=TimeStyle::Date/>
            </small>
        }
    });
    view! {
        <small class="typed">
            {tr!(jury.team_said)} " " {claim.reason} " " <Time at=claim.claimed_at style=TimeStyle::Date/>
        </small>
        {answer}
    }
    .into_any()
}

#[component]
fn Claiming(
    team: TeamId,
    options: Vec<Choice>,
    claim: ServerAction<ClaimConflict>,
) -> impl IntoView {
    let form = FormState::of(claim);
    let labels = vec![
        ("juror", tr!(jury.team_claim_juror)),
        ("reason", tr!(jury.team_claim_reason)),
    ];
    view! {
        <section class="panel" aria-labelledby="claim-title">
            <header class="panel-head"><h2 id="claim-title">{tr!(jury.team_claim_title)}</h2></header>
            <p>{tr!(jury.team_claim_what)}</p>
            <ActionForm action=claim attr:class="form">
                <FormErrors form=form.clone() labels/>
                <Hidden name="team" value=team.to_string()/>
                <Select form=form.clone() name="juror" label=tr!(jury.team_claim_juror) options required=true/>
                <TextArea form=form.clone() name="reason" label=tr!(jury.team_claim_reason)
                    hint=tr!(jury.team_claim_reason_hint) required=true rows=3/>
                <Submit form label=tr!(jury.team_claim)/>
            </ActionForm>
        </section>
    }
    .into_any()
}

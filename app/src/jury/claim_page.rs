//! `/organise/:slug/claims/:claim`: one conflict of interest that a team claimed, and the decision about it.

use super::{DecideClaim, claims, claims_page::ClaimBadge, matrix_filters::candidates_address};
use crate::{
    AppError,
    components::{Fetched, PageHead, fetching},
    forms::*,
    screening::OrganiserPage,
    texts::Time,
    tr,
};
use domain::{
    Error,
    jury::{Claim, ClaimState, ReviewStage},
    screening::Heading,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ClaimPage() -> impl IntoView {
    let params = use_params_map();
    let action = ServerAction::<DecideClaim>::new();
    let asked = move || {
        let part = |name| params.read().get(name).unwrap_or_default();
        (part("slug"), part("claim"))
    };
    let claim = fetching(asked, |(slug, claim)| one(slug, claim));
    view! {
        <Fetched of=claim let:found>
            <Detail heading=found.0 claim=found.1 may_decide=found.2 action/>
        </Fetched>
    }
    .into_any()
}

async fn one(slug: String, claim: String) -> Result<(Heading, Claim, bool), AppError> {
    let list = claims(slug).await?;
    let id = claim.parse().ok();
    let found = list.rows.into_iter().find(|claim| Some(claim.id) == id);
    Ok((list.heading, found.ok_or(Error::Missing)?, list.may_decide))
}

#[component]
fn Detail(
    heading: Heading,
    claim: Claim,
    may_decide: bool,
    action: ServerAction<DecideClaim>,
) -> impl IntoView {
    let form = FormState::of(action);
    let slug = heading.slug.clone();
    let title = tr!(
        jury.claim_title,
        juror = claim.juror_name,
        number = claim.proposal.number
    );
    let open = claim.state == ClaimState::Open;
    let decision = match (open, may_decide) {
        (true, true) => view! { <Decide claim=claim.clone() form action/> }.into_any(),
        (true, false) => ().into_any(),
        (false, _) => {
            view! { <FormErrors form/> <Decided claim=claim.clone() slug=slug.clone()/> }.into_any()
        }
    };
    let tag = claim.proposal.clone();
    let by = claim
        .by
        .as_ref()
        .map(|name| tr!(jury.claim_by, name = name, team = claim.team));
    view! {
        <OrganiserPage heading area="jury">
            <nav class="breadcrumbs" aria-label=tr!(screening.breadcrumb)>
                <ol>
                    <li><a href=format!("/organise/{slug}/jury")>{tr!(jury.title)}</a></li>
                    <li><a href=format!("/organise/{slug}/claims")>{tr!(jury.claims_title)}</a></li>
                    <li aria-current="page">{title.clone()}</li>
                </ol>
            </nav>
            <PageHead title><ClaimBadge state=claim.state/></PageHead>
            <dl class="facts">
                <div>
                    <dt>{tr!(jury.team_claim_juror)}</dt>
                    <dd>
                        <a href=format!("/organise/{slug}/jury/{}", claim.juror)>{claim.juror_name.clone()}</a>
                        <span class="meta">" " {claim.employer.clone()}</span>
                    </dd>
                </div>
                <div>
                    <dt>{tr!(jury.proposal)}</dt>
                    <dd>
                        <a href=candidates_address(&slug, tag.number)>
                            {tr!(jury.number_and_title, number = tag.number, title = tag.title)}
                        </a>
                    </dd>
                </div>
                <div>
                    <dt>{tr!(jury.claim_named)}</dt>
                    <dd><Time at=claim.claimed_at/> <span class="meta">" " {by}</span></dd>
                </div>
            </dl>
            <section class="panel" aria-labelledby="said-title">
                <header class="panel-head"><h2 id="said-title">{tr!(jury.claim_reason)}</h2></header>
                <p class="typed">{claim.reason.clone()}</p>
            </section>
            {decision}
        </OrganiserPage>
    }
    .into_any()
}

#[component]
fn Decide(claim: Claim, form: FormState, action: ServerAction<DecideClaim>) -> impl IntoView {
    let effect = if claim.conflicted {
        tr!(jury.claim_conflicted)
    } else {
        match claim.stage {
            None => tr!(jury.claim_effect_free),
            Some(ReviewStage::None) => tr!(jury.claim_effect_none),
            Some(ReviewStage::Draft) => tr!(jury.claim_effect_draft),
            Some(ReviewStage::Submitted) => tr!(jury.claim_effect_submitted),
        }
    };
    let options = vec![
        Choice::new(ClaimState::Accepted.key(), tr!(jury.claim_accept)),
        Choice::new(ClaimState::Dismissed.key(), tr!(jury.claim_dismiss)),
    ];
    let labels = vec![
        ("decision", tr!(jury.claim_decision)),
        ("answer", tr!(jury.claim_answer)),
    ];
    view! {
        <section class="panel" aria-labelledby="decide-title">
            <header class="panel-head"><h2 id="decide-title">{tr!(jury.claim_decision)}</h2></header>
            <p>{effect}</p>
            <ActionForm action=action attr:class="form">
                <FormErrors form=form.clone() labels/>
                <Hidden name="claim" value=claim.id.to_string()/>
                <Choices form=form.clone() name="decision" label=tr!(jury.claim_decision) options/>
                <TextArea form=form.clone() name="answer" label=tr!(jury.claim_answer)
                    hint=tr!(jury.claim_answer_hint) required=true rows=4/>
                <p class="hint">{tr!(jury.claim_final)}</p>
                <Submit form label=tr!(jury.claim_decide)/>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn Decided(claim: Claim, slug: String) -> impl IntoView {
    let by = claim
        .decided_by
        .map(|name| tr!(jury.declared_by, name = name));
    let link = (claim.state == ClaimState::Accepted).then(|| {
        let page = format!("/organise/{slug}/progress");
        view! { <p><a href=page>{tr!(jury.claim_replacement)}</a></p> }
    });
    view! {
        <section class="panel" aria-labelledby="decided-title">
            <header class="panel-head"><h2 id="decided-title">{tr!(jury.claim_answer)}</h2></header>
            <p class="typed">{claim.answer}</p>
            <p class="meta">{claim.decided_at.map(|at| view! { <Time at/> })} " " {by}</p>
            {link}
        </section>
    }
    .into_any()
}

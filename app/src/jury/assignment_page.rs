//! `/organise/:slug/assignment`: who has what, giving out by a seed, and changes by hand.

use super::{
    AddPair, LockPair, MarkAnchors, RemovePair,
    anchors::AnchorsPanel,
    assignment_candidates, assignment_matrix,
    candidates::CandidatePanel,
    matrix::Matrix,
    matrix_filters::{MatrixFilters, matrix_address, matrix_query},
};
use crate::{
    AppError,
    components::{EmptyState, Fetched, PageHead, fetching},
    screening::{OrganiserPage, Pages},
    tr,
};
use domain::jury::{AssignmentMatrix, Candidates, JurorState, MatrixQuery};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn AssignmentPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let (add, remove) = (
        ServerAction::<AddPair>::new(),
        ServerAction::<RemovePair>::new(),
    );
    let mark = ServerAction::<MarkAnchors>::new();
    let lock = ServerAction::<LockPair>::new();
    let asked = move || {
        let query = query.read();
        let slug = params.read().get("slug").unwrap_or_default();
        let number: Option<i32> = query.get("proposal").and_then(|number| number.parse().ok());
        (slug, matrix_query(&query), number)
    };
    let found = fetching(asked, |(slug, query, number)| both(slug, query, number));
    view! {
        <Fetched of=found let:found>
            <Assignment matrix=found.0 candidates=found.1 add remove lock mark/>
        </Fetched>
    }
    .into_any()
}

async fn both(
    slug: String,
    query: MatrixQuery,
    number: Option<i32>,
) -> Result<(AssignmentMatrix, Option<Candidates>), AppError> {
    let matrix = assignment_matrix(slug.clone(), query).await?;
    let candidates = match number {
        Some(number) => Some(assignment_candidates(slug, number).await?),
        None => None,
    };
    Ok((matrix, candidates))
}

#[component]
fn Assignment(
    matrix: AssignmentMatrix,
    candidates: Option<Candidates>,
    add: ServerAction<AddPair>,
    remove: ServerAction<RemovePair>,
    lock: ServerAction<LockPair>,
    mark: ServerAction<MarkAnchors>,
) -> impl IntoView {
    let slug = matrix.heading.slug.clone();
    let (page, pages) = (matrix.query.page, matrix.pages);
    let address = {
        let (slug, query) = (slug.clone(), matrix.query.clone());
        Box::new(move |page: u32| {
            matrix_address(
                &slug,
                &MatrixQuery {
                    page,
                    ..query.clone()
                },
            )
        })
    };
    let undeclared = (matrix.undeclared > 0).then(|| {
        view! {
            <div class="notice info"><p>{tr!(jury.undeclared, count = matrix.undeclared)}</p></div>
        }
    });
    let covered = if matrix.uncovered > 0 {
        view! { <div class="notice warning"><p>{tr!(jury.uncovered, count = matrix.uncovered, of = matrix.proposals)}</p></div> }
    } else {
        view! { <div class="notice success"><p>{tr!(jury.covered, count = matrix.proposals)}</p></div> }
    };
    let body = if matrix.proposals == 0 {
        view! {
            <EmptyState title=tr!(jury.no_eligible_title) text=tr!(jury.no_eligible_text)>
                <a class="button" href=format!("/organise/{slug}/proposals")>{tr!(competitions.nav_proposals)}</a>
            </EmptyState>
        }
        .into_any()
    } else if matrix.jurors.is_empty() {
        view! {
            <EmptyState title=tr!(jury.none_title) text=tr!(jury.none_text)>
                <a class="button" href=format!("/organise/{slug}/jury")>{tr!(jury.title)}</a>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            {covered}
            {undeclared}
            {matrix.may_assign.then(|| view! { <Seed matrix=matrix.clone()/> })}
            <AnchorsPanel matrix=matrix.clone() mark/>
            {candidates.map(|candidates| view! { <CandidatePanel candidates add remove lock/> })}
            <MatrixFilters matrix=matrix.clone()/>
            {if matrix.found == 0 {
                view! { <EmptyState title=tr!(jury.none_found_title) text=tr!(jury.none_found_text)/> }.into_any()
            } else {
                view! { <Matrix matrix=matrix.clone()/> }.into_any()
            }}
            <Pages page pages address/>
        }
        .into_any()
    };
    view! {
        <OrganiserPage heading=matrix.heading.clone() area="assignment" wide=true>
            <PageHead title=tr!(competitions.nav_assignment) lead=tr!(jury.assignment_lead)/>
            {body}
        </OrganiserPage>
    }
}

/// Leads to a preview. Without a seed the preview draws one.
#[component]
fn Seed(matrix: AssignmentMatrix) -> impl IntoView {
    let slug = matrix.heading.slug;
    let idle: Vec<_> = matrix
        .jurors
        .into_iter()
        .filter(|juror| juror.idle && juror.state == JurorState::Active)
        .map(|juror| {
            view! {
                <label>
                    <input type="checkbox" name="without" value=juror.id.to_string() checked=true/> " " {juror.name}
                </label>
            }
        })
        .collect();
    let idle = (!idle.is_empty()).then(|| {
        view! {
            <fieldset class="choices">
                <legend>{tr!(jury.idle_legend)}</legend>
                <p class="hint">{tr!(jury.idle_hint)}</p>
                {idle}
            </fieldset>
        }
    });
    let lead = matrix.per_proposal.map_or_else(
        || tr!(jury.seed_lead_again).to_owned(),
        |count| tr!(jury.seed_lead, count = count),
    );
    view! {
        <section class="panel" aria-labelledby="seed-title">
            <header class="panel-head"><h2 id="seed-title">{tr!(jury.seed_title)}</h2></header>
            <p>{lead}</p>
            <form class="form" method="get" action=format!("/organise/{slug}/assignment/preview")>
                <div class="field">
                    <label for="seed">{tr!(jury.seed)} " " <span class="optional">{tr!(core.optional)}</span></label>
                    <p class="hint" id="seed-hint">{tr!(jury.seed_hint)}</p>
                    <input id="seed" name="seed" inputmode="numeric" pattern="[0-9]*" aria-describedby="seed-hint"/>
                </div>
                {idle}
                <div class="choices">
                    <label>
                        <input type="checkbox" name="anew" value="true" aria-describedby="anew-hint"/>
                        " " {tr!(jury.anew)}
                    </label>
                </div>
                <p class="hint" id="anew-hint">{tr!(jury.anew_hint_seed)}</p>
                <div class="actions"><button type="submit" class="primary">{tr!(jury.preview)}</button></div>
            </form>
        </section>
    }
}

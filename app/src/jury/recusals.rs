//! The conflicts of interest of one juror, as organisers and auditors read them.

use super::matrix_filters::candidates_address;
use crate::{texts::Time, tr};
use domain::jury::{CLAIM_ACCEPTED, ConflictHint, DeclaredConflict, SuspectedConflict};
use leptos::prelude::*;

/// The section of the juror's page.
#[component]
pub(super) fn DeclaredConflicts(
    /// By number of the proposal.
    conflicts: Vec<DeclaredConflict>,
    /// When the juror declared, if they have.
    declared_at: Option<i64>,
    /// The competition.
    slug: String,
) -> impl IntoView {
    let empty = conflicts.is_empty().then(|| match declared_at {
        Some(at) => {
            view! { <p>{tr!(jury.no_conflicts)} " " <span class="meta"><Time at/></span></p> }
                .into_any()
        }
        None => view! { <p>{tr!(jury.conflicts_open)}</p> }.into_any(),
    });
    let rows = conflicts
        .into_iter()
        .map(|conflict| view! { <Row conflict slug=slug.clone()/> })
        .collect_view();
    let table = empty.is_none().then(|| {
        view! {
            <table class="data">
                <caption class="visually-hidden">{tr!(jury.juror_conflicts)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(jury.proposal)}</th>
                        <th scope="col">{tr!(jury.reason)}</th>
                        <th scope="col">{tr!(jury.declared_col)}</th>
                        <th scope="col">{tr!(jury.consequence)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <section class="panel" aria-labelledby="conflicts-title">
            <header class="panel-head"><h2 id="conflicts-title">{tr!(jury.juror_conflicts)}</h2></header>
            {empty}
            {table}
        </section>
    }
    .into_any()
}

#[component]
fn Row(conflict: DeclaredConflict, slug: String) -> impl IntoView {
    let tag = conflict.proposal;
    let by = match (conflict.by_juror, conflict.by) {
        (true, _) => tr!(jury.declared_by_juror).to_owned(),
        (false, Some(name)) => tr!(jury.declared_by, name = name),
        (false, None) => String::new(),
    };
    let consequence = if conflict.sealed {
        view! { <span class="badge warning">{tr!(jury.review_sealed)}</span> }.into_any()
    } else {
        tr!(jury.no_review).into_any()
    };
    view! {
        <tr>
            <th scope="row">
                <a href=candidates_address(&slug, tag.number)>
                    {tr!(jury.number_and_title, number = tag.number, title = tag.title)}
                </a>
            </th>
            <td data-label=tr!(jury.reason)>{reason_text(conflict.reason)}</td>
            <td data-label=tr!(jury.declared_col)>
                <span><Time at=conflict.declared_at/> <span class="meta">" " {by}</span></span>
            </td>
            <td data-label=tr!(jury.consequence)>{consequence}</td>
        </tr>
    }
    .into_any()
}

/// What the server found by itself, or a team claimed, is stored as a key.
fn reason_text(reason: String) -> String {
    if reason == ConflictHint::InTeam.key() {
        tr!(jury.conflict_in_team).to_owned()
    } else if reason == CLAIM_ACCEPTED {
        tr!(jury.conflict_claimed).to_owned()
    } else {
        reason
    }
}

/// What suggests conflicts that were not declared; nothing when nothing does.
#[component]
pub(super) fn SuspectedConflicts(
    /// By number of the proposal.
    suspected: Vec<SuspectedConflict>,
    /// The competition.
    slug: String,
) -> impl IntoView {
    if suspected.is_empty() {
        return ().into_any();
    }
    let rows = suspected
        .into_iter()
        .map(|row| {
            let tag = row.proposal;
            let hints: Vec<_> = row.hints.into_iter().map(suspicion).collect();
            view! {
                <li>
                    <span>
                        <a href=candidates_address(&slug, tag.number)>
                            {tr!(jury.number_and_title, number = tag.number, title = tag.title)}
                        </a>
                        <small class="meta">{hints.join(" · ")}</small>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" id="suspected" aria-labelledby="suspected-title">
            <header class="panel-head"><h2 id="suspected-title">{tr!(jury.suspected_title)}</h2></header>
            <p>{tr!(jury.suspected_lead)}</p>
            <ul class="list">{rows}</ul>
        </section>
    }
    .into_any()
}

fn suspicion(hint: ConflictHint) -> &'static str {
    match hint {
        ConflictHint::InTeam => tr!(jury.conflict_in_team),
        ConflictHint::SameEmployer => tr!(jury.hint_same_employer),
        ConflictHint::SameDomain => tr!(jury.hint_same_domain),
        ConflictHint::Trained => tr!(jury.suspected_trained),
    }
}

//! Who has one proposal and who could be given it, with what the rules say to each.

use super::{AddPair, LockPair, RemovePair};
use crate::{forms::*, texts::named, tr};
use domain::{
    Error,
    jury::{Candidate, Candidates, ReviewStage},
};
use leptos::{form::ActionForm, prelude::*};

/// The panel of one proposal.
#[component]
pub(super) fn CandidatePanel(
    /// The proposal and the jurors.
    candidates: Candidates,
    /// Gives.
    add: ServerAction<AddPair>,
    /// Takes away.
    remove: ServerAction<RemovePair>,
    /// Locks and unlocks.
    lock: ServerAction<LockPair>,
) -> impl IntoView {
    let tag = candidates.proposal.clone();
    let may_assign = candidates.may_assign;
    let errors = [
        FormState::of(add).error(),
        FormState::of(remove).error(),
        FormState::of(lock).error(),
    ];
    let told = move || {
        let mut told = errors.iter();
        told.find_map(|error| error.with(|error| error.as_ref().map(refusal_text)))
    };
    let rows = candidates
        .jurors
        .into_iter()
        .map(|juror| view! { <Row juror tag=tag.id.to_string() may_assign add remove lock/> })
        .collect_view();
    view! {
        <section class="panel" id="candidates" tabindex="-1" aria-labelledby="candidates-title">
            <header class="panel-head">
                <h2 id="candidates-title">
                    {tr!(jury.number_and_title, number = tag.number, title = tag.title)}
                </h2>
            </header>
            <p>{tr!(jury.readers_of, count = candidates.assigned, needed = candidates.per_proposal)}</p>
            {may_assign.then(|| view! { <p class="hint">{tr!(jury.lock_hint)}</p> })}
            {move || told().map(|text| view! { <div class="notice danger" role="alert"><p>{text}</p></div> })}
            <table class="data">
                <caption class="visually-hidden">{tr!(jury.candidates)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(jury.name)}</th>
                        <th scope="col" class="num">{tr!(jury.load)}</th>
                        <th scope="col">{tr!(jury.fit)}</th>
                        <th scope="col">{tr!(jury.action)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

#[component]
fn Row(
    juror: Candidate,
    tag: String,
    may_assign: bool,
    add: ServerAction<AddPair>,
    remove: ServerAction<RemovePair>,
    lock: ServerAction<LockPair>,
) -> impl IntoView {
    let fit = fit_text(&juror);
    let name = juror.name.clone();
    let action = match (juror.pair, juror.bar) {
        (Some((_, ReviewStage::Submitted)), _) => {
            view! { <span class="badge success">{tr!(jury.stage_submitted)}</span> }.into_any()
        }
        (Some((id, _)), _) if may_assign && juror.locked => view! {
            <div class="actions">
                <span class="badge">{tr!(jury.locked)}</span>
                {lock_button(id.to_string(), &name, false, lock)}
            </div>
        }
        .into_any(),
        (Some((id, stage)), _) if may_assign => {
            let begun = stage == ReviewStage::Draft;
            let label = if begun {
                tr!(jury.remove_begun)
            } else {
                tr!(jury.remove)
            };
            let lock = (!begun).then(|| lock_button(id.to_string(), &name, true, lock));
            view! {
                <div class="actions">
                    <ActionForm action=remove>
                        <Hidden name="assignment" value=id.to_string()/>
                        {begun.then(|| view! { <Hidden name="begun" value="true"/> })}
                        <button type="submit" class="small" aria-label=format!("{label}: {name}")>{label}</button>
                    </ActionForm>
                    {lock}
                </div>
            }
            .into_any()
        }
        (Some(_), _) if juror.locked => {
            view! { <span class="badge">{tr!(jury.locked)}</span> }.into_any()
        }
        (Some(_), _) => tr!(jury.has_it).into_any(),
        (None, Some(bar)) => named("problem_pair", bar.key()).into_any(),
        (None, None) if may_assign => view! {
            <ActionForm action=add>
                <Hidden name="proposal" value=tag/>
                <Hidden name="juror" value=juror.id.to_string()/>
                <button type="submit" class="small" aria-label=format!("{}: {name}", tr!(jury.give))>{tr!(jury.give)}</button>
            </ActionForm>
        }
        .into_any(),
        (None, None) => "–".into_any(),
    };
    view! {
        <tr>
            <th scope="row">{juror.name}</th>
            <td class="num" data-label=tr!(jury.load)>{tr!(jury.load_of, load = juror.assigned, capacity = juror.capacity)}</td>
            <td data-label=tr!(jury.fit)>{fit}</td>
            <td data-label=tr!(jury.action)>{action}</td>
        </tr>
    }
}

/// Locks the pair, or unlocks it.
fn lock_button(id: String, name: &str, locked: bool, lock: ServerAction<LockPair>) -> AnyView {
    let label = if locked {
        tr!(jury.lock)
    } else {
        tr!(jury.unlock)
    };
    let spoken = format!("{label}: {name}");
    view! {
        <ActionForm action=lock>
            <Hidden name="assignment" value=id/>
            {locked.then(|| view! { <Hidden name="locked" value="true"/> })}
            <button type="submit" class="small" aria-label=spoken>{label}</button>
        </ActionForm>
    }
    .into_any()
}

/// How well a juror fits a proposal.
pub(super) fn fit_text(juror: &Candidate) -> &'static str {
    match (juror.language, juror.sector) {
        (true, true) => tr!(jury.fit_both),
        (true, false) => tr!(jury.fit_language),
        (false, true) => tr!(jury.fit_sector),
        (false, false) => tr!(jury.fit_none),
    }
}

/// Why a pair was not made or taken away, for forms that have no fields.
pub(super) fn refusal_text(error: &Error) -> String {
    match error {
        Error::Invalid(list) => list
            .first()
            .map(|entry| crate::texts::problem_text(&entry.problem))
            .unwrap_or_default(),
        other => crate::texts::error_text(other),
    }
}

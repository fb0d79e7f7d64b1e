//! Places that became free: who could take each proposal, with one button, and all of them by a preview.

use super::{
    AddPair,
    candidates::{fit_text, refusal_text},
    matrix_filters::candidates_address,
};
use crate::{forms::*, tr};
use domain::jury::{Candidate, Vacancies, Vacancy};
use leptos::{form::ActionForm, prelude::*};

/// The panel; nothing when nothing is free.
#[component]
pub(super) fn VacancyPanel(
    /// What is free.
    vacancies: Vacancies,
    /// The competition.
    slug: String,
    /// Whether this person can give them now.
    may_assign: bool,
    /// Gives.
    add: ServerAction<AddPair>,
) -> impl IntoView {
    let error = FormState::of(add).error();
    let refused = move || error.with(|error| error.as_ref().map(refusal_text));
    let shown = u32::try_from(vacancies.list.len()).unwrap_or(u32::MAX);
    let more = vacancies.count.saturating_sub(shown);
    let assignment = format!("/organise/{slug}/assignment");
    let preview = format!("{assignment}/preview");
    let all = may_assign && vacancies.list.iter().any(|vacancy| vacancy.best.is_some());
    let rows = vacancies
        .list
        .into_iter()
        .map(|vacancy| view! { <Row vacancy slug=slug.clone() may_assign add/> })
        .collect_view();
    (vacancies.count > 0).then(|| {
        view! {
            <section class="panel" id="vacancies" aria-labelledby="vacancies-title">
                <header class="panel-head"><h2 id="vacancies-title">{tr!(jury.vacancies_title)}</h2></header>
                <p>{tr!(jury.vacancies_lead, count = vacancies.count)}</p>
                {move || refused().map(|text| view! { <div class="notice danger" role="alert"><p>{text}</p></div> })}
                <table class="data">
                    <caption class="visually-hidden">{tr!(jury.vacancies_title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(jury.proposal)}</th>
                            <th scope="col" class="num">{tr!(jury.jurors)}</th>
                            <th scope="col">{tr!(jury.could_take)}</th>
                            <th scope="col" class="num">{tr!(jury.load)}</th>
                            <th scope="col">{tr!(jury.action)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                {(more > 0).then(|| view! { <p><a href=assignment>{tr!(jury.vacancies_more, count = more)}</a></p> })}
                {all.then(|| view! {
                    <div class="actions"><a class="button" href=preview>{tr!(jury.give_all)}</a></div>
                })}
            </section>
        }
    })
    .into_any()
}

#[component]
fn Row(
    vacancy: Vacancy,
    slug: String,
    may_assign: bool,
    add: ServerAction<AddPair>,
) -> impl IntoView {
    let tag = vacancy.proposal;
    let (who, load, action) = match vacancy.best {
        Some(juror) => {
            let (before, after) = (juror.assigned, juror.assigned + 1);
            let load = tr!(
                jury.load_change,
                before = before,
                after = after,
                capacity = juror.capacity
            );
            let who = view! {
                <span>{juror.name.clone()} <span class="meta">" " {fit_text(&juror)}</span></span>
            };
            let action = may_assign.then(|| give(tag.id.to_string(), &juror, add));
            (who.into_any(), load, action)
        }
        None => {
            let jury = format!("/organise/{slug}/jury");
            let who = view! {
                <span>{tr!(jury.vacancy_nobody)} " " <a href=jury>{tr!(jury.title)}</a></span>
            };
            (who.into_any(), "–".to_owned(), None)
        }
    };
    view! {
        <tr>
            <th scope="row">
                <a href=candidates_address(&slug, tag.number)>
                    {tr!(jury.number_and_title, number = tag.number, title = tag.title)}
                </a>
            </th>
            <td class="num" data-label=tr!(jury.jurors)>{tr!(jury.readers_of, count = vacancy.readers, needed = vacancy.wanted)}</td>
            <td data-label=tr!(jury.could_take)>{who}</td>
            <td class="num" data-label=tr!(jury.load)>{load}</td>
            <td data-label=tr!(jury.action)>{action}</td>
        </tr>
    }
    .into_any()
}

fn give(proposal: String, juror: &Candidate, add: ServerAction<AddPair>) -> AnyView {
    let (id, label) = (juror.id.to_string(), tr!(jury.give_to, name = juror.name));
    view! {
        <ActionForm action=add>
            <Hidden name="proposal" value=proposal/>
            <Hidden name="juror" value=id/>
            <button type="submit" class="small">{label}</button>
        </ActionForm>
    }
    .into_any()
}

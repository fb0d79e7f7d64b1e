//! `/jury/:slug/practice`: an invented proposal to be scored, then one's own levels beside the organisers'. Nothing of it is
//! kept, so that it is the answer of the form that shows the comparison.

use super::{
    Practise, load_practice,
    places::overall_text,
    scales::CriterionInput,
    sheet_form::{Messages, labels_of},
};
use crate::{
    components::{Fetched, PageHead, fetching},
    forms::*,
    texts::Texts,
    tr,
};
use domain::{
    competitions::Criterion,
    reviews::{Compared, PracticeAnswer, PracticeSheet},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn PracticePage() -> impl IntoView {
    let params = use_params_map();
    let action = ServerAction::<Practise>::new();
    let sheet = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        load_practice,
    );
    let answer = Answered::of::<Practise>();
    view! {
        <Fetched of=sheet let:sheet>
            <main class="page wide" id="main" tabindex="-1"><Content sheet answer=answer.clone() action/></main>
        </Fetched>
    }
    .into_any()
}

#[component]
fn Content(
    sheet: PracticeSheet,
    answer: Option<PracticeAnswer>,
    action: ServerAction<Practise>,
) -> impl IntoView {
    let language = Texts::current().language;
    let queue = format!("/jury/{}", sheet.slug);
    let eyebrow = sheet.name.get(language).to_owned();
    let body = match answer {
        Some(answer) => view! { <Comparison sheet answer/> }.into_any(),
        None => view! { <Sheet sheet action/> }.into_any(),
    };
    view! {
        <nav class="breadcrumbs" aria-label=tr!(reviews.breadcrumbs)>
            <ol><li><a href=queue>{tr!(reviews.queue)}</a></li><li aria-current="page">{tr!(reviews.practice)}</li></ol>
        </nav>
        <PageHead title=tr!(reviews.practice) eyebrow lead=tr!(reviews.practice_lead)/>
        {body}
    }
    .into_any()
}

/// The example beside the rubric, as on a score sheet.
#[component]
fn Sheet(sheet: PracticeSheet, action: ServerAction<Practise>) -> impl IntoView {
    let form = FormState::of(action);
    let weights: i32 = sheet.rubric.iter().map(|own| own.weight).sum();
    let labels = labels_of(&sheet.rubric);
    let criteria = sheet
        .rubric
        .iter()
        .map(|criterion| {
            let none = String::new;
            view! {
                <CriterionInput form=form.clone() criterion=criterion.clone() answer=none() reason=none() weights used=none()/>
            }
        })
        .collect_view();
    view! {
        <div class="two-pane">
            <nav class="pane-switch" aria-label=tr!(reviews.parts)>
                <a href="#proposal">{tr!(reviews.proposal)}</a>
                <a href="#rubric">{tr!(reviews.scores)}</a>
            </nav>
            <article class="pane" id="proposal" tabindex="0" aria-label=tr!(reviews.proposal)>
                <ExampleText sheet=sheet.clone()/>
            </article>
            <section class="pane" id="rubric" tabindex="0" aria-label=tr!(reviews.scores)>
                <h2>{tr!(reviews.scores)}</h2>
                <ActionForm action attr:class="form" attr:novalidate="">
                    <Messages form=form.clone() labels/>
                    <Hidden name="slug" value=sheet.slug/>
                    {criteria}
                    <div class="actions"><Submit form label=tr!(reviews.practice_compare)/></div>
                </ActionForm>
            </section>
        </div>
    }
    .into_any()
}

/// The invented proposal to read.
#[component]
fn ExampleText(sheet: PracticeSheet) -> impl IntoView {
    let lang = sheet.language.code();
    view! {
        <p class="meta">{tr!(reviews.practice_invented)}</p>
        <h2 lang=lang>{sheet.title}</h2>
        <div class="prose" lang=lang inner_html=sheet.text></div>
    }
    .into_any()
}

#[component]
fn Comparison(sheet: PracticeSheet, answer: PracticeAnswer) -> impl IntoView {
    let lang = sheet.language.code();
    let again = format!("/jury/{}/practice", sheet.slug);
    let queue = format!("/jury/{}", sheet.slug);
    let same = tr!(
        reviews.practice_same_of,
        count = answer.same(),
        all = answer.compared.len()
    );
    let overall = answer.own.map(|_| {
        tr!(
            reviews.practice_overall,
            own = overall_text(answer.own),
            reference = overall_text(answer.reference)
        )
    });
    let rows = sheet
        .rubric
        .iter()
        .zip(answer.compared)
        .map(|(criterion, compared)| view! { <Row criterion=criterion.clone() compared written=lang/> })
        .collect_view();
    let title = sheet.title.clone();
    view! {
        <section class="stack" aria-labelledby="comparison-title">
            <h2 id="comparison-title">{tr!(reviews.practice_comparison)}</h2>
            <p>{same} " " {overall}</p>
            <table class="data">
                <caption class="visually-hidden">{tr!(reviews.practice_comparison)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(reviews.criterion)}</th>
                        <th scope="col">{tr!(reviews.practice_own)}</th>
                        <th scope="col">{tr!(reviews.practice_reference)}</th>
                        <th scope="col">{tr!(reviews.practice_reason)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p>{tr!(reviews.practice_advice)}</p>
            <div class="actions">
                <a class="button primary" href=queue>{tr!(reviews.practice_done)}</a>
                <a class="button" href=again>{tr!(reviews.practice_again)}</a>
            </div>
            <details class="disclosure">
                <summary>{tr!(reviews.proposal)} ": " <span lang=lang>{title}</span></summary>
                <div><ExampleText sheet/></div>
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn Row(criterion: Criterion, compared: Compared, written: &'static str) -> impl IntoView {
    let language = Texts::current().language;
    let level = |units: i32| {
        let anchor = criterion.anchors.iter().find(|own| own.level == units);
        let anchor = anchor.map(|own| own.text.get(language).to_owned());
        view! {
            <span>
                <strong>{criterion.points_text(units, language)}</strong>
                {anchor.map(|text| view! { " " <span class="meta">{text}</span> })}
            </span>
        }
        .into_any()
    };
    let own = match compared.own {
        Some(units) => level(units),
        None => {
            let why = compared.cannot.clone();
            view! { <span>{tr!(reviews.cannot_judge)} " " <span class="meta">{why}</span></span> }
                .into_any()
        }
    };
    let reference = compared.reference.map_or_else(
        || view! { <span class="meta">{tr!(reviews.practice_no_reference)}</span> }.into_any(),
        level,
    );
    let distance = compared.above().map(|above| {
        let points = criterion.points_text(above.abs(), language);
        let (class, text) = match above {
            0 => ("badge success", tr!(reviews.practice_same).to_owned()),
            1.. => ("badge", tr!(reviews.practice_higher, points = points)),
            _ => ("badge", tr!(reviews.practice_lower, points = points)),
        };
        view! { " " <span class=class>{text}</span> }
    });
    view! {
        <tr>
            <th scope="row">{criterion.name.get(language).to_owned()} {distance}</th>
            <td data-label=tr!(reviews.practice_own)>{own}</td>
            <td data-label=tr!(reviews.practice_reference)>{reference}</td>
            <td data-label=tr!(reviews.practice_reason)><span lang=written>{compared.reason}</span></td>
        </tr>
    }
    .into_any()
}

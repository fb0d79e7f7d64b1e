//! `/jury/:slug/scores`: all that a juror scored, in the order that follows from it, and how the scales were used. It shows
//! whether one's own scores agree with each other; nobody else's are here.

use super::{
    PlaceOwn, ProgressLine, StateBadge,
    hints::Hints,
    my_order,
    places::{Contradictions, PlaceInput, PlacesForm, overall_text},
};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::FormState,
    texts::Texts,
    tr,
};
use domain::{
    competitions::Criterion,
    money::decimal,
    policy::Phase,
    reviews::{OwnOrder, OwnScores, OwnUse, QueueState, ReviewState},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn OrderPage() -> impl IntoView {
    let params = use_params_map();
    let place = ServerAction::<PlaceOwn>::new();
    let order = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        my_order,
    );
    view! {
        <Fetched of=order let:order>
            <main class="page" id="main" tabindex="-1"><Content order place/></main>
        </Fetched>
    }
    .into_any()
}

#[component]
fn Content(order: OwnOrder, place: ServerAction<PlaceOwn>) -> impl IntoView {
    let language = Texts::current().language;
    let name = order.jury.name.get(language).to_owned();
    let queue = format!("/jury/{}", order.jury.slug);
    let readable = order.jury.phase >= Phase::Jury && order.jury.phase <= Phase::Selection;
    let body = if order.rows.is_empty() {
        view! { <EmptyState title=tr!(reviews.no_scores) text=tr!(reviews.no_scores_text)/> }
            .into_any()
    } else {
        view! { <Table order=order.clone() readable place/> }.into_any()
    };
    view! {
        <nav class="breadcrumbs" aria-label=tr!(reviews.breadcrumbs)>
            <ol><li><a href=queue>{tr!(reviews.queue)}</a></li><li aria-current="page">{tr!(reviews.order)}</li></ol>
        </nav>
        <PageHead title=tr!(reviews.order) eyebrow=name lead=tr!(reviews.order_lead)/>
        <ProgressLine progress=order.jury.progress id="progress".to_owned()/>
        <Hints order=order.clone()/>
        {body}
    }
    .into_any()
}

#[component]
fn Table(order: OwnOrder, readable: bool, place: ServerAction<PlaceOwn>) -> impl IntoView {
    let form = readable.then(|| FormState::of(place));
    let language = Texts::current().language;
    let heads = order
        .rubric
        .iter()
        .map(|criterion| view! { <th scope="col" class="num">{criterion.name.get(language).to_owned()}</th> })
        .collect_view();
    let rows = order
        .rows
        .iter()
        .map(|row| view! { <Row row=row.clone() rubric=order.rubric.clone() form=form.clone()/> })
        .collect_view();
    let used = order
        .rubric
        .iter()
        .zip(&order.used)
        .map(|(criterion, used)| {
            let name = criterion.name.get(language).to_owned();
            view! { <li><div><strong>{name}</strong> " " {levels_view(used, criterion)}</div></li> }
        })
        .collect_view();
    let table = view! {
        <table class="data">
            <caption class="visually-hidden">{tr!(reviews.order)}</caption>
            <thead>
                <tr>
                    {readable.then(|| view! { <th scope="col">{tr!(reviews.own_place)}</th> })}
                    <th scope="col" class="num">{tr!(reviews.number)}</th>
                    <th scope="col">{tr!(reviews.proposal)}</th>
                    {heads}
                    <th scope="col" class="num">{tr!(reviews.overall)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    let table = if readable {
        view! {
            <p>{tr!(reviews.places_lead)}</p>
            <Contradictions order=order.clone()/>
            <PlacesForm action=place order=order.clone()>{table}</PlacesForm>
        }
        .into_any()
    } else {
        table.into_any()
    };
    view! {
        {table}
        <section aria-labelledby="used-title">
            <h2 id="used-title">{tr!(reviews.used_title)}</h2>
            <p>{tr!(reviews.used_lead)}</p>
            <ul class="list">{used}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Row(row: OwnScores, rubric: Vec<Criterion>, form: Option<FormState>) -> impl IntoView {
    let language = Texts::current().language;
    let lang = row.language.code();
    let title = if form.is_some() {
        let href = format!("/reviews/{}", row.assignment);
        view! { <a href=href lang=lang>{row.title.clone()}</a> }.into_any()
    } else {
        view! { <span lang=lang>{row.title.clone()}</span> }.into_any()
    };
    let place = form.map(|form| {
        view! { <td data-label=tr!(reviews.own_place)><PlaceInput form row=row.clone()/></td> }
    });
    let cells = rubric
        .iter()
        .map(|criterion| {
            let name = criterion.name.get(language).to_owned();
            let text = match row.scores.get(&criterion.id) {
                None => "…".to_owned(),
                Some(None) => "–".to_owned(),
                Some(Some(units)) => criterion.points_text(*units, language),
            };
            view! { <td class="num" data-label=name>{text}</td> }
        })
        .collect_view();
    let overall = overall_text(row.overall);
    let draft = row.state != ReviewState::Submitted;
    view! {
        <tr>
            {place}
            <td class="num" data-label=tr!(reviews.number)>{row.number}</td>
            <th scope="row">{title} {draft.then(|| view! { " " <StateBadge state=QueueState::Draft/> })}</th>
            {cells}
            <td class="num" data-label=tr!(reviews.overall)><strong>{overall}</strong></td>
        </tr>
    }
    .into_any()
}

/// How a juror used the scale of a criterion for other proposals; nothing when nothing was scored yet.
pub(super) fn used_before(used: Option<&OwnUse>, criterion: &Criterion) -> AnyView {
    match used.filter(|used| used.count() > 0) {
        None => ().into_any(),
        Some(used) => view! { <p class="hint">{tr!(reviews.used_before)} " " {levels_view(used, criterion)}</p> }
            .into_any(),
    }
}

/// "2 (1×) · 3 (4×), average 2.8".
fn levels_view(used: &OwnUse, criterion: &Criterion) -> AnyView {
    let language = Texts::current().language;
    let Some(mean) = used.mean() else {
        return view! { <span class="meta">{tr!(reviews.not_scored)}</span> }.into_any();
    };
    let levels: Vec<String> = used
        .levels
        .iter()
        .map(|(units, times)| {
            let level = criterion.points_text(*units, language);
            tr!(reviews.level_times, level = level, count = times)
        })
        .collect();
    let mean = decimal(
        mean / f64::from(criterion.units_per_point.max(1)),
        1,
        language,
    );
    let mean = tr!(reviews.average, number = mean);
    view! { <span class="levels">{levels.join(" · ")}</span> ", " {mean} }.into_any()
}

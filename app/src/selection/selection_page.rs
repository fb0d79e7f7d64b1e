//! `/organise/:slug/selection`: ranks, chances and the cut line; freezing and publishing.

use super::{
    FreezeSelection, PublishSelection, caterpillars::Caterpillar, decisions::Decision,
    selection_view, warnings,
};
use crate::{
    AppError,
    competitions::OrganiserFrame,
    components::{EmptyState, Fetched, PageHead, fetching},
    texts::{Texts, denied_text},
    tr,
};
use domain::{
    Error,
    policy::Denied,
    selection::{SelectionResult, SelectionView, Stage},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

/// The page.
#[component]
pub fn SelectionPage() -> impl IntoView {
    let params = use_params_map();
    let (freeze, publish) = (
        ServerAction::<FreezeSelection>::new(),
        ServerAction::<PublishSelection>::new(),
    );
    let view = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        |slug| async move {
            match selection_view(slug.clone()).await {
                Ok(view) => Ok(Shown::View(Box::new(view))),
                Err(AppError(Error::Denied(Denied::TooEarly))) => Ok(Shown::TooEarly(slug)),
                Err(error) => Err(error),
            }
        },
    );
    let content = move |shown| match shown {
        Shown::View(view) => view! { <Content view=*view freeze publish/> }.into_any(),
        Shown::TooEarly(slug) => view! { <TooEarly slug/> }.into_any(),
    };
    view! { <Fetched of=view let:shown>{content(shown)}</Fetched> }.into_any()
}

/// What the page has to show.
#[derive(Clone, Serialize, Deserialize)]
enum Shown {
    View(Box<SelectionView>),
    /// Before the jury is at work there is nothing to compute; the competition's slug.
    TooEarly(String),
}

#[component]
fn TooEarly(slug: String) -> impl IntoView {
    view! {
        <OrganiserFrame slug current="selection">
            <PageHead title=tr!(selection.title)/>
            <EmptyState title=tr!(selection.none) text=denied_text(Denied::TooEarly)/>
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Content(
    view: SelectionView,
    freeze: ServerAction<FreezeSelection>,
    publish: ServerAction<PublishSelection>,
) -> impl IntoView {
    let name = view.name.get(Texts::current().language).to_owned();
    let lead = match view.stage {
        Stage::Preview => tr!(selection.lead_preview),
        Stage::Frozen { .. } => tr!(selection.lead_frozen),
        Stage::Published { .. } => tr!(selection.lead_published),
    };
    let titles = view.titles.clone();
    let result = match view.outcome.clone() {
        Ok(result) => {
            let (warnings, jurors) = (result.warnings.clone(), result.jurors.clone());
            view! {
                <Figures result=result.clone()/>
                <warnings::Warnings warnings/>
                {result.second_look.map(warnings::rubric_effect)}
                {offer(&view, &result)}
                <Decision view=view.clone() freeze publish/>
                <Caterpillar result titles/>
                <warnings::Jurors jurors/>
                <HowItWorks/>
            }
            .into_any()
        }
        Err(reason) => {
            let text = warnings::no_result(&reason);
            view! { <EmptyState title=tr!(selection.none) text/> }.into_any()
        }
    };
    view! {
        <OrganiserFrame slug=view.slug.clone() current="selection" wide=true>
            <PageHead title=tr!(selection.title) eyebrow=name lead=lead/>
            {result}
            <p class="meta">{tr!(selection.input_hash)} " " <code class="fingerprint">{view.input_hash}</code></p>
        </OrganiserFrame>
    }
    .into_any()
}

/// Leads to a second look while nothing is frozen and something is too close to call.
fn offer(view: &SelectionView, result: &SelectionResult) -> Option<AnyView> {
    let close = result
        .places
        .iter()
        .filter(|place| place.close_call)
        .count();
    (view.stage == Stage::Preview && view.organiser && close > 0).then(|| {
        let href = format!("/organise/{}/second-look", view.slug);
        view! {
            <div class="notice info">
                <p>{tr!(selection.second_look_offer, count = close)}</p>
                <p><a href=href>{tr!(selection.second_look_plan)}</a></p>
            </div>
        }
        .into_any()
    })
}

#[component]
fn Figures(result: SelectionResult) -> impl IntoView {
    let close = result
        .places
        .iter()
        .filter(|place| place.close_call)
        .count();
    let figures = [
        (tr!(selection.seats), result.seats.to_string()),
        (tr!(selection.proposals), result.places.len().to_string()),
        (tr!(selection.reviews), result.reviews.to_string()),
        (tr!(selection.close_calls), close.to_string()),
    ]
    .map(|(label, value)| view! { <div class="stat"><dt>{label}</dt><dd>{value}</dd></div> })
    .collect_view();
    view! { <dl class="stats">{figures}</dl> }.into_any()
}

#[component]
fn HowItWorks() -> impl IntoView {
    view! {
        <details class="disclosure">
            <summary>{tr!(selection.how)}</summary>
            <div><p>{tr!(selection.how_adjusted)}</p><p>{tr!(selection.how_chance)}</p><p>{tr!(selection.how_ties)}</p></div>
        </details>
    }
    .into_any()
}

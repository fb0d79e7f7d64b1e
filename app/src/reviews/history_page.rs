//! `/reviews/:assignment/history`: what one's own review was before, and going back to it.

use super::{contents::ContentView, review_history, score_sheet};
use crate::{
    AppError,
    components::{EmptyState, Fetched, PageHead, fetching},
    texts::Time,
    tr,
};
use domain::{
    Error,
    reviews::{ReviewState, ReviewVersion, ScoreSheet},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ReviewHistoryPage() -> impl IntoView {
    let params = use_params_map();
    let history = fetching(
        move || params.read().get("assignment").unwrap_or_default(),
        load,
    );
    view! {
        <Fetched of=history let:loaded>
            <main class="page narrow" id="main" tabindex="-1"><Content sheet=loaded.0 versions=loaded.1/></main>
        </Fetched>
    }
    .into_any()
}

async fn load(id: String) -> Result<(ScoreSheet, Vec<ReviewVersion>), AppError> {
    let id = id.parse().map_err(|_| AppError(Error::Missing))?;
    Ok((score_sheet(id).await?, review_history(id).await?))
}

#[component]
fn Content(sheet: ScoreSheet, versions: Vec<ReviewVersion>) -> impl IntoView {
    let back = format!("/reviews/{}", sheet.assignment);
    let newest = versions.first().map_or(0, |kept| kept.version);
    let empty = versions.is_empty();
    let items = versions
        .into_iter()
        .map(|kept| {
            let restore = (sheet.open && kept.version != newest)
                .then(|| format!("{back}?restore={}", kept.version));
            view! { <Version kept restore rubric=sheet.rubric.clone()/> }
        })
        .collect_view();
    view! {
        <nav class="breadcrumbs" aria-label=tr!(reviews.breadcrumbs)>
            <ol><li><a href=back.clone()>{sheet.title.clone()}</a></li><li aria-current="page">{tr!(reviews.history)}</li></ol>
        </nav>
        <PageHead title=tr!(reviews.history) lead=tr!(reviews.history_lead)/>
        {empty.then(|| view! { <EmptyState title=tr!(reviews.not_reviewed)/> })}
        <div class="stack">{items}</div>
    }
    .into_any()
}

#[component]
fn Version(
    kept: ReviewVersion,
    restore: Option<String>,
    rubric: Vec<domain::competitions::Criterion>,
) -> impl IntoView {
    let state = match kept.state {
        ReviewState::Submitted => tr!(reviews.state_received),
        ReviewState::Draft | ReviewState::Sealed => tr!(reviews.state_draft),
    };
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2>{tr!(reviews.version, number = kept.version)}</h2>
                <span class="meta">{state} " · " <Time at=kept.saved_at/></span>
            </header>
            {kept.reason.map(|reason| view! { <p>{tr!(deliberations.changed)} ": " {tr!(audit.reason, reason = reason)}</p> })}
            <ContentView content=kept.content rubric/>
            {restore.map(|href| view! { <p><a class="button small" href=href>{tr!(reviews.begin_from)}</a></p> })}
        </section>
    }
    .into_any()
}

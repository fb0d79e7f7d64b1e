//! `/reviews/:assignment`: the proposal and the rubric side by side, one after the other on a phone.

use super::{
    ProgressLine,
    contents::ContentView,
    review_history, score_sheet,
    sheet_form::{Received, SheetForm},
};
use crate::{
    AppError,
    components::{Loaded, PageHead, loading, written_by_server},
    files::{FilesSection, PhotoSection},
    proposals::ProposalText,
    texts::{Texts, Time},
    tr,
};
use domain::{
    Error,
    jury::OthersVisibility,
    reviews::{ReviewContent, ScoreSheet},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page. `?restore=3` begins from an earlier version of the review.
#[component]
pub fn SheetPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let sheet = loading(
        move || {
            let id = params.read().get("assignment").unwrap_or_default();
            let restore = query.read().get("restore");
            (id, restore)
        },
        |(id, restore)| load(id, restore),
    );
    // As without scripts the page comes anew and says what was received.
    let received = Callback::new(|()| {
        let here = window().location();
        let _ = here.pathname().and_then(|path| here.assign(&path));
    });
    view! {
        <Loaded of=sheet let:loaded>
            <main class="page wide" id="main" tabindex="-1">
                <Content sheet=loaded.0 restored=loaded.1 received/>
            </main>
        </Loaded>
    }
    .into_any()
}

/// The sheet, and the content of the version to begin from.
async fn load(
    id: String,
    restore: Option<String>,
) -> Result<(ScoreSheet, Option<ReviewContent>), AppError> {
    let id = id.parse().map_err(|_| AppError(Error::Missing))?;
    let sheet = score_sheet(id).await?;
    let restored = match restore.and_then(|version| version.parse::<i64>().ok()) {
        None => None,
        Some(version) => review_history(id)
            .await?
            .into_iter()
            .find(|kept| kept.version == version)
            .map(|kept| kept.content),
    };
    Ok((sheet, restored))
}

#[component]
fn Content(
    sheet: ScoreSheet,
    restored: Option<ReviewContent>,
    received: Callback<()>,
) -> impl IntoView {
    let language = Texts::current().language;
    let eyebrow = format!("{} · {}", sheet.competition.get(language), sheet.number);
    let queue = format!("/jury/{}", sheet.slug);
    let order = format!("/jury/{}/scores", sheet.slug);
    let conflict = format!("/reviews/{}/conflict", sheet.assignment);
    let history = format!("/reviews/{}/history", sheet.assignment);
    // The longest part, to be read only: the browser gets it once, as HTML.
    let proposal = written_by_server(|| {
        let (content, files, photo) = (
            sheet.content.clone(),
            sheet.files.clone(),
            sheet.photo.clone(),
        );
        let hidden = !sheet.blind.shows_teams();
        let hidden = hidden.then(|| view! { <p class="meta">{tr!(reviews.team_hidden)}</p> });
        view! {
            {hidden}
            <ProposalText content/>
            <FilesSection files/>
            <PhotoSection photo/>
        }
    });
    // As the proposal: a sentence and a link cost no code of the browser.
    let others = written_by_server(|| {
        let rule = match sheet.blind.others {
            OthersVisibility::Never => None,
            OthersVisibility::AfterOwn => Some(tr!(competitions.rule_others_after_own)),
            OthersVisibility::AfterClose => Some(tr!(competitions.rule_others_after_close)),
        };
        let rule = rule.map(|rule| view! { <p class="hint">{rule}</p> });
        let href = format!("/reviews/{}/others", sheet.assignment);
        let link = sheet.others.then(
            || view! { <ul class="list"><li><a href=href>{tr!(reviews.others)}</a></li></ul> },
        );
        view! { {link} {rule} }
    });
    let has_history = sheet.review.is_some();
    view! {
        <nav class="breadcrumbs" aria-label=tr!(reviews.breadcrumbs)>
            <ol><li><a href=queue rel="external">{tr!(reviews.queue)}</a></li><li aria-current="page">{sheet.number}</li></ol>
        </nav>
        <PageHead title=sheet.title.clone() eyebrow=eyebrow/>
        <ProgressLine progress=sheet.progress id="progress".to_owned()/>
        <Received sheet=sheet.clone()/>
        <div class="two-pane">
            <nav class="pane-switch" aria-label=tr!(reviews.parts)>
                <a href="#proposal">{tr!(reviews.proposal)}</a>
                <a href="#rubric">{tr!(reviews.scores)}</a>
            </nav>
            <article class="pane" id="proposal" tabindex="0" aria-label=tr!(reviews.proposal) inner_html=proposal></article>
            <section class="pane" id="rubric" tabindex="0" aria-label=tr!(reviews.scores)>
                <h2>{tr!(reviews.scores)}</h2>
                <Rubric sheet restored received/>
                <ul class="list">
                    <li><a href=order rel="external">{tr!(reviews.order)}</a></li>
                    {has_history.then(|| view! { <li><a href=history rel="external">{tr!(reviews.history)}</a></li> })}
                    <li><a href=conflict rel="external">{tr!(reviews.have_conflict)}</a></li>
                </ul>
                <div inner_html=others></div>
            </section>
        </div>
    }
    .into_any()
}

/// The form; after the window, what was said.
#[component]
fn Rubric(
    sheet: ScoreSheet,
    restored: Option<ReviewContent>,
    received: Callback<()>,
) -> impl IntoView {
    if sheet.open {
        return view! { <SheetForm sheet restored received/> }.into_any();
    }
    let own = sheet.review.map(|review| review.content);
    view! {
        <div class="notice info">
            <p>{tr!(reviews.closed)} " " <Time at=sheet.closes_at zone=sheet.zone/></p>
        </div>
        {match own {
            Some(content) => view! { <ContentView content rubric=sheet.rubric/> }.into_any(),
            None => view! { <p>{tr!(reviews.not_reviewed)}</p> }.into_any(),
        }}
    }
    .into_any()
}

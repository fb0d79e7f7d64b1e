//! `/proposals/:id/history`: what each section said before, who changed it, and bringing it back.

use super::{Differences, RestoreVersion, VersionList as Page, answer_text, load_history};
use crate::{
    AppError,
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    teams::id_in,
    texts::{Texts, TimeStyle, time_text},
    tr, viewer,
};
use domain::{
    Error, ProposalId,
    proposals::{Answers, SectionVersion},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Versions on a page, as `store` has it.
const PAGE: u64 = 50;

/// The history of one section at a time.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let page = move || {
        let query = query.read();
        query
            .get("page")
            .and_then(|page| page.parse::<u64>().ok())
            .unwrap_or(0)
    };
    let history = fetching(
        move || {
            let section = query.read().get("section").unwrap_or_default();
            (id_in::<ProposalId>(&params.read(), "id"), section, page())
        },
        |(id, section, page)| async move {
            match id {
                Some(id) => load_history(id, section, page)
                    .await
                    .map(|found| (id, page, found)),
                None => Err(AppError(Error::Missing)),
            }
        },
    );
    view! {
        <Fetched of=history let:found>
            {let (id, page, found) = found; view! { <History id page found/> }}
        </Fetched>
    }
    .into_any()
}

#[component]
fn History(id: ProposalId, page: u64, found: Page) -> impl IntoView {
    let language = Texts::current().language;
    let restore = ServerAction::<RestoreVersion>::new();
    let title = if found.title.is_empty() {
        tr!(proposals.untitled).to_owned()
    } else {
        found.title.clone()
    };
    let tabs = found
        .form
        .sections
        .iter()
        .map(|section| {
            let here = (section.key == found.section).then_some("page");
            view! {
                <a href=format!("?section={}", section.key) aria-current=here>{section.title.get(language).to_owned()}</a>
            }
        })
        .collect_view();
    let last = (page + 1) * PAGE >= found.total;
    let shown = found.versions.len();
    let versions = (0..shown)
        .map(|at| {
            let version = found.versions[at].clone();
            // The oldest of a full page is compared on the next page, where its predecessor stands.
            let before = match found.versions.get(at + 1) {
                Some(before) => Some(before.answers.clone()),
                None if last => Some(Answers::default()),
                None => None,
            };
            view! { <Version id found=found.clone() version before restore/> }
        })
        .collect_view();
    let pages = (found.total > PAGE).then(|| {
        let address = |page: u64| format!("?section={}&page={page}", found.section);
        view! {
            <nav class="pagination" aria-label=tr!(proposals.pages)>
                {(page > 0).then(|| view! { <a rel="prev" href=address(page - 1)>{tr!(proposals.newer)}</a> })}
                {(!last).then(|| view! { <a rel="next" href=address(page + 1)>{tr!(proposals.older)}</a> })}
            </nav>
        }
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=tr!(proposals.history) eyebrow=title>
                <a class="button" href=format!("/proposals/{id}")>{tr!(proposals.overview)}</a>
            </PageHead>
            <nav class="tabs" aria-label=tr!(proposals.sections)>{tabs}</nav>
            <FormErrors form=FormState::of(restore)/>
            {(shown == 0).then(|| view! {
                <EmptyState title=tr!(proposals.no_history) text=tr!(proposals.no_history_text)/>
            })}
            <div class="stack">{versions}</div>
            {pages}
        </main>
    }
    .into_any()
}

#[component]
fn Version(
    id: ProposalId,
    found: Page,
    version: SectionVersion,
    before: Option<Answers>,
    restore: ServerAction<RestoreVersion>,
) -> impl IntoView {
    let language = Texts::current().language;
    let time = time_text(
        version.saved_at,
        &viewer::current().zone,
        TimeStyle::DateTime,
    );
    let head = match &version.saved_by {
        Some(name) => tr!(proposals.saved_by, time = time, name = name),
        None => tr!(proposals.saved_at, time = time),
    };
    let questions = found
        .form
        .section(&found.section)
        .map(|section| section.questions.clone())
        .unwrap_or_default();
    let changes = before.map(|before| {
        questions
            .iter()
            .filter(|question| before.get(&question.key) != version.answers.get(&question.key))
            .map(|question| {
                let first = answer_text(question, before.get(&question.key), &found.choices);
                let second =
                    answer_text(question, version.answers.get(&question.key), &found.choices);
                view! {
                    <h3>{question.label.get(language).to_owned()}</h3>
                    <Differences first_title=tr!(proposals.before) first second_title=tr!(proposals.after) second/>
                }
            })
            .collect::<Vec<_>>()
    });
    let current = version.version == found.current;
    let bring_back = (found.restorable && !current).then(|| {
        let form = FormState::of(restore);
        view! {
            <ActionForm action=restore>
                <Hidden name="id" value=id.to_string()/>
                <Hidden name="section" value=found.section.clone()/>
                <Hidden name="version" value=version.version.to_string()/>
                <Hidden name="expected" value=found.current.to_string()/>
                <Submit form class="small" label=tr!(proposals.restore)/>
            </ActionForm>
        }
    });
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2>{tr!(proposals.version, number = version.version)}</h2>
                {current.then(|| view! { <span class="badge success">{tr!(proposals.current)}</span> })}
            </header>
            <p class="meta">{head}</p>
            {changes.map(|changes| view! {
                <details class="disclosure" open=current>
                    <summary>{tr!(proposals.changes, count = changes.len())}</summary>
                    <div>{changes}</div>
                </details>
            })}
            {bring_back}
        </section>
    }
    .into_any()
}

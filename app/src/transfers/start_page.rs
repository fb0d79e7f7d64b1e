//! `/organise/:slug/import`: which file, and the files that wait.

use super::{UPLOAD, column_text, import_start};
use crate::{
    competitions::OrganiserFrame,
    components::{Fetched, PageHead},
    forms::*,
    texts::{Texts, Time, denied_text, named},
    tr,
};
use domain::{
    Denied,
    imports::{Entering, ImportKind, ImportOptions, ImportStart, WaitingImport},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The upload page.
#[component]
pub fn ImportStartPage() -> impl IntoView {
    let slug = use_params_map().read_untracked().get("slug");
    let start = import_start(slug.unwrap_or_default());
    view! { <Fetched of=start let:start><Start start/></Fetched> }.into_any()
}

#[component]
fn Start(start: ImportStart) -> impl IntoView {
    let name = start.heading.name.get(Texts::current().language).to_owned();
    let slug = start.heading.slug.clone();
    let export = format!("/organise/{slug}/export");
    let columns = ImportKind::ALL
        .iter()
        .map(|kind| view! { <ColumnsOf kind=*kind start=start.clone()/> })
        .collect_view();
    let entry = match start.denied {
        Some(denied) => view! { <div class="notice"><p>{denied_text(denied)}</p></div> }.into_any(),
        None => view! { <Upload slug=slug.clone() no_scores=start.no_scores/> }.into_any(),
    };
    view! {
        <OrganiserFrame slug=slug.clone() current="import">
            <PageHead title=tr!(transfers.import_title) eyebrow=name lead=tr!(transfers.import_lead)/>
            {entry}
            <Waiting slug waiting=start.waiting zone=start.heading.zone/>
            <section class="stack">
                <h2>{tr!(transfers.columns_title)}</h2>
                <p>{tr!(transfers.columns_text)}</p>
                {columns}
            </section>
            <p><a href=export>{tr!(transfers.to_export)}</a></p>
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Upload(slug: String, no_scores: Option<Denied>) -> impl IntoView {
    let form = FormState::at(UPLOAD);
    let kinds = ImportKind::ALL
        .iter()
        .filter(|kind| no_scores.is_none() || **kind != ImportKind::Scores)
        .map(|kind| Choice::new(kind.key(), named("import_kind", kind.key())))
        .collect();
    let labels = vec![
        ("kind", tr!(transfers.kind)),
        ("file", tr!(transfers.file)),
        ("entering", tr!(transfers.entering)),
    ];
    let no_scores = no_scores.map(|why| match why {
        Denied::TooEarly => tr!(transfers.no_scores),
        other => denied_text(other),
    });
    let no_scores = no_scores.map(|text| view! { <p class="hint">{text}</p> });
    let problem = form.problem("file");
    view! {
        <section class="panel">
            <header class="panel-head"><h2>{tr!(transfers.upload_title)}</h2></header>
            <form class="form" method="post" action=format!("{UPLOAD}/{slug}") enctype="multipart/form-data">
                <FormErrors form=form.clone() labels/>
                <Choices form=form.clone() name="kind" label=tr!(transfers.kind) options=kinds
                    chosen=vec![ImportKind::Proposals.key().to_owned()]/>
                {no_scores}
                <div class="field">
                    <label for="file">{tr!(transfers.file)}</label>
                    <p class="hint" id="file-hint">{tr!(transfers.file_hint)}</p>
                    <input type="file" id="file" name="file" required accept=".csv,.tsv,.txt,text/csv,text/plain"
                        aria-describedby="file-hint file-error"
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")/>
                    <p class="error" id="file-error" hidden=move || problem.with(Option::is_none)>{move || problem.get()}</p>
                </div>
                <Options form=form.clone() prefix=false stages=true options=ImportOptions { create: true, ..ImportOptions::default() }/>
                <div class="actions"><Submit form label=tr!(transfers.check_file)/></div>
                <p class="hint">{tr!(transfers.nothing_yet)}</p>
            </form>
        </section>
    }
    .into_any()
}

/// What is to be done with a file, besides its columns.
#[component]
pub fn Options(
    /// The form's state.
    form: FormState,
    /// Whether inputs are named `choices[…]`.
    prefix: bool,
    /// Whether the file may hold proposals, so that it is asked how far they are.
    stages: bool,
    /// As they are.
    options: ImportOptions,
) -> impl IntoView {
    let named_as = |name: &str| {
        if prefix {
            format!("choices[{name}]")
        } else {
            name.to_owned()
        }
    };
    let entering = stages.then(|| {
        let stages = Entering::ALL
            .iter()
            .map(|stage| Choice::new(stage.key(), named("entering", stage.key())))
            .collect();
        view! {
            <Select form=form.clone() name=named_as("entering") label=tr!(transfers.entering) options=stages
                value=options.entering.key() hint=tr!(transfers.entering_hint) required=true/>
        }
    });
    view! {
        {entering}
        <Tick form=form.clone() name=named_as("create") label=tr!(transfers.create) checked=options.create/>
        <Tick form name=named_as("write") label=tr!(transfers.write) checked=options.write/>
    }
    .into_any()
}

#[component]
fn Waiting(slug: String, waiting: Vec<WaitingImport>, zone: String) -> impl IntoView {
    if waiting.is_empty() {
        return ().into_any();
    }
    let files = waiting
        .into_iter()
        .map(|file| {
            let href = format!("/organise/{slug}/import/{}", file.id);
            let kind = named("import_kind", file.kind.key());
            let name = if file.file_name.is_empty() {
                kind.to_owned()
            } else {
                file.file_name
            };
            view! {
                <li>
                    <a href=href>{name}</a>
                    <span class="badge">{kind}</span>
                    <span class="meta push"><Time at=file.at zone=zone.clone()/></span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{tr!(transfers.waiting)}</h2>
            <p>{tr!(transfers.waiting_text)}</p>
            <ul class="list">{files}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn ColumnsOf(kind: ImportKind, start: ImportStart) -> impl IntoView {
    let row = |name: String, meaning: String, needed: bool| {
        let badge = if needed {
            view! { <span class="badge warning">{tr!(transfers.needed)}</span> }
        } else {
            view! { <span class="badge">{tr!(core.optional)}</span> }
        };
        view! {
            <tr>
                <th scope="row"><code>{name}</code></th>
                <td data-label=tr!(transfers.meaning)>{meaning}</td>
                <td data-label=tr!(transfers.needed)>{badge}</td>
            </tr>
        }
    };
    let mut rows: Vec<_> = kind
        .columns()
        .iter()
        .map(|(column, needed)| row(column.key().into(), column_text(column.key(), &[]), *needed))
        .collect();
    if kind == ImportKind::Scores {
        let language = Texts::current().language;
        let criteria = start.criteria.iter();
        rows.extend(criteria.map(|(code, name)| {
            let meaning = tr!(transfers.score_on, criterion = name.get(language));
            row(code.clone(), meaning, true)
        }));
    }
    view! {
        <details class="disclosure">
            <summary>{named("import_kind", kind.key())}</summary>
            <p>{named("import_about", kind.key())}</p>
            <table class="data">
                <caption class="visually-hidden">{named("import_kind", kind.key())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(transfers.column)}</th>
                        <th scope="col">{tr!(transfers.meaning)}</th>
                        <th scope="col">{tr!(transfers.needed)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

//! `/organise/:slug/import/:id`: a file's dry run, and the button that carries it out; afterwards what was done.

use super::{
    CarryOutImport, ChangeImport, DiscardImport, import_check, mapping_form::MappingForm,
    problems::Problems,
};
use crate::{
    competitions::OrganiserFrame,
    components::{Fetched, PageHead},
    forms::{FormErrors, FormState, Hidden, Submit},
    texts::{Texts, TimeStyle, named, time_text},
    tr,
};
use domain::imports::{ImportPage, ImportReport, NewNames};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

/// Up to so many names are shown at once, more when they are asked for.
const OPEN: u32 = 12;

/// The page of a file.
#[component]
pub fn ImportCheckPage() -> impl IntoView {
    let part = |name| use_params_map().read_untracked().get(name);
    let (slug, id) = (part("slug"), part("id"));
    let page = use_query_map().read_untracked().get("page");
    let page = page.and_then(|page| page.parse().ok()).unwrap_or(1_u32);
    let check = import_check(slug.unwrap_or_default(), id.unwrap_or_default(), page);
    view! { <Fetched of=check let:page><Check page/></Fetched> }.into_any()
}

#[component]
fn Check(page: ImportPage) -> impl IntoView {
    let name = page.heading.name.get(Texts::current().language).to_owned();
    let kind = named("import_kind", page.report.kind.key());
    let title = if page.file_name.is_empty() {
        kind.to_owned()
    } else {
        tr!(transfers.file_of, kind = kind, name = page.file_name)
    };
    let slug = page.heading.slug.clone();
    let another = format!("/organise/{slug}/import");
    let change = ServerAction::<ChangeImport>::new();
    let applied = page.applied_at.is_some();
    let mapping = (!applied).then(|| view! { <MappingForm page=page.clone() change/> });
    let actions = (!applied).then(|| view! { <Actions page=page.clone()/> });
    view! {
        <OrganiserFrame slug current="import">
            <PageHead title=title eyebrow=name/>
            <Verdict page=page.clone()/>
            <Counts report=page.report.clone()/>
            {actions}
            <Problems page/>
            {mapping}
            <p><a href=another>{tr!(transfers.another)}</a></p>
        </OrganiserFrame>
    }
    .into_any()
}

/// Whether something is there that the file would change.
fn has_work(report: &ImportReport) -> bool {
    report.counts.new + report.counts.changed > 0
}

#[component]
fn Verdict(page: ImportPage) -> impl IntoView {
    let report = &page.report;
    let (class, text) = match page.applied_at {
        Some(at) => {
            let at = time_text(at, &page.heading.zone, TimeStyle::DateTime);
            ("notice success", tr!(transfers.done, time = at))
        }
        None if page.problems > 0 => ("notice warning", tr!(transfers.has_problems).to_owned()),
        None if !has_work(report) => ("notice", tr!(transfers.no_work).to_owned()),
        None if !report.unused.is_empty() => {
            ("notice warning", tr!(transfers.read_good).to_owned())
        }
        None => ("notice success", tr!(transfers.all_good).to_owned()),
    };
    let unread = (page.applied_at.is_none() && !report.unused.is_empty()).then(|| {
        let names = report.unused.join(", ");
        view! { <p>{tr!(transfers.unused, names = names)}</p> }
    });
    view! { <div class=class role="status"><p>{text}</p>{unread}</div> }.into_any()
}

#[component]
fn Counts(report: ImportReport) -> impl IntoView {
    let counts = report.counts;
    let made = report.created;
    let NewNames { proposals, jurors } = report.names;
    let things = [
        (made.teams, tr!(transfers.made_teams, count = made.teams)),
        (
            made.proposals,
            tr!(transfers.made_proposals, count = made.proposals),
        ),
        (
            made.members,
            tr!(transfers.made_members, count = made.members),
        ),
        (made.jurors, tr!(transfers.made_jurors, count = made.jurors)),
        (
            made.reviews,
            tr!(transfers.made_reviews, count = made.reviews),
        ),
        (
            made.conflicts,
            tr!(transfers.made_conflicts, count = made.conflicts),
        ),
        (made.mails, tr!(transfers.made_mails, count = made.mails)),
    ];
    let things: Vec<_> = things
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, text)| view! { <li>{text}</li> })
        .collect();
    let named = [
        (tr!(transfers.new_proposals), made.proposals, proposals),
        (tr!(transfers.new_jurors), made.jurors, jurors),
    ]
    .map(|(title, count, names)| (!names.is_empty()).then(|| view! { <Names title count names/> }));
    // What would come into being says nothing while nothing can come into being.
    let shown = !things.is_empty() && report.problems.is_empty();
    let title = if report.applied {
        tr!(transfers.made)
    } else {
        tr!(transfers.would_make)
    };
    let made = shown.then(|| {
        view! {
            <section class="stack">
                <h2>{title}</h2>
                <ul>{things}</ul>
                {named.into_iter().collect_view()}
            </section>
        }
    });
    view! {
        <dl class="stats">
            <div class="stat"><dt>{tr!(transfers.rows)}</dt><dd>{counts.rows}</dd></div>
            <div class="stat"><dt>{tr!(transfers.new)}</dt><dd>{counts.new}</dd></div>
            <div class="stat"><dt>{tr!(transfers.changed)}</dt><dd>{counts.changed}</dd></div>
            <div class="stat"><dt>{tr!(transfers.unchanged)}</dt><dd>{counts.unchanged}</dd></div>
            <div class="stat"><dt>{tr!(transfers.bad)}</dt><dd>{counts.bad}</dd></div>
        </dl>
        {made}
    }
    .into_any()
}

/// Names that the file brings up first: one that was mistyped would become a proposal or a juror of its own.
#[component]
fn Names(title: &'static str, count: u32, names: Vec<String>) -> impl IntoView {
    let more = names.len() < count as usize;
    let names: Vec<_> = names
        .into_iter()
        .map(|name| view! { <li>{name}</li> })
        .collect();
    view! {
        <details class="disclosure" open=count <= OPEN>
            <summary>{title}</summary>
            <ul>{names}{more.then(|| view! { <li>"…"</li> })}</ul>
        </details>
    }
    .into_any()
}

#[component]
fn Actions(page: ImportPage) -> impl IntoView {
    let carry = ServerAction::<CarryOutImport>::new();
    let discard = ServerAction::<DiscardImport>::new();
    let (slug, id) = (page.heading.slug, page.id.to_string());
    let (carrying, discarding) = (FormState::of(carry), FormState::of(discard));
    let ready = page.problems == 0 && has_work(&page.report);
    let (to, own) = (slug.clone(), id.clone());
    let form = carrying.clone();
    let carry_out = ready.then(|| {
        view! {
            <ActionForm action=carry>
                <Hidden name="slug" value=to/>
                <Hidden name="id" value=own/>
                <Submit form label=tr!(transfers.carry_out)/>
            </ActionForm>
        }
    });
    let promise = ready.then(|| view! { <p class="hint">{tr!(transfers.all_or_nothing)}</p> });
    view! {
        <FormErrors form=carrying/>
        <FormErrors form=discarding.clone()/>
        <div class="actions">
            {carry_out}
            <ActionForm action=discard>
                <Hidden name="slug" value=slug/>
                <Hidden name="id" value=id/>
                <Submit form=discarding label=tr!(transfers.discard) class="quiet"/>
            </ActionForm>
        </div>
        {promise}
    }
    .into_any()
}

//! `/organise/:slug/audit?page=…`: who did what when, newest first.

use super::audit_log;
use crate::{
    competitions::OrganiserFrame,
    components::{EmptyState, Fetched, PageHead},
    texts::{Texts, Time, find},
    tr,
};
use domain::audit::{AuditEntry, AuditNote, AuditView};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The log.
#[component]
pub fn AuditLogPage() -> impl IntoView {
    let slug = use_params_map().read_untracked().get("slug");
    let page = use_query_map().read_untracked().get("page");
    let page = page.and_then(|page| page.parse().ok()).unwrap_or(1_u32);
    let log = audit_log(slug.unwrap_or_default(), page.saturating_sub(1));
    view! { <Fetched of=log let:view><Log view/></Fetched> }.into_any()
}

#[component]
fn Log(view: AuditView) -> impl IntoView {
    let name = view.heading.name.get(Texts::current().language).to_owned();
    let (slug, zone) = (view.heading.slug, view.heading.zone);
    let export = format!("/organise/{slug}/export");
    let body = if view.log.entries.is_empty() {
        view! { <EmptyState title=tr!(audit.nothing_title) text=tr!(audit.nothing_text)/> }
            .into_any()
    } else {
        view! { <Entries entries=view.log.entries zone=zone.clone()/> }.into_any()
    };
    let lead = tr!(audit.lead, zone = zone);
    let pages = view! { <Ends slug=slug.clone() page=view.page more=view.log.more/> };
    view! {
        <OrganiserFrame slug current="audit">
            <PageHead title=tr!(audit.title) eyebrow=name lead=lead/>
            {body}
            {pages}
            <p><a href=export>{tr!(audit.take_out)}</a></p>
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Entries(entries: Vec<AuditEntry>, zone: String) -> impl IntoView {
    let rows = entries
        .into_iter()
        .map(|entry| view! { <Entry entry zone=zone.clone()/> })
        .collect_view();
    view! {
        <table class="data">
            <caption class="visually-hidden">{tr!(audit.title)}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(audit.at)}</th>
                    <th scope="col">{tr!(audit.who)}</th>
                    <th scope="col">{tr!(audit.what)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Entry(entry: AuditEntry, zone: String) -> impl IntoView {
    let who = entry.by.unwrap_or_else(|| tr!(audit.system).to_owned());
    let notes: Vec<String> = entry.notes.into_iter().map(note_text).collect();
    let notes = notes.join(" · ");
    view! {
        <tr>
            <td data-label=tr!(audit.at)><Time at=entry.at zone=zone/></td>
            <td data-label=tr!(audit.who)>{who}</td>
            <td data-label=tr!(audit.what)>
                <div>
                    {action_text(&entry.action)}
                    {(!notes.is_empty()).then(|| view! { <p class="meta">{notes}</p> })}
                    <details class="disclosure">
                        <summary>{tr!(audit.detail)}</summary>
                        <dl class="facts">
                            <dt>{tr!(audit.action)}</dt><dd><code>{entry.action}</code></dd>
                            <dt>{tr!(audit.subject)}</dt><dd><code>{entry.subject}</code></dd>
                            <dt>{tr!(audit.data)}</dt><dd><code>{entry.detail}</code></dd>
                        </dl>
                    </details>
                </div>
            </td>
        </tr>
    }
    .into_any()
}

/// `proposal.submitted` in words; what has none yet is shown as it is.
fn action_text(action: &str) -> String {
    let name = format!("audit_{}", action.replace('.', "_"));
    find(&name).map_or_else(
        || action.replace(['.', '_'], " "),
        |key| Texts::current().get(key).to_owned(),
    )
}

fn note_text(note: AuditNote) -> String {
    match note {
        AuditNote::Proposal(number, title) => {
            tr!(jury.number_and_title, number = number, title = title)
        }
        AuditNote::Juror(name) => name,
        AuditNote::Reason(reason) => tr!(audit.reason, reason = reason),
        AuditNote::Freed(count) => tr!(audit.freed, count = count),
        AuditNote::Given(count) => tr!(audit.given, count = count),
        AuditNote::Sealed => tr!(audit.sealed).to_owned(),
    }
}

#[component]
fn Ends(slug: String, page: u32, more: bool) -> impl IntoView {
    // Addresses count from 1, as people do.
    let href = move |page: u32| format!("/organise/{slug}/audit?page={page}");
    let newer = (page > 0).then(|| href(page));
    let older = more.then(|| href(page + 2));
    (newer.is_some() || older.is_some())
        .then(|| {
            view! {
                <nav class="pagination" aria-label=tr!(audit.pages)>
                    {newer.map(|href| view! { <a rel="prev" href=href>{tr!(audit.newer)}</a> })}
                    {older.map(|href| view! { <a rel="next" href=href>{tr!(audit.older)}</a> })}
                </nav>
            }
        })
        .into_any()
}

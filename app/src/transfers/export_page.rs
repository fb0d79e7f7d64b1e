//! `/organise/:slug/export`: every table that can be taken out, in two formats.

use super::{DOWNLOAD, export_page};
use crate::{
    competitions::OrganiserFrame,
    components::{Fetched, PageHead},
    forms::{FormErrors, FormState},
    texts::{Texts, denied_text, named},
    tr,
};
use domain::{
    Denied, Error,
    exports::{ExportFormat, ExportPage, ExportTable},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The downloads.
#[component]
pub fn ExportsPage() -> impl IntoView {
    let slug = use_params_map().read_untracked().get("slug");
    let page = export_page(slug.unwrap_or_default());
    view! { <Fetched of=page let:page><Exports page/></Fetched> }.into_any()
}

#[component]
fn Exports(page: ExportPage) -> impl IntoView {
    let name = page.heading.name.get(Texts::current().language).to_owned();
    let slug = page.heading.slug;
    let tables = page
        .tables
        .into_iter()
        .map(|(table, denied)| view! { <Table slug=slug.clone() table denied/> })
        .collect_view();
    let form = FormState::at(DOWNLOAD);
    let too_large = matches!(form.error().get_untracked(), Some(Error::TooLarge));
    let refused = if too_large {
        view! { <div class="notice warning" role="alert"><p>{tr!(transfers.workbook_too_large)}</p></div> }.into_any()
    } else {
        view! { <FormErrors form/> }.into_any()
    };
    let import = format!("/organise/{slug}/import");
    view! {
        <OrganiserFrame slug current="export">
            <PageHead title=tr!(transfers.export_title) eyebrow=name lead=tr!(transfers.export_lead)/>
            {refused}
            <ul class="list">{tables}</ul>
            <p class="hint">{tr!(transfers.export_hint)}</p>
            <p><a href=import>{tr!(transfers.to_import)}</a></p>
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Table(slug: String, table: ExportTable, denied: Option<Denied>) -> impl IntoView {
    let label = named("export", table.key());
    let links = match denied {
        Some(denied) => view! { <span class="meta push">{denied_text(denied)}</span> }.into_any(),
        None => {
            let link = |format: ExportFormat| {
                let key = format.key();
                let href = format!("/organise/{slug}/export/{}.{key}", table.key());
                let name = format!("{label}, {}", key.to_uppercase());
                view! { <a class="button small" href=href download aria-label=name>{key.to_uppercase()}</a> }
            };
            let links = ExportFormat::ALL.iter().copied().map(link).collect_view();
            view! { <span class="actions push">{links}</span> }.into_any()
        }
    };
    view! {
        <li>
            <div>
                <strong>{label}</strong>
                <p class="meta">{named("export_about", table.key())}</p>
            </div>
            {links}
        </li>
    }
    .into_any()
}

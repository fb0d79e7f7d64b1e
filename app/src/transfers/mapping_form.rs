//! Which column of a file is what, to be corrected, and what is to be done.

use super::{ChangeImport, column_text, start_page::Options};
use crate::{
    forms::{FormErrors, FormState, Hidden, Submit},
    tr,
};
use domain::imports::{ColumnUse, ImportKind, ImportPage};
use leptos::{form::ActionForm, prelude::*};

/// The form; for files that were not carried out.
#[component]
pub fn MappingForm(
    /// The file.
    page: ImportPage,
    /// What it is sent to.
    change: ServerAction<ChangeImport>,
) -> impl IntoView {
    let form = FormState::of(change).for_item("id", &page.id.to_string());
    let stages = page.report.kind == ImportKind::Proposals;
    let header = page.report.header;
    let rows = page
        .report
        .columns
        .into_iter()
        .map(|found| {
            let meaning = column_text(&found.key, &page.criteria);
            view! { <Use found meaning header=header.clone() form=form.clone()/> }
        })
        .collect_view();
    let unused = (!page.report.unused.is_empty()).then(|| {
        let names = page.report.unused.join(", ");
        view! { <p>{tr!(transfers.unused, names = names)}</p> }
    });
    let missing = header.is_empty();
    view! {
        <section class="panel" id="columns" hidden=missing>
            <header class="panel-head"><h2>{tr!(transfers.mapping_title)}</h2></header>
            <ActionForm action=change attr:class="form">
                <FormErrors form=form.clone()/>
                <Hidden name="slug" value=page.heading.slug/>
                <Hidden name="id" value=page.id.to_string()/>
                <table class="data">
                    <caption class="visually-hidden">{tr!(transfers.mapping_title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(transfers.meaning)}</th>
                            <th scope="col">{tr!(transfers.in_file)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                {unused}
                <Options form=form.clone() prefix=true stages=stages options=page.options/>
                <div class="actions"><Submit form label=tr!(transfers.check_again) class=""/></div>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn Use(found: ColumnUse, meaning: String, header: Vec<String>, form: FormState) -> impl IntoView {
    let name = format!("mapping[{}]", found.key);
    let chosen = form.value(&name, found.column.as_deref().unwrap_or_default());
    let lost = found.required && chosen.is_empty();
    let options = header
        .into_iter()
        .filter(|column| !column.is_empty())
        .map(|column| {
            let selected = column == chosen;
            let value = column.clone();
            view! { <option value=value selected=selected>{column}</option> }
        })
        .collect_view();
    let needed = found
        .required
        .then(|| view! { " " <span class="badge warning">{tr!(transfers.needed)}</span> });
    view! {
        <tr>
            <th scope="row">{meaning.clone()} {needed}</th>
            <td data-label=tr!(transfers.in_file)>
                <select name=name aria-label=meaning aria-invalid=lost.then_some("true")>
                    <option value="">{tr!(transfers.no_column)}</option>
                    {options}
                </select>
            </td>
        </tr>
    }
    .into_any()
}

//! `/organise/:slug/reminders?juror=…`: who would be reminded and of what, before the mail goes out.

use super::{RemindJurors, SampleMail, preview_reminder};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    screening::OrganiserPage,
    tr,
};
use domain::jury::ReminderPreview;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn ReminderPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let chosen: Vec<_> = query
            .read()
            .get_all("juror")
            .unwrap_or_default()
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        (params.read().get("slug").unwrap_or_default(), chosen)
    };
    let preview = fetching(asked, |(slug, chosen)| preview_reminder(slug, chosen));
    let remind = ServerAction::<RemindJurors>::new();
    view! { <Fetched of=preview let:found><Preview preview=found.0 sample=found.1 remind/></Fetched> }
        .into_any()
}

#[component]
fn Preview(
    preview: ReminderPreview,
    sample: Option<SampleMail>,
    remind: ServerAction<RemindJurors>,
) -> impl IntoView {
    let form = FormState::of(remind);
    let heading = preview.heading.clone();
    let back = format!("/organise/{}/progress", heading.slug);
    let lines = preview
        .to
        .iter()
        .map(|(_, name, left, _)| {
            view! { <li>{name.clone()} <span class="meta push">{tr!(jury.left_is, count = *left)}</span></li> }
        })
        .collect_view();
    let hidden = preview
        .to
        .iter()
        .map(|(id, ..)| view! { <Hidden name="chosen[]" value=id.to_string()/> })
        .collect_view();
    let not = (!preview.not.is_empty()).then(|| {
        view! { <p>{tr!(jury.not_reminded, names = preview.not.join(", "))}</p> }
    });
    let sample = sample.map(|mail| {
        let lines = mail
            .body
            .split("\n\n")
            .map(|part| view! { <p>{part.to_owned()}</p> })
            .collect_view();
        view! {
            <article class="mail">
                <header><strong>{mail.subject}</strong></header>
                <div class="prose">{lines}</div>
            </article>
        }
    });
    let body = if preview.to.is_empty() {
        view! { <EmptyState title=tr!(jury.nobody_to_remind) text=tr!(jury.nobody_to_remind_text)/> }.into_any()
    } else {
        let (slug, count) = (heading.slug.clone(), preview.to.len());
        view! {
            <ul class="list">{lines}</ul>
            {sample}
            <p class="hint">{tr!(jury.reminder_language)}</p>
            <ActionForm action=remind attr:class="form">
                <FormErrors form=form.clone()/>
                <Hidden name="slug" value=slug/>
                {hidden}
                <Submit form=form label=tr!(jury.remind, count = count)/>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <OrganiserPage heading area="progress">
            <PageHead title=tr!(jury.remind_title) lead=tr!(jury.remind_lead)/>
            {body}
            {not}
            <p><a href=back>{tr!(jury.back_to_progress)}</a></p>
        </OrganiserPage>
    }
}

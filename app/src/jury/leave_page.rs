//! `/jury/:slug/leave`: a juror who cannot go on says so, and reads before what happens then.

use super::{LeaveJury, leaving};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    texts::Texts,
    tr,
};
use domain::jury::Leaving;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn LeavePage() -> impl IntoView {
    let params = use_params_map();
    let leave = ServerAction::<LeaveJury>::new();
    let found = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        leaving,
    );
    view! { <Fetched of=found let:found><Leave found leave/></Fetched> }.into_any()
}

#[component]
fn Leave(found: Leaving, leave: ServerAction<LeaveJury>) -> impl IntoView {
    let name = found.name.get(Texts::current().language).to_owned();
    let queue = format!("/jury/{}", found.slug);
    let body = if found.gone {
        view! {
            <EmptyState title=tr!(jury.left_title) text=tr!(jury.left_text, received = found.received)/>
        }
        .into_any()
    } else {
        let form = FormState::of(leave);
        let stay = queue.clone();
        let labels = vec![("reason", tr!(jury.leave_reason))];
        view! {
            <p>{tr!(jury.leave_what, left = found.left, received = found.received)}</p>
            <p>{tr!(jury.leave_or_fewer)}</p>
            <ActionForm action=leave attr:class="form">
                <FormErrors form=form.clone() labels=labels/>
                <Hidden name="slug" value=found.slug/>
                <TextField form=form.clone() name="reason" label=tr!(jury.leave_reason) hint=tr!(jury.leave_reason_hint) required=true/>
                <div class="actions">
                    <Submit form label=tr!(jury.leave) class="danger"/>
                    <a class="button" href=stay>{tr!(jury.leave_not)}</a>
                </div>
            </ActionForm>
        }
        .into_any()
    };
    let crumbs = (!found.gone).then(|| {
        view! {
            <nav class="breadcrumbs" aria-label=tr!(reviews.breadcrumbs)>
                <ol>
                    <li><a href=queue>{tr!(reviews.queue)}</a></li>
                    <li aria-current="page">{tr!(jury.leave_title)}</li>
                </ol>
            </nav>
        }
    });
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            {crumbs}
            <PageHead title=tr!(jury.leave_title) eyebrow=name/>
            {body}
        </main>
    }
    .into_any()
}

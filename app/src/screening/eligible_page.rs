//! `/organise/:slug/eligible?proposal=…`: what deciding "eligible" about several does, before it is done.

use super::{DecideEligible, OrganiserPage, preview_eligible};
use crate::{
    components::{EmptyState, Loaded, PageHead},
    forms::*,
    tr,
};
use domain::screening::BulkPreview;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn EligiblePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let chosen: Vec<_> = query
            .read()
            .get_all("proposal")
            .unwrap_or_default()
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        (params.read().get("slug").unwrap_or_default(), chosen)
    };
    let preview = Resource::new(asked, |(slug, chosen)| preview_eligible(slug, chosen));
    let decide = ServerAction::<DecideEligible>::new();
    view! { <Loaded of=preview let:preview><Preview preview decide/></Loaded> }.into_any()
}

#[component]
fn Preview(preview: BulkPreview, decide: ServerAction<DecideEligible>) -> impl IntoView {
    let form = FormState::of(decide);
    let slug = preview.heading.slug.clone();
    let back = format!("/organise/{slug}/proposals");
    let lines = preview
        .taken
        .iter()
        .map(|(_, _, number, title)| {
            view! { <li><a href=format!("{back}/{number}")>{title.clone()}</a> <span class="meta">{*number}</span></li> }
        })
        .collect_view();
    let hidden = preview
        .taken
        .iter()
        .map(|(id, version, _, _)| view! { <Hidden name="chosen[]" value=format!("{id}:{version}")/> })
        .collect_view();
    let left = (!preview.eligible_already.is_empty()).then(|| {
        let lines = preview
            .eligible_already
            .iter()
            .map(|(number, title)| view! { <li>{title.clone()} " " <span class="meta">{*number}</span></li> })
            .collect_view();
        view! {
            <section>
                <h2>{tr!(screening.left_title)}</h2>
                <ul class="list">{lines}</ul>
            </section>
        }
    });
    let count = preview.taken.len();
    let body = if count == 0 {
        view! { <EmptyState title=tr!(screening.nothing_to_decide)/> }.into_any()
    } else {
        view! {
            <ul class="list">{lines}</ul>
            <p>{tr!(screening.bulk_mails, count = preview.mails)}</p>
            <ActionForm action=decide attr:class="form">
                <FormErrors form=form.clone()/>
                <Hidden name="slug" value=slug.clone()/>
                {hidden}
                <Submit form=form label=tr!(screening.bulk_decide, count = count)/>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <OrganiserPage heading=preview.heading.clone() area="proposals">
            <PageHead title=tr!(screening.bulk_title) lead=tr!(screening.bulk_lead)/>
            {body}
            {left}
            <p><a href=back.clone()>{tr!(screening.back_to_list)}</a></p>
        </OrganiserPage>
    }
}

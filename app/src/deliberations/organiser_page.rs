//! `/organise/:slug/deliberation`: what is discussed, and what could be.

use super::{CloseDiscussions, OpenDiscussions, deliberation, offers::OfferForm, span_view};
use crate::{
    AppError,
    competitions::OrganiserFrame,
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    screening::OrganiserPage,
    texts::denied_text,
    tr,
};
use domain::{
    Denied, Error,
    deliberations::{Deliberation, Listed},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn DeliberationPage() -> impl IntoView {
    let params = use_params_map();
    let open = ServerAction::<OpenDiscussions>::new();
    let close = ServerAction::<CloseDiscussions>::new();
    let found = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        |slug| async move {
            match deliberation(slug.clone()).await {
                Ok(found) => Ok(Ok(Box::new(found))),
                Err(AppError(Error::Denied(Denied::TooEarly))) => Ok(Err(slug)),
                Err(error) => Err(error),
            }
        },
    );
    let content = move |found: Result<Box<Deliberation>, String>| match found {
        Ok(found) => view! { <Content found=*found open close/> }.into_any(),
        Err(slug) => view! { <TooEarly slug/> }.into_any(),
    };
    view! { <Fetched of=found let:found>{content(found)}</Fetched> }.into_any()
}

/// While jurors score there is nothing to discuss.
#[component]
fn TooEarly(slug: String) -> impl IntoView {
    view! {
        <OrganiserFrame slug current="deliberation">
            <PageHead title=tr!(deliberations.title)/>
            <EmptyState title=tr!(deliberations.none) text=denied_text(Denied::TooEarly)/>
        </OrganiserFrame>
    }
    .into_any()
}

#[component]
fn Content(
    found: Deliberation,
    open: ServerAction<OpenDiscussions>,
    close: ServerAction<CloseDiscussions>,
) -> impl IntoView {
    let Deliberation {
        heading,
        discussions,
        offers,
        seats,
        refused,
    } = found;
    let (slug, zone) = (heading.slug.clone(), heading.zone.clone());
    let left = discussions.iter().any(|own| own.span.closed_at.is_none());
    let closing = (refused.is_none() && left).then(|| {
        let form = FormState::of(close);
        let slug = slug.clone();
        view! {
            <ActionForm action=close attr:class="form">
                <FormErrors form=form.clone()/>
                <Hidden name="slug" value=slug/>
                <p class="hint">{tr!(deliberations.close_hint)}</p>
                <Submit form label=tr!(deliberations.close_all) class=""/>
            </ActionForm>
        }
    });
    let list = if discussions.is_empty() {
        view! { <EmptyState title=tr!(deliberations.none) text=tr!(deliberations.none_text)/> }
            .into_any()
    } else {
        view! { <Table discussions zone=zone.clone()/> }.into_any()
    };
    let why = refused
        .filter(|why| *why != Denied::Role)
        .map(|why| view! { <div class="notice info"><p>{denied_text(why)}</p></div> });
    let opening = (!offers.is_empty()).then(|| view! { <OfferForm slug zone offers seats open/> });
    view! {
        <OrganiserPage heading area="deliberation">
            <PageHead title=tr!(deliberations.title) lead=tr!(deliberations.lead)/>
            {why}
            {list}
            {closing}
            {opening}
        </OrganiserPage>
    }
    .into_any()
}

#[component]
fn Table(discussions: Vec<Listed>, zone: String) -> impl IntoView {
    let rows = discussions
        .into_iter()
        .map(|own| {
            let href = format!("/discussions/{}", own.proposal);
            let minutes = if own.minutes { tr!(deliberations.yes) } else { tr!(deliberations.no) };
            view! {
                <tr>
                    <td class="num" data-label=tr!(reviews.number)>{own.number}</td>
                    <th scope="row"><a href=href>{own.title}</a></th>
                    <td data-label=tr!(reviews.state)><span>{span_view(own.span, own.open, zone.clone())}</span></td>
                    <td class="num" data-label=tr!(deliberations.messages)>{own.messages}</td>
                    <td class="num" data-label=tr!(deliberations.changed_scores)>{own.changed}</td>
                    <td data-label=tr!(deliberations.minutes)>{minutes}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="data">
            <caption class="visually-hidden">{tr!(deliberations.title)}</caption>
            <thead><tr>
                <th scope="col" class="num">{tr!(reviews.number)}</th>
                <th scope="col">{tr!(reviews.proposal)}</th>
                <th scope="col">{tr!(reviews.state)}</th>
                <th scope="col" class="num">{tr!(deliberations.messages)}</th>
                <th scope="col" class="num">{tr!(deliberations.changed_scores)}</th>
                <th scope="col">{tr!(deliberations.minutes)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

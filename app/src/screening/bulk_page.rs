//! `/organise/:slug/decide?decision=…&proposal=…`: what deciding the same about several does, before it is done.

use super::{
    DecideMany, OrganiserPage, checklist::PointFields, decision_form::ReturnFields, preview_many,
    proposals_page::StateBadge,
};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    texts::named,
    tr,
};
use domain::screening::{BulkPreview, ScreeningState, TAKE_BACK_MINUTES, WhyLeft};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn BulkPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let query = query.read();
        let chosen: Vec<_> = query
            .get_all("proposal")
            .unwrap_or_default()
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        (
            params.read().get("slug").unwrap_or_default(),
            query.get("decision").unwrap_or_default(),
            chosen,
        )
    };
    let preview = fetching(asked, |(slug, decision, chosen)| {
        preview_many(slug, decision, chosen)
    });
    let decide = ServerAction::<DecideMany>::new();
    view! { <Fetched of=preview let:preview><Preview preview decide/></Fetched> }.into_any()
}

#[component]
fn Preview(preview: BulkPreview, decide: ServerAction<DecideMany>) -> impl IntoView {
    let back = format!("/organise/{}/proposals", preview.heading.slug);
    let (title, lead) = match preview.state {
        ScreeningState::Returned => (
            tr!(screening.bulk_return_title),
            tr!(screening.bulk_return_lead),
        ),
        ScreeningState::Ineligible => (
            tr!(screening.bulk_refuse_title),
            tr!(screening.bulk_refuse_lead),
        ),
        _ => (tr!(screening.bulk_title), tr!(screening.bulk_lead)),
    };
    let body = if preview.taken.is_empty() {
        view! { <EmptyState title=tr!(screening.nothing_to_decide)/> }.into_any()
    } else {
        view! { <Taken preview=preview.clone() decide/> }.into_any()
    };
    view! {
        <OrganiserPage heading=preview.heading.clone() area="proposals">
            <PageHead title lead/>
            {body}
            <Left preview/>
            <p><a href=back>{tr!(screening.back_to_list)}</a></p>
        </OrganiserPage>
    }
}

#[component]
fn Taken(preview: BulkPreview, decide: ServerAction<DecideMany>) -> impl IntoView {
    let form = FormState::of(decide);
    let list = format!("/organise/{}/proposals", preview.heading.slug);
    let lines = preview
        .taken
        .iter()
        .map(|row| {
            view! {
                <li>
                    <a href=format!("{list}/{}", row.number)>{row.title.clone()}</a>
                    " " <span class="meta">{row.number}</span> " " <span class="push"><StateBadge state=row.from/></span>
                </li>
            }
        })
        .collect_view();
    let hidden = preview
        .taken
        .iter()
        .map(|row| {
            view! { <Hidden name="chosen[]" value=format!("{}:{}", row.id, row.version)/> }
        })
        .collect_view();
    let count = preview.taken.len();
    let label = match preview.state {
        ScreeningState::Returned => tr!(screening.bulk_return, count = count),
        ScreeningState::Ineligible => tr!(screening.bulk_refuse, count = count),
        _ => tr!(screening.bulk_decide, count = count),
    };
    let eligible = preview.state == ScreeningState::Eligible;
    let reason = (!eligible || !preview.checks.is_empty()).then(|| {
        view! {
            <TextArea
                form=form.clone()
                name="reason"
                label=tr!(screening.reason)
                hint=tr!(screening.bulk_reason_hint)
                rows=4
                required=!eligible
                conditional=eligible
            />
        }
    });
    let fields = (preview.state == ScreeningState::Returned).then(|| {
        let (zone, until) = (preview.heading.zone.clone(), preview.until.clone());
        view! { <ReturnFields form=form.clone() zone until/> }
    });
    let from = preview.taken_from;
    view! {
        <ul class="list">{lines}</ul>
        <p>
            {tr!(screening.bulk_mails, count = preview.mails)} " "
            {tr!(screening.bulk_undo, minutes = TAKE_BACK_MINUTES)}
        </p>
        {(from > 0).then(|| view! {
            <div class="notice warning"><p>{tr!(screening.bulk_taken_from, count = from)}</p></div>
        })}
        <ActionForm action=decide attr:class="form">
            <FormErrors
                form=form.clone()
                labels=vec![
                    ("points", tr!(screening.checklist)),
                    ("reason", tr!(screening.reason)),
                    ("corrections", tr!(screening.corrections)),
                    ("until", tr!(screening.until)),
                ]
            />
            <Hidden name="slug" value=preview.heading.slug.clone()/>
            <Hidden name="decision" value=preview.state.key()/>
            {hidden}
            <PointFields form=form.clone() checks=preview.checks.clone() hint=tr!(screening.checklist_bulk)/>
            {reason}
            {fields}
            <Submit form=form label/>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Left(preview: BulkPreview) -> impl IntoView {
    if preview.left.is_empty() {
        return ().into_any();
    }
    let state = named("screening", preview.state.key());
    let lines = preview
        .left
        .into_iter()
        .map(|left| {
            let why = match left.why {
                WhyLeft::Already => tr!(screening.left_already, state = state),
                WhyLeft::NotSubmitted => tr!(screening.left_not_submitted).to_owned(),
            };
            let name = if left.title.is_empty() {
                tr!(screening.number_is, number = left.number)
            } else {
                format!("{} ({})", left.title, left.number)
            };
            view! { <li>{name} " " <span class="meta push">{why}</span></li> }
        })
        .collect_view();
    view! {
        <section>
            <h2>{tr!(screening.left_title)}</h2>
            <ul class="list">{lines}</ul>
        </section>
    }
    .into_any()
}

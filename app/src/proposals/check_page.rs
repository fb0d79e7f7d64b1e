//! `/check`: whether a text, or a fingerprint, is something that was received. For everybody who holds a receipt.

use super::{
    CheckReceipt, find_receipt,
    receipt_page::{in_groups, instant_text},
};
use crate::{
    components::{Fetched, PageHead, fetching},
    forms::*,
    texts::{Texts, TimeStyle, time_text},
    tr, viewer,
};
use domain::proposals::{ReceiptCheck, Received};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// Where the page stands.
pub(super) const CHECK: &str = "/check";

/// Where the answer about a fingerprint stands.
pub(super) fn address(fingerprint: &str) -> String {
    format!("{CHECK}?fingerprint={fingerprint}")
}

/// Asks about a text, and answers about the one that the address names.
#[component]
pub fn CheckPage() -> impl IntoView {
    let asked = use_query_map()
        .read_untracked()
        .get("fingerprint")
        .unwrap_or_default();
    let found = fetching(move || asked.clone(), find_receipt);
    let form = FormState::plain::<CheckReceipt>();
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(proposals.check) lead=tr!(proposals.check_lead)/>
            <Fetched of=found let:check>
                {check.map(|check| view! { <Answer check/> })}
            </Fetched>
            <form class="form" method="post" action=CheckReceipt::PATH novalidate>
                <FormErrors form=form.clone() labels=vec![("text", tr!(proposals.check_input))]/>
                <TextArea form=form.clone() name="text" label=tr!(proposals.check_input) hint=tr!(proposals.check_text) required=true rows=4/>
                <Submit form label=tr!(proposals.check_button)/>
            </form>
        </main>
    }
    .into_any()
}

#[component]
fn Answer(check: ReceiptCheck) -> impl IntoView {
    let (class, text) = match &check.found {
        Some(Received {
            current: true,
            revision,
            ..
        }) => (
            "notice success",
            tr!(proposals.check_current, number = revision),
        ),
        Some(Received { revision, .. }) => (
            "notice info",
            tr!(proposals.check_earlier, number = revision),
        ),
        None => ("notice danger", tr!(proposals.check_unknown).to_owned()),
    };
    view! {
        <div class=class role="status">
            <p><strong>{text}</strong></p>
            {check.found.map(|found| view! { <Facts found/> })}
            <p class="fingerprint"><code>{in_groups(&check.fingerprint)}</code></p>
        </div>
    }
    .into_any()
}

#[component]
fn Facts(found: Received) -> impl IntoView {
    let own_zone = viewer::current().zone;
    let time = |zone: &str| {
        let time = time_text(found.submitted_at, zone, TimeStyle::DateTime);
        format!("{time} ({zone})")
    };
    let own = (own_zone != found.zone).then(|| time(&own_zone));
    let competition = found.competition.get(Texts::current().language).to_owned();
    let facts = [
        (tr!(proposals.receipt_competition), Some(competition)),
        (
            tr!(proposals.receipt_number),
            Some(found.number.to_string()),
        ),
        (tr!(proposals.receipt_time), Some(time(&found.zone))),
        (tr!(proposals.receipt_time_own), own),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some((label, value?)))
    .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
    .collect_view();
    view! {
        <dl class="facts">
            {facts}
            <div><dt>{tr!(proposals.receipt_instant)}</dt><dd><code>{instant_text(found.submitted_at)}</code></dd></div>
        </dl>
        {found.late.then(|| view! { <p><span class="badge warning">{tr!(proposals.late)}</span></p> })}
    }
    .into_any()
}

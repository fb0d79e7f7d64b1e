//! `/proposals/:id/receipt`: proof of what was received and when, to be printed, and checked later.

use super::{
    check_page::{self, CHECK},
    load_receipt,
};
use crate::{
    AppError,
    components::{Fetched, PageHead, fetching},
    sharing::address_of,
    teams::id_in,
    texts::{self, Texts, TimeStyle, time_text},
    tr, viewer,
};
use domain::{
    Error, ProposalId,
    proposals::{Receipt, RevisionStamp},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The receipt of the newest submission.
#[component]
pub fn ReceiptPage() -> impl IntoView {
    let params = use_params_map();
    let receipt = fetching(
        move || id_in::<ProposalId>(&params.read(), "id"),
        |id| async move {
            match id {
                Some(id) => load_receipt(id).await,
                None => Err(AppError(Error::Missing)),
            }
        },
    );
    view! {
        <Fetched of=receipt let:receipt>
            <Paper receipt/>
        </Fetched>
    }
    .into_any()
}

#[component]
fn Paper(receipt: Receipt) -> impl IntoView {
    let own_zone = viewer::current().zone;
    let at = receipt.stamp.submitted_at;
    let there = time_text(at, &receipt.zone, TimeStyle::DateTime);
    let own = (own_zone != receipt.zone).then(|| time_text(at, &own_zone, TimeStyle::DateTime));
    let earlier = earlier_list(&receipt.earlier);
    let check = check_page::address(&receipt.stamp.fingerprint);
    let words = receipt.confirmed.iter().map(|(name, at)| {
        let time = time_text(*at, &receipt.zone, TimeStyle::DateTime);
        view! { <li>{name.clone()} ", " {time}</li> }
    });
    let confirmed = (!receipt.confirmed.is_empty()).then(|| {
        view! { <h3>{tr!(proposals.confirmed_by)}</h3> <ul>{words.collect_view()}</ul> }
    });
    let facts = [
        (
            tr!(proposals.receipt_competition),
            receipt
                .competition
                .get(Texts::current().language)
                .to_owned(),
        ),
        (tr!(proposals.receipt_number), receipt.number.to_string()),
        (tr!(proposals.receipt_title), receipt.title.clone()),
        (tr!(proposals.receipt_team), receipt.team.clone()),
        (
            tr!(proposals.receipt_revision),
            receipt.stamp.number.to_string(),
        ),
        (
            tr!(proposals.receipt_by),
            receipt
                .stamp
                .submitted_by
                .clone()
                .unwrap_or_else(|| "–".to_owned()),
        ),
    ]
    .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
    .collect_view();
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(proposals.receipt) lead=tr!(proposals.receipt_lead)>
                <a class="button" href=format!("/proposals/{}", receipt.proposal)>{tr!(proposals.overview)}</a>
                <button type="button" data-print hidden>{tr!(core.print)}</button>
            </PageHead>
            <article class="receipt">
                <p class="eyebrow print-only">{tr!(proposals.receipt_of, site = address_of(""))}</p>
                <h2>{receipt.title.clone()}</h2>
                <p>
                    <span class="badge">{texts::named("proposal", receipt.state.key())}</span>
                    {receipt.extended.then(|| view! { " " <span class="badge info">{tr!(proposals.extended)}</span> })}
                    {receipt.stamp.late.then(|| view! { " " <span class="badge warning">{tr!(proposals.late)}</span> })}
                </p>
                <dl class="facts">
                    {facts}
                    <div><dt>{tr!(proposals.receipt_time)}</dt><dd>{there} " (" {receipt.zone.clone()} ")"</dd></div>
                    {own.map(|own| view! { <div><dt>{tr!(proposals.receipt_time_own)}</dt><dd>{own} " (" {own_zone} ")"</dd></div> })}
                    <div><dt>{tr!(proposals.receipt_instant)}</dt><dd><code>{instant_text(at)}</code></dd></div>
                </dl>
                {confirmed}
                <h3>{tr!(proposals.fingerprint)}</h3>
                <p class="fingerprint"><code>{in_groups(&receipt.stamp.fingerprint)}</code></p>
                <p class="meta">{tr!(proposals.fingerprint_text)}</p>
                <p>{tr!(proposals.check_at)} " " <a class="fingerprint" href=check rel="external">{address_of(CHECK)}</a></p>
            </article>
            {earlier}
            <details class="disclosure">
                <summary>{tr!(proposals.canonical)}</summary>
                <div>
                    <p>{tr!(proposals.canonical_text)}</p>
                    <p class="fingerprint" lang=receipt.language.code()><code>{receipt.text.clone()}</code></p>
                </div>
            </details>
        </main>
    }
    .into_any()
}

fn earlier_list(earlier: &[RevisionStamp]) -> Option<AnyView> {
    if earlier.is_empty() {
        return None;
    }
    let items = earlier
        .iter()
        .map(|stamp| {
            view! {
                <li>
                    <span>{super::proposal_page::received_text(stamp)}</span>
                    <code class="fingerprint">{stamp.fingerprint.get(..16).unwrap_or_default().to_owned()} "…"</code>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="panel">
                <header class="panel-head"><h2>{tr!(proposals.earlier)}</h2></header>
                <ul class="list">{items}</ul>
            </section>
        }
        .into_any(),
    )
}

/// A fingerprint in groups of four, to be compared by eye.
pub(super) fn in_groups(fingerprint: &str) -> String {
    fingerprint
        .as_bytes()
        .chunks(4)
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The instant to the millisecond in UTC, the same for every reader: `2027-03-01T12:00:00.000Z`.
pub(super) fn instant_text(at: i64) -> String {
    let (days, rest) = (at.div_euclid(86_400_000), at.rem_euclid(86_400_000));
    let day = domain::proposals::day_of(days);
    let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60);
    let (seconds, millis) = (rest / 1_000 % 60, rest % 1_000);
    format!("{day}T{hours:02}:{minutes:02}:{seconds:02}.{millis:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instant_is_written_to_the_millisecond_in_utc() {
        assert_eq!(instant_text(1_803_902_405_011), "2027-03-01T12:00:05.011Z");
        assert_eq!(instant_text(0), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn fingerprint_is_shown_in_groups_of_four() {
        assert_eq!(in_groups("0123456789ab"), "0123 4567 89ab");
    }
}

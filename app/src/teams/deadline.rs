//! The deadline in the competition's zone and in the reader's own, and how long it still is.

use crate::{
    texts::{TimeStyle, time_text},
    tr, viewer,
};
use leptos::prelude::*;

const MINUTE: i64 = 60_000;

/// A deadline, and what was left of it when the page was made.
#[component]
pub fn Deadline(
    /// The instant.
    at: i64,
    /// IANA zone of the competition.
    #[prop(into)]
    zone: String,
    /// The server's clock when the page was made.
    now: i64,
) -> impl IntoView {
    let own_zone = viewer::current().zone;
    let there = time_text(at, &zone, TimeStyle::DateTime);
    let own = (own_zone != zone).then(|| time_text(at, &own_zone, TimeStyle::DateTime));
    view! {
        <dl class="facts">
            <div>
                <dt>{tr!(teams.deadline)}</dt>
                <dd>{tr!(teams.time_in_zone, time = there, zone = city(&zone))}</dd>
            </div>
            {own.map(|own| view! {
                <div>
                    <dt>{tr!(teams.deadline_own)}</dt>
                    <dd>{tr!(teams.time_in_zone, time = own, zone = city(&own_zone))}</dd>
                </div>
            })}
            <div>
                <dt>{tr!(teams.time_left)}</dt>
                <dd>{left_text(at - now)}</dd>
            </div>
        </dl>
    }
    .into_any()
}

/// A deadline in one line, as `Deadline` shows it: in the competition's zone and, if it is another, the reader's.
pub(super) fn until_text(at: i64, zone: &str) -> String {
    let own_zone = viewer::current().zone;
    let named = |zone: &str| {
        let time = time_text(at, zone, TimeStyle::DateTime);
        tr!(teams.time_in_zone, time = time, zone = city(zone))
    };
    let there = tr!(teams.until, time = named(zone));
    if own_zone == zone {
        there
    } else {
        format!(
            "{there} · {}: {}",
            tr!(teams.deadline_own),
            named(&own_zone)
        )
    }
}

/// `Africa/Kigali` as people say it.
fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// In the two largest units that matter.
fn left_text(left: i64) -> String {
    if left < 0 {
        return tr!(teams.time_over).to_owned();
    }
    let minutes = left / MINUTE;
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    if days > 0 {
        tr!(teams.left_days, days = days, hours = hours)
    } else if hours > 0 {
        tr!(teams.left_hours, hours = hours, minutes = minutes)
    } else {
        tr!(teams.left_minutes, minutes = minutes)
    }
}

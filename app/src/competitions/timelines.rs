//! A competition's timeline in its own zone and in a second one: deadlines are read in two countries.

use crate::{
    texts::{TimeStyle, time_text},
    tr,
};
use domain::{competitions::CompetitionCard, policy::Phase};
use leptos::prelude::*;

/// The place that a zone is named after: `Europe/Brussels` is Brussels.
#[must_use]
pub fn place_of(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// The zone to show beside the competition's: the reader's, or the other half of the programme's.
#[must_use]
pub fn second_zone(zone: &str, reader: &str) -> String {
    let other = if zone == "Africa/Kigali" {
        "Europe/Brussels"
    } else {
        "Africa/Kigali"
    };
    if reader == zone {
        other.to_owned()
    } else {
        reader.to_owned()
    }
}

/// An instant in the competition's zone, with the second zone's behind it.
#[component]
pub fn TwoZones(
    /// Milliseconds UTC.
    at: i64,
    /// The competition's zone.
    #[prop(into)]
    zone: String,
) -> impl IntoView {
    let second = second_zone(&zone, &crate::viewer::current().zone);
    // The second shows its date only where the day differs.
    let same_day = time_text(at, &zone, TimeStyle::Date) == time_text(at, &second, TimeStyle::Date);
    let style = if same_day {
        TimeStyle::Clock
    } else {
        TimeStyle::DateTime
    };
    view! {
        <span class="two-zones">
            <time datetime=crate::texts::iso(at)>{time_text(at, &zone, TimeStyle::DateTime)}</time>
            " " {place_of(&zone)} " "
            <span class="meta">"(" {time_text(at, &second, style)} " " {place_of(&second)} ")"</span>
        </span>
    }
    .into_any()
}

/// The steps of a competition, with where it stands.
#[component]
pub fn Timeline(
    /// The competition.
    card: CompetitionCard,
) -> impl IntoView {
    let (t, zone) = (card.timeline, card.zone);
    let steps = [
        (t.opens_at, Phase::Open, tr!(competitions.opens_at)),
        (t.closes_at, Phase::Screening, tr!(competitions.closes_at)),
        (
            t.jury_opens_at,
            Phase::Jury,
            tr!(competitions.jury_opens_at),
        ),
        (
            t.jury_closes_at,
            Phase::Selection,
            tr!(competitions.jury_closes_at),
        ),
        (
            t.publishes_at,
            Phase::Published,
            tr!(competitions.publishes_at),
        ),
    ];
    // The last step that has begun is where things stand; a draft stands nowhere yet.
    let reached = |begins: Phase| match card.phase {
        Phase::Draft => false,
        Phase::Grace => begins <= Phase::Screening,
        phase => begins <= phase,
    };
    let now = steps.iter().rposition(|(_, begins, _)| reached(*begins));
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(i, (at, _, label))| {
            let (class, current) = match now {
                Some(now) if i < now => ("past", None),
                Some(now) if i == now => ("now", Some("step")),
                _ => ("next", None),
            };
            let grace = (i == 1 && t.grace_minutes > 0)
                .then(|| view! { <p class="meta">{tr!(competitions.grace_note, minutes = t.grace_minutes)}</p> });
            view! {
                <li class=class aria-current=current>
                    <strong>{label}</strong>
                    <p><TwoZones at zone=zone.clone()/></p>
                    {grace}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{items}</ol> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_zone_is_the_readers_or_the_other_country() {
        assert_eq!(
            second_zone("Africa/Kigali", "Europe/Berlin"),
            "Europe/Berlin"
        );
        assert_eq!(
            second_zone("Africa/Kigali", "Africa/Kigali"),
            "Europe/Brussels"
        );
        assert_eq!(
            second_zone("Europe/Brussels", "Europe/Brussels"),
            "Africa/Kigali"
        );
        assert_eq!(place_of("America/Port_of_Spain"), "Port of Spain");
    }
}

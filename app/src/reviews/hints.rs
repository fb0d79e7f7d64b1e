//! What a juror's own scores may show about how they were given, in calm words. Only that juror sees it, and only while the
//! scores can still be changed.

use super::places::overall_text;
use crate::{texts::Texts, tr};
use domain::{
    policy::Phase,
    reviews::{Drift, OwnOrder, SameLevel},
};
use leptos::prelude::*;

/// The hints; nothing when there are none, and none any more once scoring has ended.
#[component]
pub(super) fn Hints(
    /// Everything the juror scored.
    order: OwnOrder,
) -> impl IntoView {
    if order.hints.is_empty() || order.jury.phase != Phase::Jury {
        return ().into_any();
    }
    let drift = order.hints.drift.map(|found| {
        view! { <li>{drift_text(&found)}</li> }
    });
    let same = order
        .hints
        .same
        .iter()
        .filter_map(|found| same_text(found, &order))
        .map(|text| view! { <li>{text}</li> })
        .collect_view();
    view! {
        <section class="notice info" id="hints" aria-labelledby="hints-title">
            <h2 id="hints-title">{tr!(reviews.hints)}</h2>
            <ul>{drift}{same}</ul>
            <p>{tr!(reviews.hints_note)}</p>
        </section>
    }
    .into_any()
}

fn drift_text(found: &Drift) -> String {
    let (early, late) = (
        overall_text(Some(found.early)),
        overall_text(Some(found.late)),
    );
    let (first, last) = (found.first, found.last);
    if found.rises() {
        tr!(
            reviews.drift_up,
            first = first,
            early = early,
            last = last,
            late = late
        )
    } else {
        tr!(
            reviews.drift_down,
            first = first,
            early = early,
            last = last,
            late = late
        )
    }
}

fn same_text(found: &SameLevel, order: &OwnOrder) -> Option<String> {
    let language = Texts::current().language;
    let criterion = order.rubric.iter().find(|own| own.id == found.criterion)?;
    Some(tr!(
        reviews.same_level,
        criterion = criterion.name.get(language),
        level = criterion.points_text(found.level, language),
        count = found.times
    ))
}

//! What an assignment changes, in numbers, and by which rules it was computed.

use crate::{texts::Texts, tr};
use domain::{
    jury::{Arrangement, AssignmentPreview},
    money,
};
use leptos::prelude::*;

/// Coverage, loads, mix, connection: before and after, side by side.
#[component]
pub(super) fn Comparison(
    /// What would be done.
    preview: AssignmentPreview,
) -> impl IntoView {
    let language = Texts::current().language;
    let all = preview.proposals.len();
    let share = |share: f64| {
        tr!(
            jury.percent,
            number = money::decimal(share * 100.0, 0, language)
        )
    };
    let ties = |ties: Option<f64>| {
        ties.map_or_else(|| "–".to_owned(), |ties| money::decimal(ties, 1, language))
    };
    type Measure<'a> = (&'a str, &'a dyn Fn(&Arrangement) -> String);
    let rows: [Measure<'_>; 6] = [
        (tr!(jury.compare_covered), &|one| {
            tr!(jury.of_all, count = one.covered, of = all)
        }),
        (tr!(jury.loads), &|one| {
            tr!(jury.range, least = one.least, most = one.most)
        }),
        (tr!(jury.compare_foreign), &|one| one.foreign.to_string()),
        (tr!(jury.cross_sector), &|one| share(one.cross_sector_share)),
        (tr!(jury.compare_parts), &|one| one.components.to_string()),
        (tr!(jury.compare_ties), &|one| ties(one.connectivity)),
    ];
    let rows = rows
        .map(|(label, value)| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td class="num" data-label=tr!(jury.before)>{value(&preview.before)}</td>
                    <td class="num" data-label=tr!(jury.after)>{value(&preview.after)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="comparison-title">
            <h2 id="comparison-title">{tr!(jury.compare_title)}</h2>
            <table class="data">
                <caption class="visually-hidden">{tr!(jury.compare_title)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(jury.compare_measure)}</th>
                        <th scope="col" class="num">{tr!(jury.before)}</th>
                        <th scope="col" class="num">{tr!(jury.after)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="meta">{tr!(jury.compare_ties_hint)}</p>
        </section>
    }
    .into_any()
}

/// The rules in the order in which they count, and the seed.
#[component]
pub(super) fn HowComputed(
    /// Jurors that each proposal gets; none in a second look, where they differ.
    per_proposal: Option<u32>,
    /// Whether the jury reads in panels.
    panels: bool,
    /// Of the assignment.
    seed: u64,
    /// Whether what nobody has begun moves too.
    anew: bool,
) -> impl IntoView {
    let cover = per_proposal.map_or_else(
        || tr!(jury.method_cover_again).to_owned(),
        |count| tr!(jury.method_cover, count = count),
    );
    let kept = if anew {
        tr!(jury.method_anew)
    } else {
        tr!(jury.method_kept)
    };
    view! {
        <details class="disclosure">
            <summary>{tr!(jury.method_title)}</summary>
            <ol>
                <li>{cover}</li>
                {panels.then(|| view! { <li>{tr!(jury.method_panels)}</li> })}
                <li>{kept}</li>
                <li>{tr!(jury.method_order)}</li>
                <li>{tr!(jury.method_seed, seed = seed)}</li>
            </ol>
        </details>
    }
    .into_any()
}

//! The ranking as a table with one picture a row: adjusted score, interval, plain mean, cut line and grey zone.

use super::{
    percent, points,
    scales::{Scale, cut, grey_zone},
};
use crate::tr;
use domain::selection::{Place, ProposalTitle, SelectionResult};
use leptos::prelude::*;

/// The table, best first.
#[component]
pub(super) fn Caterpillar(
    /// What was computed.
    result: SelectionResult,
    /// Titles by number.
    titles: Vec<ProposalTitle>,
) -> impl IntoView {
    let drawing = Drawing {
        scale: Scale::of_places(&result.places),
        cut: cut(&result.places),
        zone: grey_zone(&result.places),
    };
    let selected = result.places.iter().filter(|place| place.selected).count();
    let all = result.places.len();
    let rows = (1..)
        .zip(result.places)
        .map(|(at, place)| {
            let title = titles
                .binary_search_by_key(&place.number, |own| own.number)
                .ok()
                .and_then(|at| titles.get(at))
                .map(|own| own.title.clone())
                .unwrap_or_default();
            let line = (at == selected && selected < all).then(|| {
                view! {
                    <tr class="cut-line"><td colspan="7"><span>{tr!(selection.cut_line, count = selected)}</span></td></tr>
                }
            });
            view! { <Row place title drawing/> {line} }
        })
        .collect_view();
    view! {
        <Legend/>
        <table class="data caterpillar">
            <caption class="visually-hidden">{tr!(selection.ranking)}</caption>
            <thead>
                <tr>
                    <th scope="col" class="num">{tr!(selection.rank)}</th>
                    <th scope="col">{tr!(selection.proposal)}</th>
                    <th scope="col">{tr!(selection.adjusted)}</th>
                    <th scope="col" class="num">{tr!(selection.chance)}</th>
                    <th scope="col" class="num">{tr!(selection.raw_mean)}</th>
                    <th scope="col" class="num">{tr!(selection.reviews)}</th>
                    <th scope="col">{tr!(selection.outcome)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// What every row's picture shares.
#[derive(Clone, Copy)]
struct Drawing {
    scale: Scale,
    cut: Option<f64>,
    zone: Option<(f64, f64)>,
}

#[component]
fn Row(place: Place, title: String, drawing: Drawing) -> impl IntoView {
    let zone = if place.close_call {
        "grey"
    } else if place.selected {
        "in"
    } else {
        "out"
    };
    let ranks = place
        .rank_interval
        .filter(|(low, high)| low != high)
        .map(|(low, high)| view! { <span class="meta">{low} "–" {high}</span> });
    let chance = place.p_selected.map(|chance| {
        let text = percent(chance);
        view! {
            {text.clone()} " "
            <meter min="0" max="1" value=format!("{chance:.3}") aria-label=tr!(selection.chance)>{text}</meter>
        }
    });
    view! {
        <tr data-zone=zone>
            <td class="num rank" data-label=tr!(selection.rank)>{place.rank} " " {ranks}</td>
            <th scope="row"><span class="meta">{place.number}</span> " " {title}</th>
            <td data-label=tr!(selection.adjusted)><Picture place=place.clone() drawing/></td>
            <td class="num" data-label=tr!(selection.chance)>{chance}</td>
            <td class="num" data-label=tr!(selection.raw_mean)>{place.raw_mean.map(points)}</td>
            <td class="num" data-label=tr!(selection.reviews)>{place.reviews}</td>
            <td data-label=tr!(selection.outcome)><Outcome place/></td>
        </tr>
    }
    .into_any()
}

#[component]
fn Outcome(place: Place) -> impl IntoView {
    view! {
        {if place.selected {
            view! { <span class="badge success">{tr!(selection.selected)}</span> }.into_any()
        } else {
            view! { <span class="badge">{tr!(selection.not_selected)}</span> }.into_any()
        }}
        {place.close_call.then(|| view! { " " <span class="badge warning">{tr!(selection.close_call)}</span> })}
    }
    .into_any()
}

#[component]
fn Picture(place: Place, drawing: Drawing) -> impl IntoView {
    if place.reviews == 0 {
        return view! { <span class="meta">{tr!(selection.no_review)}</span> }.into_any();
    }
    let Drawing { scale, cut, zone } = drawing;
    let zone = zone.map(|(low, high)| {
        view! { <rect class="zone" x=scale.at(low) y="0" width=scale.between(low, high) height="100%"></rect> }
    });
    let cut = cut.map(|cut| {
        view! { <line class="cut" x1=scale.at(cut) x2=scale.at(cut) y1="0" y2="100%"></line> }
    });
    let bar = place.interval.map(|(low, high)| {
        view! { <line class="bar" x1=scale.at(low) x2=scale.at(high) y1="50%" y2="50%"></line> }
    });
    let raw = place.raw_mean.map(|mean| {
        view! { <circle class="raw" cx=scale.at(mean) cy="50%" r="4"></circle> }
    });
    view! {
        <svg class="interval" role="img" aria-label=in_words(&place)>
            {zone}{cut}{bar}{raw}
            <circle class="estimate" cx=scale.at(place.adjusted) cy="50%" r="5"></circle>
        </svg>
    }
    .into_any()
}

fn in_words(place: &Place) -> String {
    let adjusted = points(place.adjusted);
    let raw = place.raw_mean.map(points).unwrap_or_default();
    match place.interval {
        Some((low, high)) => tr!(
            selection.picture,
            adjusted = adjusted,
            low = points(low),
            high = points(high),
            raw = raw
        ),
        None => tr!(selection.picture_plain, adjusted = adjusted, raw = raw),
    }
}

#[component]
fn Legend() -> impl IntoView {
    view! {
        <ul class="legend">
            <li>
                <svg class="interval key" aria-hidden="true"><circle class="estimate" cx="50%" cy="50%" r="5"></circle></svg>
                " " {tr!(selection.legend_adjusted)}
            </li>
            <li>
                <svg class="interval key" aria-hidden="true"><line class="bar" x1="10%" x2="90%" y1="50%" y2="50%"></line></svg>
                " " {tr!(selection.legend_interval)}
            </li>
            <li>
                <svg class="interval key" aria-hidden="true"><circle class="raw" cx="50%" cy="50%" r="4"></circle></svg>
                " " {tr!(selection.legend_raw)}
            </li>
            <li>
                <svg class="interval key" aria-hidden="true"><rect class="zone" x="10%" y="0" width="80%" height="100%"></rect></svg>
                " " {tr!(selection.legend_zone)}
            </li>
        </ul>
    }
    .into_any()
}

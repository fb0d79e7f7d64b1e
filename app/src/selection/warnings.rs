//! What limits a result, in sentences.

use crate::{texts::Texts, tr};
use domain::{
    money::decimal,
    selection::{JurorEstimate, NoResult, SecondLookEffect, SelectionWarning},
};
use leptos::prelude::*;

/// One notice for each warning.
#[component]
pub(super) fn Warnings(
    /// What to say.
    warnings: Vec<SelectionWarning>,
) -> impl IntoView {
    warnings
        .iter()
        .map(|warning| {
            let class = match warning {
                SelectionWarning::Disconnected { .. } => "notice danger",
                SelectionWarning::SeatsCoverAll => "notice info",
                _ => "notice warning",
            };
            view! { <div class=class><p>{sentence(warning)}</p></div> }
        })
        .collect_view()
        .into_any()
}

/// How much higher or lower the criteria of second looks are scored.
pub(super) fn rubric_effect(found: SecondLookEffect) -> AnyView {
    let language = Texts::current().language;
    let points = decimal(found.effect.abs(), 2, language);
    let text = if found.effect < 0.0 {
        tr!(
            selection.rubric_effect_down,
            points = points,
            count = found.reviews
        )
    } else {
        tr!(
            selection.rubric_effect_up,
            points = points,
            count = found.reviews
        )
    };
    view! { <div class="notice info"><p>{text}</p></div> }.into_any()
}

fn sentence(warning: &SelectionWarning) -> String {
    match warning {
        SelectionWarning::DoNotSeparate => tr!(selection.warn_do_not_separate).into(),
        SelectionWarning::NoReplication => tr!(selection.warn_no_replication).into(),
        SelectionWarning::Disconnected { islands } => {
            let groups: Vec<String> = islands.iter().map(|island| numbers(island)).collect();
            tr!(selection.warn_disconnected, groups = groups.join(" | "))
        }
        SelectionWarning::SeatsCoverAll => tr!(selection.warn_seats_cover_all).into(),
        SelectionWarning::Unscored { proposals } => {
            tr!(selection.warn_unscored, numbers = numbers(proposals))
        }
        SelectionWarning::Thin { wanted, proposals } => tr!(
            selection.warn_thin,
            wanted = wanted,
            numbers = numbers(proposals)
        ),
        SelectionWarning::OtherModelDiffers { seats } => {
            tr!(selection.warn_other_model, count = seats)
        }
        SelectionWarning::AllEqual => tr!(selection.warn_all_equal).into(),
        SelectionWarning::EmptyReviews { count } => {
            tr!(selection.warn_empty_reviews, count = count)
        }
        SelectionWarning::SeverityUnknown => tr!(selection.warn_severity_unknown).into(),
        SelectionWarning::SectorUnknown => tr!(selection.warn_sector_unknown).into(),
    }
}

fn numbers(list: &[i32]) -> String {
    let texts: Vec<String> = list.iter().map(i32::to_string).collect();
    texts.join(", ")
}

/// Why there is no result.
pub(super) fn no_result(reason: &NoResult) -> String {
    match reason {
        NoResult::NoProposals => tr!(selection.none_no_proposals).into(),
        NoResult::NoScores => tr!(selection.none_no_scores).into(),
        NoResult::Contradiction { detail } => tr!(selection.none_contradiction, detail = detail),
    }
}

/// Jurors by number: how strict, and whom to ask.
#[component]
pub(super) fn Jurors(
    /// By number.
    jurors: Vec<JurorEstimate>,
) -> impl IntoView {
    let rows = jurors
        .into_iter()
        .map(|juror| {
            let severity = super::points(juror.severity.abs());
            let text = if juror.severity >= 0.0 {
                tr!(selection.generous, points = severity)
            } else {
                tr!(selection.strict, points = severity)
            };
            view! {
                <tr>
                    <th scope="row">{tr!(selection.juror, number = juror.number)}</th>
                    <td class="num" data-label=tr!(selection.reviews)>{juror.reviews}</td>
                    <td data-label=tr!(selection.severity)>{text}</td>
                    <td data-label=tr!(selection.agreement)>
                        {if juror.flagged {
                            view! { <span class="badge warning">{tr!(selection.flagged)}</span> }.into_any()
                        } else {
                            view! { {tr!(selection.usual)} }.into_any()
                        }}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="disclosure">
            <summary>{tr!(selection.jurors)}</summary>
            <div>
                <p>{tr!(selection.jurors_text)}</p>
                <table class="data">
                    <caption class="visually-hidden">{tr!(selection.jurors)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(selection.juror_column)}</th>
                            <th scope="col" class="num">{tr!(selection.reviews)}</th>
                            <th scope="col">{tr!(selection.severity)}</th>
                            <th scope="col">{tr!(selection.agreement)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

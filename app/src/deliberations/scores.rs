//! The scores of a proposal beside each other, what was changed, and the form for one's own.

use super::ChangeScores;
use crate::{
    competitions::Version,
    forms::*,
    reviews::Paragraphs,
    texts::{Texts, Time},
    tr,
};
use domain::{
    competitions::Criterion,
    deliberations::{Change, Discussion, PanelReview},
    reviews::{field_of, points_input},
};
use leptos::{form::ActionForm, prelude::*};

/// "Juror 3", or that it is the reader.
fn juror_text(review: &PanelReview) -> String {
    if review.own {
        tr!(deliberations.juror_you, number = review.juror)
    } else {
        tr!(deliberations.juror_is, number = review.juror)
    }
}

fn points(criterion: &Criterion, score: Option<i32>) -> String {
    let language = Texts::current().language;
    score.map_or_else(
        || "–".to_owned(),
        |units| criterion.points_text(units, language),
    )
}

/// A row for each criterion, a column for each juror, and how far apart they are.
pub(super) fn table(found: &Discussion) -> AnyView {
    let language = Texts::current().language;
    let heads = found
        .reviews
        .iter()
        .map(|review| view! { <th scope="col" class="num">{juror_text(review)}</th> })
        .collect_view();
    let rows = found.rubric.iter().map(|criterion| {
        let cells = found
            .reviews
            .iter()
            .map(|review| {
                let score = review.scores.get(&criterion.id).copied().flatten();
                view! { <td class="num" data-label=juror_text(review)>{points(criterion, score)}</td> }
            })
            .collect_view();
        let spread = match found.spread(criterion.id) {
            None => "–".to_owned(),
            Some((low, high)) if low == high => tr!(deliberations.agreed).to_owned(),
            Some((low, high)) => {
                let (low, high) = (points(criterion, Some(low)), points(criterion, Some(high)));
                tr!(deliberations.from_to, low = low, high = high)
            }
        };
        view! {
            <tr>
                <th scope="row">{criterion.name.get(language).to_owned()}</th>
                {cells}
                <td class="num" data-label=tr!(deliberations.spread)><strong>{spread}</strong></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="scores-title">
            <h2 id="scores-title">{tr!(deliberations.scores)}</h2>
            <table class="data">
                <caption class="visually-hidden">{tr!(deliberations.scores)}</caption>
                <thead><tr>
                    <th scope="col">{tr!(deliberations.criterion)}</th>
                    {heads}
                    <th scope="col" class="num">{tr!(deliberations.spread)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// What jurors wrote to the team, and the changes that the reader may see.
pub(super) fn reviews(found: &Discussion) -> AnyView {
    let items = found.reviews.iter().map(|review| {
        let changed = review
            .changed
            .then(|| view! { " " <span class="badge info">{tr!(deliberations.changed)}</span> });
        let changes = review.changes.iter();
        let changes = changes
            .map(|change| change_view(change, &found.rubric))
            .collect_view();
        view! {
            <li>
                <div>
                    <p><strong>{juror_text(review)}</strong> {changed}</p>
                    <Paragraphs text=review.comment.clone()/>
                    {changes}
                </div>
            </li>
        }
    });
    let items = items.collect_view();
    view! {
        <section aria-labelledby="comments-title">
            <h2 id="comments-title">{tr!(deliberations.comments)}</h2>
            <ul class="list">{items}</ul>
        </section>
    }
    .into_any()
}

/// "Feasibility: 4 → 6. Reason".
fn change_view(change: &Change, rubric: &[Criterion]) -> AnyView {
    let language = Texts::current().language;
    let scores: Vec<String> = change
        .scores
        .iter()
        .filter_map(|(id, before, after)| {
            let criterion = rubric.iter().find(|own| own.id == *id)?;
            let name = criterion.name.get(language);
            let (before, after) = (points(criterion, *before), points(criterion, *after));
            Some(format!("{name}: {before} → {after}"))
        })
        .collect();
    let reason = change.reason.clone();
    view! {
        <p class="meta"><Time at=change.at/> " · " {scores.join(", ")} " · " {tr!(audit.reason, reason = reason)}</p>
    }
    .into_any()
}

/// The form for the reader's own scores, where they can change.
pub(super) fn own_form(found: &Discussion) -> Option<AnyView> {
    let version = found.rights.change?;
    let own = found.reviews.iter().find(|review| review.own)?;
    let language = Texts::current().language;
    let change = ServerAction::<ChangeScores>::new();
    let form = FormState::of(change);
    let judged = found
        .rubric
        .iter()
        .filter(|criterion| own.scores.contains_key(&criterion.id));
    let fields = judged.map(|criterion| {
        let score = own.scores.get(&criterion.id).copied().flatten();
        let value = score.map_or_else(String::new, |units| points_input(criterion, units));
        let (low, high) = (
            points(criterion, Some(criterion.min)),
            points(criterion, Some(criterion.max)),
        );
        let label = criterion.name.get(language).to_owned();
        view! {
            <TextField form=form.clone() name=field_of(criterion) label value inputmode="decimal" required=score.is_some()
                hint=tr!(deliberations.from_to, low = low, high = high)/>
        }
    });
    let fields = fields.collect_view();
    let labels = vec![("reason", tr!(deliberations.reason))];
    let proposal = found.proposal.to_string();
    let title = tr!(deliberations.scores_stale);
    Some(
        view! {
            <section class="panel" aria-labelledby="own-title">
                <header class="panel-head"><h2 id="own-title">{tr!(deliberations.own_scores)}</h2></header>
                <p>{tr!(deliberations.own_scores_lead)}</p>
                <ActionForm action=change attr:class="form" attr:id="scores" attr:novalidate="">
                    <FormErrors form=form.clone() labels/>
                    <Version form=form.clone() version title/>
                    <Hidden name="proposal" value=proposal/>
                    <div class="field-row">{fields}</div>
                    <TextArea form=form.clone() name="reason" label=tr!(deliberations.reason)
                        hint=tr!(deliberations.reason_hint) rows=3 required=true/>
                    <Submit form label=tr!(deliberations.change_scores)/>
                </ActionForm>
            </section>
        }
        .into_any(),
    )
}

//! `/proposals/:id/result`: what became of a proposal and why, in words that a student can read.

use super::{percent, points, scales::Scale, team_result};
use crate::{
    AppError,
    components::{Fetched, PageHead, fetching},
    reviews::Paragraphs,
    texts::{Texts, Time, TimeStyle},
    tr,
};
use domain::{
    Error,
    selection::{CriterionRange, TeamResult},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ResultPage() -> impl IntoView {
    let params = use_params_map();
    let result = fetching(
        move || params.read().get("id").unwrap_or_default(),
        |id| async move {
            let id = id.parse().map_err(|_| AppError(Error::Missing))?;
            team_result(id).await
        },
    );
    view! {
        <Fetched of=result let:result>
            <main class="page narrow" id="main" tabindex="-1"><Letter result/></main>
        </Fetched>
    }
    .into_any()
}

#[component]
fn Letter(result: TeamResult) -> impl IntoView {
    let competition = result.competition.get(Texts::current().language).to_owned();
    let outcome = if result.place.selected {
        tr!(selection.letter_selected, count = result.seats)
    } else {
        tr!(
            selection.letter_not_selected,
            count = result.seats,
            proposals = result.proposals
        )
    };
    let class = if result.place.selected {
        "notice success"
    } else {
        "notice info"
    };
    view! {
        <PageHead title=tr!(selection.your_result) eyebrow=competition lead=result.title.clone()>
            <button type="button" data-print hidden>{tr!(core.print)}</button>
        </PageHead>
        <article class="letter prose">
            <div class=class><p><strong>{outcome}</strong></p></div>
            <p class="meta">
                {tr!(selection.published)} " " <Time at=result.published_at zone=result.zone.clone() style=TimeStyle::Date/>
            </p>
            <h2>{tr!(selection.how_it_came)}</h2>
            <Chain result=result.clone()/>
            <FieldPicture result=result.clone()/>
            <h2>{tr!(selection.by_criterion)}</h2>
            <Ranges ranges=result.ranges/>
            <h2>{tr!(selection.comments)}</h2>
            <Comments comments=result.comments/>
            <h2>{tr!(selection.check)}</h2>
            <p>{tr!(selection.check_text)}</p>
            <p>{tr!(selection.rules_hash)} " " <code class="fingerprint">{result.rules_hash}</code></p>
            <p>{tr!(selection.input_hash)} " " <code class="fingerprint">{result.input_hash}</code></p>
        </article>
    }
    .into_any()
}

/// From the plain mean to the decision, a step a line.
#[component]
fn Chain(result: TeamResult) -> impl IntoView {
    let place = result.place;
    let Some(raw) = place.raw_mean else {
        return view! { <p>{tr!(selection.chain_unscored)}</p> }.into_any();
    };
    let shift = place.adjusted - raw;
    let moved = if shift.abs() < 0.005 {
        tr!(selection.chain_same).to_owned()
    } else if shift > 0.0 {
        tr!(
            selection.chain_up,
            points = points(shift),
            adjusted = points(place.adjusted)
        )
    } else {
        tr!(
            selection.chain_down,
            points = points(-shift),
            adjusted = points(place.adjusted)
        )
    };
    let rank = tr!(
        selection.chain_rank,
        rank = place.rank,
        proposals = result.proposals
    );
    let ranks = place
        .rank_interval
        .map(|(low, high)| tr!(selection.chain_rank_range, low = low, high = high));
    let chance = place.p_selected.map(|chance| {
        tr!(
            selection.chain_chance,
            chance = percent(chance),
            seats = result.seats
        )
    });
    let steps = [
        Some(tr!(
            selection.chain_raw,
            count = place.reviews,
            points = points(raw)
        )),
        Some(moved),
        Some(ranks.map_or_else(|| rank.clone(), |ranks| format!("{rank} {ranks}"))),
        chance,
        place
            .close_call
            .then(|| tr!(selection.chain_close).to_owned()),
        result.tied.then(|| tr!(selection.chain_tied).to_owned()),
        Some(tr!(selection.chain_rule, seats = result.seats)),
    ];
    let items = steps
        .into_iter()
        .flatten()
        .map(|step| view! { <li>{step}</li> })
        .collect_view();
    view! { <ol>{items}</ol> }.into_any()
}

/// Where the proposal lies between the lowest and the highest, and the last one selected.
#[component]
fn FieldPicture(result: TeamResult) -> impl IntoView {
    let field = result.field;
    let place = result.place;
    if place.reviews == 0 {
        return ().into_any();
    }
    let ends = place.interval.unwrap_or((place.adjusted, place.adjusted));
    let scale = Scale::of([field.lowest, field.highest, ends.0, ends.1].into_iter());
    let cut = field.cut.map(|cut| {
        view! { <line class="cut" x1=scale.at(cut) x2=scale.at(cut) y1="0" y2="100%"></line> }
    });
    let words = tr!(
        selection.field_picture,
        adjusted = points(place.adjusted),
        lowest = points(field.lowest),
        highest = points(field.highest),
        cut = field.cut.map(points).unwrap_or_default()
    );
    view! {
        <figure>
            <svg class="interval" role="img" aria-label=words.clone()>
                {cut}
                <line class="bar" x1=scale.at(ends.0) x2=scale.at(ends.1) y1="50%" y2="50%"></line>
                <circle class="estimate" cx=scale.at(place.adjusted) cy="50%" r="5"></circle>
            </svg>
            <figcaption>{words}</figcaption>
        </figure>
    }
    .into_any()
}

#[component]
fn Ranges(ranges: Vec<CriterionRange>) -> impl IntoView {
    let language = Texts::current().language;
    let rows = ranges
        .into_iter()
        .map(|own| {
            let text = |units| own.criterion.points_text(units, language);
            let range = match own.range {
                None => tr!(selection.range_none).to_owned(),
                Some((low, high)) if low == high => text(low),
                Some((low, high)) => tr!(selection.range, low = text(low), high = text(high)),
            };
            let scale = tr!(
                selection.range,
                low = text(own.criterion.min),
                high = text(own.criterion.max)
            );
            view! {
                <tr>
                    <th scope="row">{own.criterion.name.get(language).to_owned()}</th>
                    <td data-label=tr!(selection.range_column)>{range}</td>
                    <td data-label=tr!(selection.scale_column)>{scale}</td>
                    <td class="num" data-label=tr!(selection.scored_by)>{own.scored}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <p>{tr!(selection.ranges_text)}</p>
        <table class="data">
            <caption class="visually-hidden">{tr!(selection.by_criterion)}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(selection.criterion)}</th>
                    <th scope="col">{tr!(selection.range_column)}</th>
                    <th scope="col">{tr!(selection.scale_column)}</th>
                    <th scope="col" class="num">{tr!(selection.scored_by)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Comments(comments: Vec<String>) -> impl IntoView {
    if comments.is_empty() {
        return view! { <p>{tr!(selection.no_comments)}</p> }.into_any();
    }
    comments
        .into_iter()
        .map(|text| view! { <blockquote><Paragraphs text/></blockquote> })
        .collect_view()
        .into_any()
}

//! When there is too little room for all: why, what would help, and what can be done all the same.

use super::effects::query_of;
use crate::tr;
use domain::jury::{AssignmentPreview, Obstacle, ProposalTag, Redistribution};
use leptos::prelude::*;

/// Why nobody can be given anything, and what would help.
#[component]
pub(super) fn Impossible(
    /// What stands in the way.
    why: Obstacle,
    /// Jurors that each proposal needs.
    per_proposal: Option<u32>,
    /// What the preview was asked for.
    asked: Redistribution,
    /// Of the preview.
    seed: u64,
    /// The competition.
    slug: String,
) -> impl IntoView {
    let partly = matches!(
        why,
        Obstacle::TooFewPlaces { .. } | Obstacle::TooFewJurors { .. } | Obstacle::Bottleneck { .. }
    );
    let offer =
        (partly && !asked.partial).then(|| view! { <PartialOffer asked seed slug=slug.clone()/> });
    let tags = |tags: Vec<(ProposalTag, Option<u32>)>| {
        let lines = tags
            .into_iter()
            .map(|(tag, lacking)| {
                let lacking = lacking.map(|lacking| tr!(jury.lacking, count = lacking));
                let name = tr!(
                    jury.number_and_title,
                    number = tag.number,
                    title = tag.title
                );
                view! { <li>{name} <span class="meta">" " {lacking}</span></li> }
            })
            .collect_view();
        view! { <ul class="list">{lines}</ul> }.into_any()
    };
    let (text, list) = match why {
        Obstacle::NoProposals => (tr!(jury.no_eligible_text).to_owned(), None),
        Obstacle::NoJurors => (tr!(jury.none_text).to_owned(), None),
        Obstacle::TooFewPlaces {
            needed,
            places,
            missing,
        } => (
            tr!(
                jury.too_few_places,
                needed = needed,
                places = places,
                missing = missing
            ),
            None,
        ),
        Obstacle::TooFewJurors { proposals } => {
            let proposals = proposals
                .into_iter()
                .map(|(tag, n)| (tag, Some(n)))
                .collect();
            (
                per_proposal.map_or_else(
                    || tr!(jury.too_few_jurors_again).to_owned(),
                    |count| tr!(jury.too_few_jurors, count = count),
                ),
                Some(tags(proposals)),
            )
        }
        Obstacle::Bottleneck {
            proposals,
            jurors,
            missing,
        } => {
            let proposals = proposals.into_iter().map(|tag| (tag, None)).collect();
            (
                tr!(
                    jury.bottleneck,
                    missing = missing,
                    names = jurors.join(", ")
                ),
                Some(tags(proposals)),
            )
        }
        Obstacle::NoRoomForAnchors { jurors } => {
            let names = jurors
                .iter()
                .map(|(name, lacking)| format!("{name} (+{lacking})"));
            let names: Vec<String> = names.collect();
            (
                tr!(jury.no_room_for_anchors, names = names.join(", ")),
                None,
            )
        }
    };
    view! {
        <div class="notice danger"><strong>{tr!(jury.impossible)}</strong><p>{text}</p></div>
        {list}
        <div class="actions"><a class="button primary" href=format!("/organise/{slug}/jury")>{tr!(jury.title)}</a></div>
        {offer}
    }
}

/// Leads to a preview of what there is room for.
#[component]
fn PartialOffer(asked: Redistribution, seed: u64, slug: String) -> impl IntoView {
    let label = if asked.without.is_empty() {
        tr!(jury.partial_give)
    } else {
        tr!(jury.partial_move)
    };
    let partial = Redistribution {
        partial: true,
        ..asked
    };
    let address = format!(
        "/organise/{slug}/assignment/preview{}",
        query_of(seed, &partial)
    );
    view! {
        <section class="panel">
            <p>{tr!(jury.partial_lead)}</p>
            <div class="actions"><a class="button" href=address>{label}</a></div>
        </section>
    }
    .into_any()
}

/// The proposals that stay short, and with whom; nothing where none do.
#[component]
pub(super) fn ShortPanel(
    /// What would be done.
    preview: AssignmentPreview,
) -> impl IntoView {
    if preview.short.is_empty() {
        return ().into_any();
    }
    let lacking: u32 = preview.short.iter().map(|short| short.missing).sum();
    let rows = preview
        .short
        .iter()
        .filter_map(|short| {
            let tag = preview.proposals.get(short.proposal as usize)?.clone();
            let jurors = short.stays_with.iter();
            let names: Vec<String> = jurors
                .filter_map(|seat| Some(preview.jurors.get(*seat as usize)?.name.clone()))
                .collect();
            let stays = (!names.is_empty())
                .then(|| format!(" · {}", tr!(jury.short_stays, names = names.join(", "))));
            let name = tr!(
                jury.number_and_title,
                number = tag.number,
                title = tag.title
            );
            let lacking = tr!(jury.lacking, count = short.missing);
            Some(view! { <li>{name} <span class="meta">" " {lacking} {stays}</span></li> })
        })
        .collect_view();
    view! {
        <section class="panel" id="short" aria-labelledby="short-title">
            <header class="panel-head"><h2 id="short-title">{tr!(jury.short_title)}</h2></header>
            <p>{tr!(jury.short_lead, count = lacking)}</p>
            <ul>{rows}</ul>
            <p class="meta">{tr!(jury.short_rule)}</p>
        </section>
    }
    .into_any()
}

//! `/organise/:slug/assignment/preview?seed=…&without=…&begun=true&anew=true&partial=true`: who would read what, before it is done; or why
//! it cannot be. `without` (or `juror`, as the list of progress calls it) are those whose missing work goes to others.

use super::{
    ApplyAssignment,
    choices::ChoicesForm,
    comparison::{Comparison, HowComputed},
    effects::{EffectsPanel, chosen, query_of},
    matrix::why_text,
    partials::{Impossible, ShortPanel},
    propose_assignment,
};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    screening::OrganiserPage,
    texts::named,
    tr,
};
use domain::{
    Error,
    jury::{
        AssignmentPreview, Effects, Outcome, ProposalTag, ProposedAssignment, Redistribution,
        ReviewStage,
    },
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn AssignmentPreviewPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let query = query.read();
        (
            params.read().get("slug").unwrap_or_default(),
            query.get("seed").unwrap_or_default(),
            chosen(&query),
        )
    };
    let proposed = fetching(asked, |(slug, seed, asked)| {
        propose_assignment(
            slug,
            seed,
            asked.without,
            asked.begun,
            asked.anew,
            asked.partial,
        )
    });
    let apply = ServerAction::<ApplyAssignment>::new();
    view! { <Fetched of=proposed let:proposed><Proposed proposed apply/></Fetched> }.into_any()
}

#[component]
fn Proposed(proposed: ProposedAssignment, apply: ServerAction<ApplyAssignment>) -> impl IntoView {
    let slug = proposed.heading.slug.clone();
    let seed = proposed.seed;
    let asked = proposed.asked;
    let takes = match &proposed.outcome {
        Outcome::Ready(preview) => preview.effects.as_ref().is_some_and(Effects::takes),
        Outcome::Impossible(_) => !asked.without.is_empty(),
    };
    let title = match (takes, asked.anew) {
        (false, false) => tr!(jury.preview_title),
        (false, true) => tr!(jury.anew_title),
        (true, _) => tr!(jury.redistribution_title),
    };
    let has_begun = match &proposed.outcome {
        Outcome::Ready(preview) => preview.effects.as_ref().map_or(0, |own| own.kept_begun) > 0,
        Outcome::Impossible(_) => false,
    };
    let choices = {
        let (asked, slug) = (asked.clone(), slug.clone());
        view! { <ChoicesForm asked has_begun movable=proposed.movable seed slug/> }
    };
    let body = match proposed.outcome {
        Outcome::Ready(preview) => {
            let per_proposal = proposed.per_proposal;
            let preview = *preview;
            let panels = proposed.panels;
            view! { <Ready preview per_proposal panels seed asked slug=slug.clone() apply/> }
                .into_any()
        }
        Outcome::Impossible(why) => {
            let per_proposal = proposed.per_proposal;
            view! { <Impossible why per_proposal asked seed slug=slug.clone()/> }.into_any()
        }
    };
    view! {
        <OrganiserPage heading=proposed.heading area="assignment" wide=true>
            <nav class="breadcrumbs" aria-label=tr!(screening.breadcrumb)>
                <ol>
                    <li><a href=format!("/organise/{slug}/assignment")>{tr!(competitions.nav_assignment)}</a></li>
                    <li aria-current="page">{tr!(jury.preview)}</li>
                </ol>
            </nav>
            <PageHead title=title lead=tr!(jury.preview_lead, seed = seed)/>
            {choices}
            {body}
        </OrganiserPage>
    }
}

#[component]
fn Ready(
    preview: AssignmentPreview,
    per_proposal: Option<u32>,
    panels: bool,
    seed: u64,
    asked: Redistribution,
    slug: String,
    apply: ServerAction<ApplyAssignment>,
) -> impl IntoView {
    let form = FormState::of(apply);
    let error = form.error();
    let stale = move || error.with(|error| matches!(error, Some(Error::Conflict(_))));
    let again = format!(
        "/organise/{slug}/assignment/preview{}",
        query_of(seed, &asked)
    );
    let stale = move || {
        let again = again.clone();
        stale().then(|| {
            view! {
                <div class="notice warning" role="alert">
                    <p>{tr!(jury.preview_stale)}</p>
                    <p><a href=again rel="external">{tr!(jury.preview_again)}</a></p>
                </div>
            }
        })
    };
    let apart = (preview.after.components > 1).then(|| {
        view! { <div class="notice warning"><p>{tr!(jury.components, count = preview.after.components)}</p></div> }
    });
    let undeclared = preview
        .jurors
        .iter()
        .filter(|juror| !juror.declared)
        .count();
    let undeclared = (undeclared > 0).then(|| {
        view! { <div class="notice info"><p>{tr!(jury.undeclared, count = undeclared)}</p></div> }
    });
    let effects = preview.effects.clone();
    let taken = effects.as_ref().map_or(0, |effects| effects.taken.len());
    let away = preview.dropped.len() + preview.moved.len() + taken;
    let idle = preview.new.is_empty() && preview.dropped.is_empty() && preview.moved.is_empty();
    let without = asked
        .without
        .iter()
        .map(|juror| view! { <Hidden name="without[]" value=juror.to_string()/> })
        .collect_view();
    let action = if idle
        && effects
            .as_ref()
            .is_none_or(|effects| effects.taken.is_empty())
    {
        let title = if preview.short.is_empty() {
            tr!(jury.nothing_to_give)
        } else {
            tr!(jury.short_nothing)
        };
        view! { <EmptyState title=title/> }.into_any()
    } else {
        let (count, basis) = (preview.new.len(), preview.basis.clone());
        view! {
            <ActionForm action=apply attr:class="form">
                <FormErrors form=form.clone()/>
                {stale}
                <Hidden name="slug" value=slug/>
                <Hidden name="seed" value=seed.to_string()/>
                <Hidden name="basis" value=basis/>
                {without}
                {asked.begun.then(|| view! { <Hidden name="begun" value="true"/> })}
                {asked.anew.then(|| view! { <Hidden name="anew" value="true"/> })}
                {asked.partial.then(|| view! { <Hidden name="partial" value="true"/> })}
                <Submit form=form label=tr!(jury.apply, count = count)/>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <dl class="stats">
            <div class="stat"><dt>{tr!(jury.new_pairs)}</dt><dd>{preview.new.len()}</dd></div>
            <div class="stat"><dt>{tr!(jury.kept_pairs)}</dt><dd>{preview.kept}</dd></div>
            <div class="stat"><dt>{tr!(jury.dropped_pairs)}</dt><dd>{away}</dd></div>
        </dl>
        {effects.map(|effects| view! {
            <EffectsPanel effects proposals=preview.proposals.len() jurors=preview.jurors.clone()/>
        })}
        <ShortPanel preview=preview.clone()/>
        {apart}
        {undeclared}
        {action}
        <Comparison preview=preview.clone()/>
        <HowComputed per_proposal panels seed anew=asked.anew/>
        <Loads preview=preview.clone()/>
        <NewPairs preview/>
    }
}

#[component]
fn Loads(preview: AssignmentPreview) -> impl IntoView {
    let rows = preview
        .jurors
        .into_iter()
        .map(|juror| {
            view! {
                <tr>
                    <th scope="row">{juror.name}</th>
                    <td class="num" data-label=tr!(jury.before)>{juror.before}</td>
                    <td class="num" data-label=tr!(jury.after)>{juror.after}</td>
                    <td class="num" data-label=tr!(jury.capacity)>{juror.capacity}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="loads-title">
            <h2 id="loads-title">{tr!(jury.loads_title)}</h2>
            <table class="data">
                <caption class="visually-hidden">{tr!(jury.loads_title)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(jury.name)}</th>
                        <th scope="col" class="num">{tr!(jury.before)}</th>
                        <th scope="col" class="num">{tr!(jury.after)}</th>
                        <th scope="col" class="num">{tr!(jury.capacity)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

/// Every pair that would be made or taken away, by proposal, with its sentence.
#[component]
fn NewPairs(preview: AssignmentPreview) -> impl IntoView {
    let name = |juror: u32| {
        let juror = preview.jurors.get(juror as usize);
        juror.map(|juror| juror.name.clone()).unwrap_or_default()
    };
    let rows = (0..)
        .zip(&preview.proposals)
        .filter_map(|(index, tag): (u32, _)| {
            let new = preview.new.iter().filter(|pair| pair.proposal == index);
            let mut lines: Vec<String> = new
                .map(|pair| format!("{} – {}", name(pair.juror), why_text(pair.why)))
                .collect();
            let gone = preview.dropped.iter().filter(|pair| pair.1 == index);
            lines.extend(gone.map(|pair| tr!(jury.dropped_is, name = name(pair.0))));
            let moved = preview.moved.iter().filter(|pair| pair.1 == index);
            lines.extend(moved.map(|pair| tr!(jury.moved_is, name = name(pair.0))));
            let taken = preview.effects.iter().flat_map(|effects| &effects.taken);
            let taken = taken.filter(|taken| taken.1 == index);
            lines.extend(taken.map(|(juror, _, stage)| taken_text(&name(*juror), *stage)));
            (!lines.is_empty()).then(|| view! { <PairsOf tag=tag.clone() lines/> })
        })
        .collect_view();
    view! {
        <section aria-labelledby="pairs-title">
            <h2 id="pairs-title">{tr!(jury.pairs_title)}</h2>
            <ul class="list">{rows}</ul>
        </section>
    }
}

#[component]
fn PairsOf(tag: ProposalTag, lines: Vec<String>) -> impl IntoView {
    let sector = tag.sector.map(|sector| named("sector", sector.key()));
    let lines = lines
        .into_iter()
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    view! {
        <li>
            <div>
                <strong>{tr!(jury.number_and_title, number = tag.number, title = tag.title)}</strong>
                <span class="meta">" " {sector}</span>
                <ul>{lines}</ul>
            </div>
        </li>
    }
}

fn taken_text(name: &str, stage: ReviewStage) -> String {
    match stage {
        ReviewStage::None => tr!(jury.taken_is, name = name),
        _ => tr!(jury.taken_begun_is, name = name),
    }
}

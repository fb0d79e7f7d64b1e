//! `/organise/:slug/rubric`: the criteria in their order.

use super::{MoveCriterion, OrganiserFrame, competition_setup};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    texts::Texts,
    tr,
};
use domain::{
    CriterionId,
    competitions::{Criterion, Setup},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The rubric.
#[component]
pub fn RubricPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let shift = ServerAction::<MoveCriterion>::new();
    let setup = fetching(slug, competition_setup);
    view! { <Fetched of=setup let:setup><Rubric slug=slug() setup shift/></Fetched> }.into_any()
}

#[component]
fn Rubric(slug: String, setup: Setup, shift: ServerAction<MoveCriterion>) -> impl IntoView {
    let language = Texts::current().language;
    let editable = setup.editable;
    let new = format!("/organise/{slug}/rubric/new");
    let add = editable.then(
        || view! { <a class="button primary" href=new>{tr!(competitions.add_criterion)}</a> },
    );
    let practice = format!("/organise/{slug}/practice");
    let total: i32 = setup.rubric.iter().map(|criterion| criterion.weight).sum();
    let last = setup.rubric.len().saturating_sub(1);
    let version = setup.version;
    let items = setup
        .rubric
        .into_iter()
        .enumerate()
        .map(|(i, criterion)| {
            let id = criterion.id;
            let name = criterion.name.get(language).to_owned();
            let slug = slug.clone();
            let buttons = editable.then(|| {
                let place = (i > 0, i < last);
                view! { <Buttons slug id version name place shift/> }
            });
            view! { <li class="card"><CriterionView criterion total level=2/>{buttons}</li> }
        })
        .collect_view();
    let body = if total == 0 {
        view! { <EmptyState title=tr!(competitions.no_criteria) text=tr!(competitions.no_criteria_text)/> }
            .into_any()
    } else {
        view! { <ol class="card-grid">{items}</ol> }.into_any()
    };
    let name = setup.name.get(language).to_owned();
    let locked = (!editable).then(
        || view! { <div class="notice info"><p>{tr!(competitions.frozen_settings)}</p></div> },
    );
    view! {
        <OrganiserFrame slug current="rubric">
            <PageHead title=tr!(competitions.nav_rubric) eyebrow=name lead=tr!(competitions.rubric_lead)>
                {add}
                <a class="button" href=practice>{tr!(reviews.practice)}</a>
            </PageHead>
            <FormErrors form=FormState::of(shift)/>
            {locked}
            {body}
        </OrganiserFrame>
    }
    .into_any()
}

/// What can be done with a criterion. `place` tells whether there is one above and one below.
#[component]
fn Buttons(
    slug: String,
    id: CriterionId,
    version: i64,
    name: String,
    place: (bool, bool),
    shift: ServerAction<MoveCriterion>,
) -> impl IntoView {
    let edit = format!("/organise/{slug}/rubric/{id}");
    let button = |up: bool, label: String| {
        let slug = slug.clone();
        view! {
            <ActionForm action=shift>
                <Hidden name="slug" value=slug/>
                <Hidden name="version" value=version.to_string()/>
                <Hidden name="id" value=id.to_string()/>
                <Hidden name="up" value=up.to_string()/>
                <button class="quiet small">{label}</button>
            </ActionForm>
        }
    };
    let up = place
        .0
        .then(|| button(true, tr!(competitions.move_up, name = name)));
    let down = place
        .1
        .then(|| button(false, tr!(competitions.move_down, name = name)));
    view! {
        <div class="actions">
            <a class="button small" href=edit>
                {tr!(competitions.edit)} <span class="visually-hidden">": " {name}</span>
            </a>
            {up}
            {down}
        </div>
    }
    .into_any()
}

/// A criterion to read: title, weight, what to look at, anchored levels.
#[component]
pub fn CriterionView(
    /// The criterion.
    criterion: Criterion,
    /// Sum of all weights.
    total: i32,
    /// Level of its heading: 2 or 3, as the page's order needs.
    level: u8,
) -> impl IntoView {
    let language = Texts::current().language;
    let points = |units| criterion.points_text(units, language);
    let share = domain::money::decimal(
        f64::from(criterion.weight) * 100.0 / f64::from(total.max(1)),
        usize::from(criterion.weight * 100 % total.max(1) != 0),
        language,
    );
    let anchors = criterion
        .anchors
        .iter()
        .map(|anchor| {
            view! { <div><dt>{points(anchor.level)}</dt><dd>{anchor.text.get(language).to_owned()}</dd></div> }
        })
        .collect_view();
    let scale = tr!(
        competitions.scale_from_to,
        min = points(criterion.min),
        max = points(criterion.max)
    );
    let description = criterion.description.get(language).to_owned();
    let name = criterion.name.get(language).to_owned();
    let weight = view! { <span class="badge accent">{share} " %"</span> };
    let heading = match level {
        2 => view! { <h2>{name} " " {weight}</h2> }.into_any(),
        _ => view! { <h3>{name} " " {weight}</h3> }.into_any(),
    };
    view! {
        {heading}
        {(!description.is_empty()).then(|| view! { <p>{description}</p> })}
        <p class="meta">{scale}</p>
        <dl class="facts levels">{anchors}</dl>
    }
    .into_any()
}

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
    competitions::{Criterion, Setup, by_look},
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
    let editable = setup.editable;
    let (first, second) = by_look(setup.rubric);
    let name = setup.name.get(Texts::current().language).to_owned();
    let new = format!("/organise/{slug}/rubric/new");
    let new_second = format!("{new}?second_look=true");
    let practice = format!("/organise/{slug}/practice");
    let add = editable.then(
        || view! { <a class="button primary" href=new>{tr!(competitions.add_criterion)}</a> },
    );
    let locked = (!editable).then(
        || view! { <div class="notice info"><p>{tr!(competitions.frozen_settings)}</p></div> },
    );
    let changes = editable.then_some((slug.clone(), setup.version, shift));
    let body = if first.is_empty() {
        view! { <EmptyState title=tr!(competitions.no_criteria) text=tr!(competitions.no_criteria_text)/> }
            .into_any()
    } else {
        criteria(first, 2, changes.clone())
    };
    let lead = if second.is_empty() {
        tr!(competitions.second_rubric_none)
    } else {
        tr!(competitions.second_rubric_lead)
    };
    let add_second = editable.then(
        || view! { <p><a class="button" href=new_second>{tr!(competitions.second_rubric_add)}</a></p> },
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
            <section>
                <h2>{tr!(competitions.second_rubric)}</h2>
                <p>{lead}</p>
                {criteria(second, 3, changes)}
                {add_second}
            </section>
        </OrganiserFrame>
    }
    .into_any()
}

/// Whose criteria can be changed: the slug, the version that was seen, and how they are moved.
type Changes = (String, i64, ServerAction<MoveCriterion>);

/// The criteria of one look, with what can be done to each; `level` is that of their headings.
fn criteria(list: Vec<Criterion>, level: u8, changes: Option<Changes>) -> AnyView {
    let total: i32 = list.iter().map(|own| own.weight).sum();
    let last = list.len().saturating_sub(1);
    let items = list.into_iter().enumerate().map(|(i, criterion)| {
        let id = criterion.id;
        let name = criterion.name.get(Texts::current().language).to_owned();
        let buttons = changes.clone().map(|(slug, version, shift)| {
            let place = (i > 0, i < last);
            view! { <Buttons slug id version name place shift/> }
        });
        view! { <li class="card"><CriterionView criterion total level/>{buttons}</li> }
    });
    view! { <ol class="card-grid">{items.collect_view()}</ol> }.into_any()
}

/// All criteria to read, under headings of level 3: those of the first look, and those that second looks have of their own.
pub fn criteria_to_read(rubric: Vec<Criterion>) -> AnyView {
    let (first, second) = by_look(rubric);
    let second = (!second.is_empty()).then(|| {
        view! {
            <h2>{tr!(competitions.second_rubric)}</h2>
            <p>{tr!(competitions.second_rubric_lead)}</p>
            {criteria(second, 3, None)}
        }
    });
    view! { {criteria(first, 3, None)} {second} }.into_any()
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
fn CriterionView(
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

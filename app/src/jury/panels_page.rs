//! `/organise/:slug/panels`: who reads which sectors, where the jury is not one pool.

use super::{ChangePanels, jury_panels};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    screening::{OrganiserPage, VersionField},
    texts::named,
    tr,
};
use domain::{
    Error,
    jury::{PANELS_MAX, Panel, PanelsPage as Found, panel_key},
    vocabulary::Sector,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn PanelsPage() -> impl IntoView {
    let params = use_params_map();
    let change = ServerAction::<ChangePanels>::new();
    let found = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        jury_panels,
    );
    view! { <Fetched of=found let:found><Content found change/></Fetched> }.into_any()
}

#[component]
fn Content(found: Found, change: ServerAction<ChangePanels>) -> impl IntoView {
    let slug = found.heading.slug.clone();
    let body = if found.jurors.is_empty() {
        view! { <EmptyState title=tr!(jury.none_title) text=tr!(jury.none_text)/> }.into_any()
    } else if found.may_change {
        view! { <Change found=found.clone() change/> }.into_any()
    } else {
        view! { <Standing found=found.clone()/> }.into_any()
    };
    view! {
        <OrganiserPage heading=found.heading.clone() area="jury" wide=true>
            <nav class="breadcrumbs" aria-label=tr!(screening.breadcrumb)>
                <ol>
                    <li><a href=format!("/organise/{slug}/jury")>{tr!(jury.title)}</a></li>
                    <li aria-current="page">{tr!(jury.panels)}</li>
                </ol>
            </nav>
            <PageHead title=tr!(jury.panels) lead=tr!(jury.panels_lead)/>
            <Notices found/>
            {body}
        </OrganiserPage>
    }
    .into_any()
}

/// What the panels that stand lead to.
#[component]
fn Notices(found: Found) -> impl IntoView {
    if found.panels.0.is_empty() {
        return ().into_any();
    }
    let free = |(id, _): &&(_, _)| found.panels.of_juror(*id).is_none();
    let bridges = found.jurors.iter().filter(free).count();
    let bridges = if bridges == 0 {
        view! { <div class="notice warning"><p>{tr!(jury.panels_no_bridge)}</p></div> }.into_any()
    } else {
        view! { <div class="notice info"><p>{tr!(jury.panels_bridges, count = bridges)}</p></div> }
            .into_any()
    };
    let across = (found.across > 0).then(|| {
        let href = format!("/organise/{}/assignment", found.heading.slug);
        view! {
            <div class="notice info">
                <p>{tr!(jury.panels_across, count = found.across)} " " <a href=href>{tr!(competitions.nav_assignment)}</a></p>
            </div>
        }
    });
    view! { {bridges} {across} }.into_any()
}

#[component]
fn Change(found: Found, change: ServerAction<ChangePanels>) -> impl IntoView {
    let form = FormState::of(change);
    let error = form.error();
    let stale = move || error.with(|error| matches!(error, Some(Error::Conflict(_))));
    // An empty one under those that there are, and never fewer than two: a single panel keeps nobody apart.
    let slots = (found.panels.0.len() + 1).clamp(2, PANELS_MAX);
    let fields = (1..=slots)
        .map(|place| {
            let panel = found.panels.0.get(place - 1).cloned();
            view! { <Fields place panel found=found.clone() form=form.clone()/> }
        })
        .collect_view();
    view! {
        <ActionForm action=change attr:class="form wide" attr:novalidate="">
            {form_errors(form.clone(), label_of)}
            {move || stale().then(|| view! { <div class="notice warning"><p>{tr!(jury.panels_changed)}</p></div> })}
            <Hidden name="slug" value=found.heading.slug.clone()/>
            <VersionField form=form.clone() version=found.version/>
            <p class="hint">{tr!(jury.panels_clear)}</p>
            {fields}
            <div class="actions"><Submit form label=tr!(jury.save)/></div>
        </ActionForm>
    }
    .into_any()
}

/// How an input is called in the summary of problems.
fn label_of(field: &str) -> Option<String> {
    let inputs = [
        ("name", tr!(jury.panel_name)),
        ("sectors", tr!(jury.sectors)),
        ("jurors", tr!(jury.panel_jurors)),
    ];
    (1..=PANELS_MAX).find_map(|place| {
        let (_, label) = inputs
            .iter()
            .find(|(input, _)| panel_field(place, input) == field)?;
        Some(format!(
            "{}, {label}",
            tr!(jury.panel_number, number = place)
        ))
    })
}

fn panel_field(place: usize, input: &str) -> String {
    format!("panels[{}][{input}]", panel_key(place))
}

#[component]
fn Fields(place: usize, panel: Option<Panel>, found: Found, form: FormState) -> impl IntoView {
    let field = |input| panel_field(place, input);
    let sectors = Sector::ALL.iter().map(|sector| {
        let count = found.proposals.get(sector).copied().unwrap_or(0);
        let name = named("sector", sector.key());
        Choice::new(
            sector.key(),
            tr!(jury.panel_sector, name = name, count = count),
        )
    });
    let jurors = found.jurors.iter();
    let jurors = jurors.map(|(id, name)| Choice::new(id.to_string(), name.clone()));
    let stands = panel.is_some();
    let (name, chosen_sectors, chosen_jurors) = panel.map_or_else(Default::default, |panel| {
        let sectors = panel.sectors.iter();
        let jurors = panel.jurors.iter();
        (
            panel.name,
            sectors.map(|own| own.key().to_owned()).collect::<Vec<_>>(),
            jurors.map(ToString::to_string).collect::<Vec<_>>(),
        )
    });
    let title = format!("panel-{place}");
    let labelled = title.clone();
    view! {
        <section class="panel" aria-labelledby=labelled>
            <header class="panel-head"><h2 id=title>{tr!(jury.panel_number, number = place)}</h2></header>
            <TextField form=form.clone() name=field("name") label=tr!(jury.panel_name) value=name required=stands/>
            <Choices form=form.clone() name=field("sectors") label=tr!(jury.sectors) options=sectors.collect()
                chosen=chosen_sectors many=true inline=true/>
            <Choices form name=field("jurors") label=tr!(jury.panel_jurors) options=jurors.collect()
                chosen=chosen_jurors many=true inline=true/>
        </section>
    }
    .into_any()
}

/// For who may not change them.
#[component]
fn Standing(found: Found) -> impl IntoView {
    if found.panels.0.is_empty() {
        return view! { <p>{tr!(jury.panels_none)}</p> }.into_any();
    }
    let name_of = |id| {
        let known = found.jurors.iter().find(|(own, _)| own == id);
        known.map(|(_, name)| name.clone())
    };
    let panels = found.panels.0.iter().map(|panel| {
        let sectors = panel.sectors.iter();
        let sectors: Vec<_> = sectors.map(|own| named("sector", own.key())).collect();
        let jurors: Vec<String> = panel.jurors.iter().filter_map(name_of).collect();
        view! {
            <div><dt>{panel.name.clone()}</dt><dd>{sectors.join(", ")} ": " {jurors.join(", ")}</dd></div>
        }
    });
    view! { <dl class="facts">{panels.collect_view()}</dl> }.into_any()
}

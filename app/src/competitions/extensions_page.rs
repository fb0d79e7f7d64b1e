//! `/organise/:slug/extensions`: more time for one proposal or for the jury, with a reason that everybody can read.

use super::{ExtendDeadline, ExtendJury, OrganiserFrame, TwoZones, competition_extensions};
use crate::{
    components::{Fetched, PageHead, fetching},
    forms::*,
    texts::Texts,
    tr,
};
use domain::{
    competitions::LocalTime,
    fields,
    jury::JuryTime,
    proposals::{Extension, ExtensionList},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The extensions, and the form that gives one.
#[component]
pub fn ExtensionsPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let extend = ServerAction::<ExtendDeadline>::new();
    let jury = ServerAction::<ExtendJury>::new();
    let list = fetching(slug, competition_extensions);
    view! { <Fetched of=list let:list><Extensions slug=slug() list extend jury/></Fetched> }
        .into_any()
}

#[component]
fn Extensions(
    slug: String,
    list: ExtensionList,
    extend: ServerAction<ExtendDeadline>,
    jury: ServerAction<ExtendJury>,
) -> impl IntoView {
    let name = list.name.get(Texts::current().language).to_owned();
    let zone = list.zone.clone();
    let form = FormState::of(extend);
    let giving = if list.editable {
        let labels = vec![
            ("number", tr!(competitions.extension_number)),
            ("until", tr!(competitions.extension_until)),
            ("reason", tr!(competitions.extension_reason)),
        ];
        let slug = slug.clone();
        let place = super::place_of(&zone);
        view! {
            <section class="panel">
                <header class="panel-head"><h2>{tr!(competitions.extend)}</h2></header>
                <dl class="facts">
                    <div><dt>{tr!(competitions.closes_at)}</dt><dd><TwoZones at=list.closes_at zone=zone.clone()/></dd></div>
                    <div><dt>{tr!(competitions.jury_opens_at)}</dt><dd><TwoZones at=list.jury_opens_at zone=zone.clone()/></dd></div>
                </dl>
                <ActionForm action=extend attr:class="form" attr:novalidate="">
                    <FormErrors form=form.clone() labels/>
                    <Hidden name="slug" value=slug/>
                    <TextField form=form.clone() name="number" label=tr!(competitions.extension_number)
                        hint=tr!(competitions.extension_number_hint) inputmode="numeric" required=true
                        check=|text: &str| fields::whole(text, 1, i64::from(i32::MAX)).map(drop)/>
                    <TextField form=form.clone() name="until" label=tr!(competitions.extension_until)
                        hint=tr!(competitions.extension_until_hint, zone = place)
                        kind="datetime-local" required=true check=|text: &str| LocalTime::parse(text).map(drop)/>
                    <TextArea form=form.clone() name="reason" label=tr!(competitions.extension_reason)
                        hint=tr!(competitions.extension_reason_hint) required=true rows=3/>
                    <div class="actions"><Submit form label=tr!(competitions.extend)/></div>
                </ActionForm>
            </section>
        }
        .into_any()
    } else {
        view! { <div class="notice info"><p>{tr!(competitions.no_extending)}</p></div> }.into_any()
    };
    let jury = list.jury_editable.then(|| {
        view! { <JuryTimeForm slug=slug.clone() zone=zone.clone() closes_at=list.jury_closes_at extend=jury/> }
    });
    let jury_given = (!list.jury.is_empty())
        .then(|| view! { <JuryTimeRows given=list.jury zone=zone.clone()/> });
    view! {
        <OrganiserFrame slug current="extensions">
            <PageHead title=tr!(competitions.nav_extensions) eyebrow=name lead=tr!(competitions.extensions_lead)/>
            {giving}
            {jury}
            <section>
                <h2>{tr!(competitions.extensions_given)}</h2>
                <ExtensionRows extensions=list.extensions zone/>
                {jury_given}
            </section>
        </OrganiserFrame>
    }
    .into_any()
}

/// Gives the whole jury more time.
#[component]
fn JuryTimeForm(
    slug: String,
    zone: String,
    closes_at: i64,
    extend: ServerAction<ExtendJury>,
) -> impl IntoView {
    let form = FormState::of(extend);
    let labels = vec![
        ("until", tr!(competitions.extension_until)),
        ("reason", tr!(competitions.extension_reason)),
    ];
    let place = super::place_of(&zone);
    view! {
        <section class="panel" aria-labelledby="jury-time-title">
            <header class="panel-head"><h2 id="jury-time-title">{tr!(competitions.extend_jury)}</h2></header>
            <p>{tr!(competitions.extend_jury_lead)}</p>
            <dl class="facts">
                <div><dt>{tr!(competitions.jury_closes_at)}</dt><dd><TwoZones at=closes_at zone=zone/></dd></div>
            </dl>
            <ActionForm action=extend attr:class="form" attr:novalidate="">
                <FormErrors form=form.clone() labels/>
                <Hidden name="slug" value=slug/>
                <TextField form=form.clone() name="until" label=tr!(competitions.extension_until)
                    hint=tr!(competitions.extend_jury_until_hint, zone = place)
                    kind="datetime-local" required=true check=|text: &str| LocalTime::parse(text).map(drop)/>
                <TextArea form=form.clone() name="reason" label=tr!(competitions.extension_reason)
                    hint=tr!(competitions.extension_reason_hint) required=true rows=3/>
                <div class="actions"><Submit form label=tr!(competitions.extend_jury)/></div>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// More time that the jury was given, as everybody reads it, newest first.
#[component]
pub fn JuryTimeRows(
    /// Which.
    given: Vec<JuryTime>,
    /// The competition's zone.
    #[prop(into)]
    zone: String,
) -> impl IntoView {
    let rows = given
        .into_iter()
        .map(|time| {
            view! {
                <li>
                    <span>
                        <strong>{tr!(competitions.extension_of_jury)}</strong> " "
                        <TwoZones at=time.until_at zone=zone.clone()/>
                        <small class="meta">{time.reason}</small>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="list">{rows}</ul> }.into_any()
}

/// Extensions as everybody reads them, newest first.
#[component]
pub fn ExtensionRows(
    /// Which.
    extensions: Vec<Extension>,
    /// The competition's zone.
    #[prop(into)]
    zone: String,
) -> impl IntoView {
    if extensions.is_empty() {
        return view! { <p class="meta">{tr!(competitions.no_extensions)}</p> }.into_any();
    }
    let rows = extensions
        .into_iter()
        .map(|extension| {
            view! {
                <li>
                    <span>
                        <strong>{tr!(competitions.extension_of, number = extension.number)}</strong> " "
                        <TwoZones at=extension.until_at zone=zone.clone()/>
                        <small class="meta">{extension.reason}</small>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="list">{rows}</ul> }.into_any()
}

//! `/organise/:slug/jury`: who is on the jury, and inviting.

use super::{
    InviteJuror, NameJury,
    claims_page::OpenClaims,
    juror_fields::{JurorFields, labels},
    jury_list,
    naming::Naming,
};
use crate::{
    components::{EmptyState, Fetched, PageHead, fetching},
    forms::*,
    screening::OrganiserPage,
    texts::{Time, TimeStyle, named},
    tr,
};
use domain::jury::{JurorState, JuryList, ListedJuror};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn JuryPage() -> impl IntoView {
    let params = use_params_map();
    let invite = ServerAction::<InviteJuror>::new();
    let name = ServerAction::<NameJury>::new();
    let list = fetching(
        move || params.read().get("slug").unwrap_or_default(),
        jury_list,
    );
    view! { <Fetched of=list let:list><Jury list invite name/></Fetched> }.into_any()
}

#[component]
fn Jury(
    list: JuryList,
    invite: ServerAction<InviteJuror>,
    name: ServerAction<NameJury>,
) -> impl IntoView {
    let slug = list.heading.slug.clone();
    let body = if list.jurors.is_empty() {
        view! { <EmptyState title=tr!(jury.none_title) text=tr!(jury.none_text)/> }.into_any()
    } else {
        view! { <Jurors list=list.clone()/> }.into_any()
    };
    let missing = list.needed.saturating_sub(list.places);
    let places = if missing > 0 {
        view! {
            <div class="notice warning">
                <p>{tr!(jury.places_missing, needed = list.needed, places = list.places, missing = missing)}</p>
            </div>
        }
    } else {
        view! {
            <div class="notice info"><p>{tr!(jury.places_enough, needed = list.needed, places = list.places)}</p></div>
        }
    };
    let may_manage = list.may_manage;
    view! {
        <OrganiserPage heading=list.heading.clone() area="jury" wide=true>
            <PageHead title=tr!(jury.title) lead=tr!(jury.lead)/>
            <OpenClaims count=list.open_claims slug=slug.clone()/>
            {(list.needed > 0).then_some(places)}
            {body}
            <p><a href=format!("/organise/{slug}/panels")>{tr!(jury.panels_open)}</a></p>
            {may_manage.then(|| view! { <Invite invite slug=slug.clone()/> })}
            <Naming named_at=list.named_at may_manage slug action=name/>
        </OrganiserPage>
    }
}

#[component]
fn Jurors(list: JuryList) -> impl IntoView {
    let slug = list.heading.slug.clone();
    let rows = list
        .jurors
        .into_iter()
        .map(|juror| view! { <Row juror slug=slug.clone()/> })
        .collect_view();
    view! {
        <table class="data">
            <caption class="visually-hidden">{tr!(jury.title)}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(jury.name)}</th>
                    <th scope="col">{tr!(jury.state)}</th>
                    <th scope="col">{tr!(jury.languages)}</th>
                    <th scope="col">{tr!(jury.sectors)}</th>
                    <th scope="col" class="num">{tr!(jury.load)}</th>
                    <th scope="col" class="num">{tr!(jury.received)}</th>
                    <th scope="col">{tr!(jury.conflicts)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Row(juror: ListedJuror, slug: String) -> impl IntoView {
    let languages: Vec<_> = juror.languages.iter().map(|own| own.own_name()).collect();
    let sectors = juror.sectors.iter();
    let sectors: Vec<_> = sectors
        .map(|sector| named("sector", sector.key()))
        .collect();
    let conflicts = match juror.declared_at {
        Some(at) => view! {
            {tr!(jury.conflicts_declared, count = juror.conflicts)} " "
            <span class="meta"><Time at style=TimeStyle::Date/></span>
        }
        .into_any(),
        None if juror.state == JurorState::Active => {
            view! { <span class="badge warning">{tr!(jury.not_declared)}</span> }.into_any()
        }
        None => view! { "–" }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/organise/{slug}/jury/{}", juror.id)>{juror.name}</a>
                <span class="meta">" " {juror.employer}</span>
            </th>
            <td data-label=tr!(jury.state)><JurorBadge state=juror.state/></td>
            <td data-label=tr!(jury.languages)>{languages.join(", ")}</td>
            <td data-label=tr!(jury.sectors)>{sectors.join(", ")}</td>
            <td class="num" data-label=tr!(jury.load)>{tr!(jury.load_of, load = juror.assigned, capacity = juror.capacity)}</td>
            <td class="num" data-label=tr!(jury.received)>{juror.received}</td>
            <td data-label=tr!(jury.conflicts)>{conflicts}</td>
        </tr>
    }
}

/// Where a juror stands.
#[component]
pub(super) fn JurorBadge(
    /// The state.
    state: JurorState,
) -> impl IntoView {
    let (class, text) = match state {
        JurorState::Invited => ("badge info", tr!(jury.state_invited)),
        JurorState::Active => ("badge success", tr!(jury.state_active)),
        JurorState::Declined => ("badge", tr!(jury.state_declined)),
        JurorState::Withdrawn => ("badge", tr!(jury.state_withdrawn)),
    };
    view! { <span class=class>{text}</span> }.into_any()
}

#[component]
fn Invite(invite: ServerAction<InviteJuror>, slug: String) -> impl IntoView {
    let form = FormState::of(invite);
    view! {
        <section class="panel" aria-labelledby="invite-title">
            <header class="panel-head"><h2 id="invite-title">{tr!(jury.invite_title)}</h2></header>
            <p>{tr!(jury.invite_lead)}</p>
            <ActionForm action=invite attr:class="form">
                <FormErrors form=form.clone() labels=labels()/>
                <Hidden name="slug" value=slug/>
                <JurorFields form=form.clone()/>
                <Submit form=form label=tr!(jury.invite)/>
            </ActionForm>
        </section>
    }
}

//! `/organise/:slug/jury/:juror`: changing, inviting again, withdrawing.

use super::{
    ChangeJuror, InviteAgain, WithdrawJuror, conflicts_of_juror, invitation_link,
    juror_fields::{JurorFields, labels},
    jury_list,
    jury_page::JurorBadge,
    recusals::{DeclaredConflicts, SuspectedConflicts},
    suspected_of_juror,
};
use crate::{
    AppError,
    components::{Fetched, PageHead, fetching},
    forms::*,
    screening::{OrganiserPage, VersionField},
    texts::{Time, TimeStyle},
    tr,
};
use domain::{
    Error,
    jury::{DeclaredConflict, JurorState, ListedJuror, SuspectedConflict},
    screening::Heading,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_params_map;

/// What can be done to a juror.
#[derive(Clone, Copy)]
struct Actions {
    change: ServerAction<ChangeJuror>,
    again: ServerAction<InviteAgain>,
    withdraw: ServerAction<WithdrawJuror>,
}

/// The page.
#[component]
pub fn JurorPage() -> impl IntoView {
    let params = use_params_map();
    let actions = Actions {
        change: ServerAction::new(),
        again: ServerAction::new(),
        withdraw: ServerAction::new(),
    };
    let asked = move || {
        let part = |name| params.read().get(name).unwrap_or_default();
        (part("slug"), part("juror"))
    };
    let juror = fetching(asked, |(slug, juror)| one(slug, juror));
    view! {
        <Fetched of=juror let:found>
            <Detail found actions/>
        </Fetched>
    }
    .into_any()
}

/// What the page shows.
#[derive(Clone)]
struct Found {
    heading: Heading,
    juror: ListedJuror,
    may_manage: bool,
    conflicts: Vec<DeclaredConflict>,
    /// What suggests others.
    suspected: Vec<SuspectedConflict>,
    /// Of an invitation that was just sent from here.
    link: Option<String>,
}

async fn one(slug: String, juror: String) -> Result<Found, AppError> {
    let list = jury_list(slug.clone()).await?;
    let id = juror.parse().ok();
    let found = list.jurors.into_iter().find(|juror| Some(juror.id) == id);
    let juror = found.ok_or(Error::Missing)?;
    let conflicts = conflicts_of_juror(slug.clone(), juror.id).await?;
    let suspected = suspected_of_juror(slug, juror.id).await?;
    let link = match juror.state {
        JurorState::Invited if list.may_manage => invitation_link(juror.id).await?,
        _ => None,
    };
    Ok(Found {
        heading: list.heading,
        juror,
        may_manage: list.may_manage,
        conflicts,
        suspected,
        link,
    })
}

#[component]
fn Detail(found: Found, actions: Actions) -> impl IntoView {
    let Found {
        heading,
        juror,
        may_manage,
        conflicts,
        suspected,
        link,
    } = found;
    let slug = heading.slug.clone();
    let list = format!("/organise/{}/jury", heading.slug);
    let name = juror.name.clone();
    let may_invite = may_manage && juror.state != JurorState::Active;
    let may_withdraw =
        may_manage && matches!(juror.state, JurorState::Active | JurorState::Invited);
    view! {
        <OrganiserPage heading area="jury">
            <nav class="breadcrumbs" aria-label=tr!(screening.breadcrumb)>
                <ol>
                    <li><a href=list>{tr!(jury.title)}</a></li>
                    <li aria-current="page">{name.clone()}</li>
                </ol>
            </nav>
            <PageHead title=name eyebrow=juror.email.clone()><JurorBadge state=juror.state/></PageHead>
            {link.map(|link| view! { <InvitationLink link/> })}
            <dl class="facts">
                <div><dt>{tr!(jury.load)}</dt><dd>{tr!(jury.load_of, load = juror.assigned, capacity = juror.capacity)}</dd></div>
                <div><dt>{tr!(jury.received)}</dt><dd>{juror.received}</dd></div>
                <div><dt>{tr!(jury.invited_on)}</dt><dd><Time at=juror.invited_at style=TimeStyle::Date/></dd></div>
            </dl>
            <DeclaredConflicts conflicts declared_at=juror.declared_at slug=slug.clone()/>
            <SuspectedConflicts suspected slug/>
            {may_manage.then(|| view! { <Change juror=juror.clone() action=actions.change/> })}
            {may_invite.then(|| view! { <Again juror=juror.clone() action=actions.again/> })}
            {may_withdraw.then(|| view! { <Withdraw juror=juror.clone() action=actions.withdraw/> })}
        </OrganiserPage>
    }
}

/// The invitation was mailed; where mail does not arrive, the link is given in another way.
#[component]
fn InvitationLink(link: String) -> impl IntoView {
    view! {
        <div class="notice success" role="status">
            <p>{tr!(jury.invited)}</p>
            <p>{tr!(jury.invitation_link)}</p>
            <p class="fingerprint">{link}</p>
        </div>
    }
}

#[component]
fn Change(juror: ListedJuror, action: ServerAction<ChangeJuror>) -> impl IntoView {
    let form = FormState::of(action);
    view! {
        <section class="panel" aria-labelledby="change-title">
            <header class="panel-head"><h2 id="change-title">{tr!(jury.change_title)}</h2></header>
            <ActionForm action=action attr:class="form">
                <FormErrors form=form.clone() labels=labels()/>
                <Hidden name="juror" value=juror.id.to_string()/>
                <VersionField form=form.clone() version=juror.version/>
                <JurorFields form=form.clone() juror=juror/>
                <Submit form=form label=tr!(jury.save)/>
            </ActionForm>
        </section>
    }
}

#[component]
fn Again(juror: ListedJuror, action: ServerAction<InviteAgain>) -> impl IntoView {
    let form = FormState::of(action);
    view! {
        <section class="panel" aria-labelledby="again-title">
            <header class="panel-head"><h2 id="again-title">{tr!(jury.again_title)}</h2></header>
            <p>{tr!(jury.again_lead)}</p>
            <ActionForm action=action>
                <FormErrors form=form.clone()/>
                <Hidden name="juror" value=juror.id.to_string()/>
                <VersionField form=form.clone() version=juror.version/>
                <Submit form=form label=tr!(jury.again) class=""/>
            </ActionForm>
        </section>
    }
}

#[component]
fn Withdraw(juror: ListedJuror, action: ServerAction<WithdrawJuror>) -> impl IntoView {
    let form = FormState::of(action);
    let left = juror.assigned.saturating_sub(juror.received);
    view! {
        <section class="panel" aria-labelledby="withdraw-title">
            <header class="panel-head"><h2 id="withdraw-title">{tr!(jury.withdraw_title)}</h2></header>
            <p>{tr!(jury.withdraw_lead, left = left, received = juror.received)}</p>
            <ActionForm action=action attr:class="form">
                <FormErrors form=form.clone() labels=vec![("reason", tr!(jury.reason))]/>
                <Hidden name="juror" value=juror.id.to_string()/>
                <VersionField form=form.clone() version=juror.version/>
                <TextField form=form.clone() name="reason" label=tr!(jury.reason) hint=tr!(jury.withdraw_hint) required=true/>
                <Submit form=form label=tr!(jury.withdraw) class="danger"/>
            </ActionForm>
        </section>
    }
}

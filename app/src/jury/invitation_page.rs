//! `/jury/invitation?token=…`: accepting or declining, before (or without) signing in. Plain HTML.

use super::{AcceptInvitation, DeclineInvitation, jury_invitation};
use crate::{
    components::{Fetched, PageHead},
    forms::*,
    screening::query_part,
    texts::{Texts, Time, TimeStyle},
    tr, viewer,
};
use domain::jury::Invitation;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let query = use_query_map();
    let part = |name| query.read_untracked().get(name).unwrap_or_default();
    if !part("declined").is_empty() {
        return view! {
            <main class="page narrow" id="main" tabindex="-1">
                <PageHead title=tr!(jury.declined_title) lead=tr!(jury.declined_text)/>
            </main>
        }
        .into_any();
    }
    let token = part("token");
    view! {
        <Fetched of=jury_invitation(token.clone()) let:invitation>
            <Answer invitation token=token.clone()/>
        </Fetched>
    }
    .into_any()
}

#[component]
fn Answer(invitation: Invitation, token: String) -> impl IntoView {
    let zone = invitation.zone.clone();
    let competition = invitation
        .competition
        .get(Texts::current().language)
        .to_owned();
    let languages: Vec<_> = invitation
        .languages
        .iter()
        .map(|own| own.own_name())
        .collect();
    let accept = FormState::plain::<AcceptInvitation>();
    let decline = FormState::plain::<DeclineInvitation>();
    let form = match viewer::current().name {
        Some(name) => view! {
            <form class="form" method="post" action="/api/jury/accept">
                <FormErrors form=accept.clone() labels=vec![("agreed", tr!(jury.conduct_title))]/>
                <Hidden name="token" value=token.clone()/>
                <p>{tr!(jury.accept_as, name = name)}</p>
                <Tick form=accept.clone() name="agreed" label=tr!(jury.conduct_agree)/>
                <Submit form=accept label=tr!(jury.accept)/>
            </form>
        }
        .into_any(),
        None => {
            let here = format!("/jury/invitation{}", query_part(&[("token", &token)]));
            let next = query_part(&[("next", &here)]);
            view! {
                <p>{tr!(jury.account_needed)}</p>
                <div class="actions">
                    <a class="button primary" href=format!("/sign-in{next}")>{tr!(core.sign_in)}</a>
                    <a class="button" href=format!("/register{next}")>{tr!(jury.register)}</a>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead
                title=tr!(jury.invitation_title, competition = competition)
                lead=tr!(jury.invitation_lead, name = invitation.name)
            />
            <dl class="facts">
                <div><dt>{tr!(jury.work)}</dt><dd>{tr!(jury.work_is, count = invitation.capacity)}</dd></div>
                <div>
                    <dt>{tr!(jury.window)}</dt>
                    <dd>
                        <Time at=invitation.jury_opens_at zone=zone.clone() style=TimeStyle::DateTime/> " – "
                        <Time at=invitation.jury_closes_at zone=zone.clone() style=TimeStyle::DateTime/>
                        <span class="meta">" " {zone.clone()}</span>
                    </dd>
                </div>
                <div><dt>{tr!(jury.languages)}</dt><dd>{languages.join(", ")}</dd></div>
            </dl>
            <Conduct/>
            <section aria-labelledby="accept-title">
                <h2 id="accept-title">{tr!(jury.accept_title)}</h2>
                {form}
            </section>
            <section aria-labelledby="decline-title">
                <h2 id="decline-title">{tr!(jury.decline_title)}</h2>
                <p>{tr!(jury.decline_lead)}</p>
                <form method="post" action="/api/jury/decline">
                    <FormErrors form=decline.clone()/>
                    <Hidden name="token" value=token/>
                    <Submit form=decline label=tr!(jury.decline) class=""/>
                </form>
            </section>
        </main>
    }
}

/// The code of conduct. Its version is `domain::jury::CONDUCT_VERSION`: who changes the text changes that.
#[component]
fn Conduct() -> impl IntoView {
    view! {
        <section class="prose" aria-labelledby="conduct-title">
            <h2 id="conduct-title">{tr!(jury.conduct_title)}</h2>
            <ol>
                <li>{tr!(jury.conduct_1)}</li>
                <li>{tr!(jury.conduct_2)}</li>
                <li>{tr!(jury.conduct_3)}</li>
                <li>{tr!(jury.conduct_4)}</li>
                <li>{tr!(jury.conduct_5)}</li>
            </ol>
        </section>
    }
}

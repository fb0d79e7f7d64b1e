//! `/invitations/:token`: what the link of an invitation leads to, also before signing in.

use super::{AcceptInvitation, invitation_card};
use crate::{
    AppError,
    components::{Loaded, PageHead},
    forms::*,
    texts::{self, Texts, TimeStyle, time_text},
    tr, viewer,
};
use domain::{Error, teams::InvitationCard};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Who invites to what, and the button that accepts.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let card = Resource::new(token, |token| async move {
        match invitation_card(token).await {
            // A used or unknown link is told as what it is, not as a form's mistake.
            Err(AppError(Error::Invalid(_))) => Ok(None),
            other => other.map(Some),
        }
    });
    view! {
        <Loaded of=card let:card>
            {match card {
                Some(card) => view! { <Card card token=token()/> }.into_any(),
                None => view! { <Expired/> }.into_any(),
            }}
        </Loaded>
    }
    .into_any()
}

#[component]
fn Card(card: InvitationCard, token: String) -> impl IntoView {
    let accept = ServerAction::<AcceptInvitation>::new();
    let form = FormState::of(accept);
    let viewer = viewer::current();
    let signed_in = viewer.name.is_some();
    let kind = texts::named("member", card.kind.key());
    let until = time_text(card.expires_at, &viewer.zone, TimeStyle::Date);
    let next = format!("?next=/invitations/{token}");
    let action = if let Some(team) = card.member_of {
        view! {
            <div class="notice info"><p>{tr!(teams.member_already)}</p></div>
            <div class="actions"><a class="button primary" href=format!("/teams/{team}")>{tr!(teams.to_team)}</a></div>
        }
        .into_any()
    } else if signed_in {
        view! {
            <ActionForm action=accept attr:class="form">
                <FormErrors form=form.clone()/>
                <Hidden name="token" value=token/>
                <Submit form label=tr!(teams.accept)/>
            </ActionForm>
        }
        .into_any()
    } else {
        view! {
            <p>{tr!(teams.sign_in_to_accept, email = card.email)}</p>
            <div class="actions">
                <a class="button primary" href=format!("/register{next}") rel="external">{tr!(teams.register)}</a>
                <a class="button" href=format!("/sign-in{next}") rel="external">{tr!(core.sign_in)}</a>
            </div>
        }
        .into_any()
    };
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead
                title=tr!(teams.invited_to, team = card.team)
                eyebrow=card.competition.get(Texts::current().language)
                lead=tr!(teams.invited_by, name = card.invited_by, kind = kind)
            />
            {action}
            <p class="meta">{tr!(teams.invitation_until, date = until)}</p>
        </main>
    }
    .into_any()
}

#[component]
fn Expired() -> impl IntoView {
    crate::components::set_page_status(404);
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(teams.link_expired) lead=tr!(teams.link_expired_text)/>
            <div class="actions"><a class="button" href="/" rel="external">{tr!(core.start_page)}</a></div>
        </main>
    }
    .into_any()
}

//! `/invitations/:token`: what the link of an invitation leads to, also before signing in; so it is a public
//! page, without scripts.

use super::{AcceptInvitation, load_invitation};
use crate::{
    AppError,
    components::{Fetched, PageHead},
    forms::*,
    texts::{self, Texts, TimeStyle, time_text},
    tr, viewer,
};
use domain::{Error, teams::InvitationCard};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

/// Who invites to what, and the button that accepts.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let params = use_params_map();
    let token = params.read_untracked().get("token").unwrap_or_default();
    let asked = token.clone();
    let card = async move {
        match load_invitation(asked).await {
            // A used or unknown link is told as what it is, not as a form's mistake.
            Err(AppError(Error::Invalid(_))) => Ok(None),
            other => other.map(Some),
        }
    };
    view! {
        <Fetched of=card let:card>
            {match card {
                Some(card) => view! { <Card card token=token.clone()/> }.into_any(),
                None => view! { <Expired/> }.into_any(),
            }}
        </Fetched>
    }
    .into_any()
}

#[component]
fn Card(card: InvitationCard, token: String) -> impl IntoView {
    let form = FormState::plain::<AcceptInvitation>();
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
            <form class="form" method="post" action=AcceptInvitation::PATH>
                <FormErrors form=form.clone()/>
                <Hidden name="token" value=token/>
                <Submit form label=tr!(teams.accept)/>
            </form>
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

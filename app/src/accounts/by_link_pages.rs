//! `/sign-in/by-mail`, which sends a link, and `/sign-in/link`, where the link leads.

use super::{Enter, LinkExpired, MailSent, SendLink, link_works, query};
use crate::{
    components::{Fetched, PageHead},
    forms::*,
    tr,
};
use domain::accounts::{LinkPurpose, with_next};
use leptos::prelude::*;

/// Asks for the address to send a link to.
#[component]
pub fn ByLinkPage() -> impl IntoView {
    if !query("sent").is_empty() {
        return view! { <MailSent text=tr!(accounts.sent_link)/> }.into_any();
    }
    let form = FormState::plain::<SendLink>();
    let next = query("next");
    let by_password = with_next("/sign-in", &next);
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(accounts.by_link_title) lead=tr!(accounts.by_link_lead)/>
            <form class="form" method="post" action="/api/accounts/send-link">
                <FormErrors form=form.clone() labels=vec![("email", tr!(accounts.email))]/>
                <TextField form=form.clone() name="email" label=tr!(accounts.email) kind="email" required=true autocomplete="username"/>
                <Hidden name="next" value=next/>
                <div class="actions">
                    <Submit form label=tr!(accounts.send_link)/>
                    <a href=by_password>{tr!(accounts.have_password)}</a>
                </div>
            </form>
        </main>
    }
    .into_any()
}

/// One button that signs in.
#[component]
pub fn EnterPage() -> impl IntoView {
    let (token, next) = (query("token"), query("next"));
    let works = link_works(LinkPurpose::SignIn, token.clone());
    view! {
        <Fetched of=works let:works>
            {if works {
                let form = FormState::plain::<Enter>();
                view! {
                    <main class="page narrow" id="main" tabindex="-1">
                        <PageHead title=tr!(accounts.enter_title) lead=tr!(accounts.enter_lead)/>
                        <form class="form" method="post" action="/api/accounts/enter">
                            <FormErrors form=form.clone()/>
                            <Hidden name="token" value=token.clone()/>
                            <Hidden name="next" value=next.clone()/>
                            <Submit form label=tr!(accounts.enter)/>
                        </form>
                    </main>
                }.into_any()
            } else {
                view! { <LinkExpired href="/sign-in/by-mail" label=tr!(accounts.new_link)/> }.into_any()
            }}
        </Fetched>
    }
    .into_any()
}

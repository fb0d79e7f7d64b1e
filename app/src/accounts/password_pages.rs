//! `/forgot`, which sends a link, and `/reset`, where the link leads.

use super::{LinkExpired, MailSent, Reset, SendReset, link_works, query};
use crate::{
    components::{Fetched, PageHead},
    forms::*,
    tr,
};
use domain::accounts::{LinkPurpose, parse_password};
use leptos::prelude::*;

/// Asks for the address to send a link to.
#[component]
pub fn ForgotPage() -> impl IntoView {
    if !query("sent").is_empty() {
        return view! { <MailSent text=tr!(accounts.sent_reset)/> }.into_any();
    }
    let form = FormState::plain::<SendReset>();
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(accounts.forgot_title) lead=tr!(accounts.forgot_lead)/>
            <form class="form" method="post" action="/api/accounts/send-reset">
                <FormErrors form=form.clone() labels=vec![("email", tr!(accounts.email))]/>
                <TextField form=form.clone() name="email" label=tr!(accounts.email) kind="email" required=true autocomplete="username"/>
                <div class="actions">
                    <Submit form label=tr!(accounts.send_reset)/>
                    <a href="/sign-in">{tr!(accounts.back_to_sign_in)}</a>
                </div>
            </form>
        </main>
    }
    .into_any()
}

/// Asks for the new password.
#[component]
pub fn ResetPage() -> impl IntoView {
    let token = query("token");
    let works = link_works(LinkPurpose::Reset, token.clone());
    view! {
        <Fetched of=works let:works>
            {if works {
                let form = FormState::plain::<Reset>();
                view! {
                    <main class="page narrow" id="main" tabindex="-1">
                        <PageHead title=tr!(accounts.reset_title) lead=tr!(accounts.reset_lead)/>
                        <form class="form" method="post" action="/api/accounts/reset">
                            <FormErrors form=form.clone() labels=vec![("password", tr!(accounts.new_password))]/>
                            <TextField form=form.clone() name="password" label=tr!(accounts.new_password) hint=tr!(accounts.password_hint).to_owned() kind="password" required=true autocomplete="new-password"
                                check=|text: &str| parse_password(text).map(drop)/>
                            <Hidden name="token" value=token.clone()/>
                            <Submit form label=tr!(accounts.reset)/>
                        </form>
                    </main>
                }.into_any()
            } else {
                view! { <LinkExpired href="/forgot" label=tr!(accounts.new_link)/> }.into_any()
            }}
        </Fetched>
    }
    .into_any()
}

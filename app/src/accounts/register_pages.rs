//! `/register`, and `/confirm`, where the link that proves the address leads.

use super::{
    Confirm, LinkExpired, MailSent, Register, link_works,
    profile_fields::{LanguageField, ZoneField, likely_zone},
    query,
};
use crate::{
    components::{Fetched, PageHead},
    forms::*,
    texts::Texts,
    tr,
};
use domain::{
    accounts::{LinkPurpose, parse_name, parse_password},
    emails,
};
use leptos::prelude::*;

/// What a person enters to get an account.
#[component]
pub fn RegisterPage() -> impl IntoView {
    if !query("sent").is_empty() {
        return view! { <MailSent text=tr!(accounts.sent_confirm)/> }.into_any();
    }
    let form = FormState::plain::<Register>();
    let language = Texts::current().language;
    let labels = vec![
        ("name", tr!(accounts.name)),
        ("email", tr!(accounts.email)),
        ("password", tr!(accounts.password)),
        ("language", tr!(accounts.language)),
        ("zone", tr!(accounts.zone)),
    ];
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(accounts.register_title) lead=tr!(accounts.register_lead)/>
            <form class="form" method="post" action="/api/accounts/register">
                <FormErrors form=form.clone() labels/>
                <TextField form=form.clone() name="name" label=tr!(accounts.name) hint=tr!(accounts.name_hint).to_owned() required=true autocomplete="name"
                    check=|text: &str| parse_name(text).map(drop)/>
                <TextField form=form.clone() name="email" label=tr!(accounts.email) hint=tr!(accounts.email_hint).to_owned() kind="email" required=true autocomplete="username"
                    check=|text: &str| emails::parse(text).map(drop)/>
                <TextField form=form.clone() name="password" label=tr!(accounts.password) hint=tr!(accounts.password_hint).to_owned() kind="password" required=true autocomplete="new-password"
                    check=|text: &str| parse_password(text).map(drop)/>
                <div class="field-row">
                    <LanguageField form=form.clone() value=language.code()/>
                    <ZoneField form=form.clone() value=likely_zone(language)/>
                </div>
                <Submit form label=tr!(accounts.register)/>
            </form>
            <p>{tr!(accounts.have_account)} " " <a href="/sign-in">{tr!(accounts.sign_in)}</a></p>
        </main>
    }
    .into_any()
}

/// One button that proves the address.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let token = query("token");
    let works = link_works(LinkPurpose::Confirm, token.clone());
    view! {
        <Fetched of=works let:works>
            {if works {
                let form = FormState::plain::<Confirm>();
                view! {
                    <main class="page narrow" id="main" tabindex="-1">
                        <PageHead title=tr!(accounts.confirm_title) lead=tr!(accounts.confirm_lead)/>
                        <form class="form" method="post" action="/api/accounts/confirm">
                            <FormErrors form=form.clone()/>
                            <Hidden name="token" value=token.clone()/>
                            <Submit form label=tr!(accounts.confirm)/>
                        </form>
                    </main>
                }.into_any()
            } else {
                view! { <LinkExpired href="/register" label=tr!(accounts.register_again)/> }.into_any()
            }}
        </Fetched>
    }
    .into_any()
}

//! `/sign-in`.

use super::SignIn;
use crate::{components::PageHead, forms::*, tr};
use leptos::prelude::*;

/// Sign-in by password.
#[component]
pub fn SignInPage() -> impl IntoView {
    let form = FormState::plain::<SignIn>();
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(core.sign_in)/>
            <form class="form" method="post" action="/api/accounts/sign-in">
                <FormErrors form=form.clone()/>
                <TextField form=form.clone() name="email" label="E-mail" kind="email" required=true autocomplete="username"/>
                <TextField form=form.clone() name="password" label="Password" kind="password" required=true autocomplete="current-password"/>
                <Hidden name="next" value=""/>
                <Submit form label=tr!(core.sign_in)/>
            </form>
        </main>
    }
}

//! `/sign-in`.

use super::{SignIn, query};
use crate::{components::PageHead, forms::*, tr};
use domain::accounts::with_next;
use leptos::prelude::*;

/// Sign-in by password, and the ways for those who have none.
#[component]
pub fn SignInPage() -> impl IntoView {
    let form = FormState::plain::<SignIn>();
    let next = query("next");
    let by_link = with_next("/sign-in/by-mail", &next);
    let labels = vec![
        ("email", tr!(accounts.email)),
        ("password", tr!(accounts.password)),
    ];
    view! {
        <main class="page narrow" id="main" tabindex="-1">
            <PageHead title=tr!(accounts.sign_in_title)/>
            <form class="form" method="post" action="/api/accounts/sign-in">
                <FormErrors form=form.clone() labels/>
                <TextField form=form.clone() name="email" label=tr!(accounts.email) kind="email" required=true autocomplete="username"/>
                <TextField form=form.clone() name="password" label=tr!(accounts.password) kind="password" required=true autocomplete="current-password"/>
                <Hidden name="next" value=next/>
                <div class="actions">
                    <Submit form label=tr!(accounts.sign_in)/>
                    <a href="/forgot">{tr!(accounts.forgot)}</a>
                </div>
            </form>
            <div class="panel stack">
                <p>{tr!(accounts.by_link_offer)}</p>
                <p><a class="button" href=by_link>{tr!(accounts.by_link)}</a></p>
            </div>
            <p>{tr!(accounts.no_account)} " " <a href="/register">{tr!(accounts.register_link)}</a></p>
        </main>
    }
    .into_any()
}

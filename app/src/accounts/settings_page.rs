//! `/settings`: profile, password, sessions.

use super::{
    ChangePassword, ChangeProfile, EndOtherSessions, EndSession, my_settings,
    profile_fields::{LanguageField, ZoneField},
    query,
    sessions_panel::SessionsPanel,
};
use crate::{
    components::{Fetched, PageHead},
    forms::*,
    tr,
};
use domain::{
    Error, Language,
    accounts::{AccountSettings, Profile, parse_name, parse_password},
    errors::Stale,
};
use leptos::prelude::*;

/// One's own settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let password = ServerAction::<ChangePassword>::new();
    let end = ServerAction::<EndSession>::new();
    let end_others = ServerAction::<EndOtherSessions>::new();
    let settings = my_settings();
    let saved = match query("saved").as_str() {
        "password" => Some(tr!(accounts.password_changed)),
        "profile" => Some(tr!(accounts.profile_saved)),
        _ => None,
    };
    view! {
        <Fetched of=settings let:settings>
            <main class="page narrow" id="main" tabindex="-1">
                <PageHead title=tr!(accounts.settings_title) lead=settings.0.email.clone()/>
                {saved.map(|text| view! { <div class="notice success" role="status"><p>{text}</p></div> })}
                <ProfileForm settings=settings.0.clone()/>
                <PasswordForm action=password has_password=settings.0.has_password/>
                <SessionsPanel sessions=settings.1 end end_others/>
            </main>
        </Fetched>
    }
    .into_any()
}

/// Posts as a plain form also when hydrated: the page is loaded anew, so that a new language shows.
#[component]
fn ProfileForm(
    /// What stands there now.
    settings: AccountSettings,
) -> impl IntoView {
    let form = FormState::plain::<ChangeProfile>();
    let labels = vec![
        ("name", tr!(accounts.name)),
        ("language", tr!(accounts.language)),
        ("zone", tr!(accounts.zone)),
    ];
    let stale = form.error().get_untracked().and_then(|error| match error {
        Error::Conflict(Stale { current, .. }) => serde_json::from_str::<Profile>(&current).ok(),
        _ => None,
    });
    let stale = stale.map(|now| {
        let language = Language::parse(&now.language).unwrap_or_default().own_name();
        let current = format!("{}, {language}, {}", now.name, now.zone.replace('_', " "));
        view! { <div class="notice warning"><p>{tr!(accounts.profile_stale, current = current)}</p></div> }
    });
    let Profile {
        name,
        language,
        zone,
    } = settings.profile;
    view! {
        <section class="panel" aria-labelledby="profile-heading">
            <header class="panel-head"><h2 id="profile-heading">{tr!(accounts.profile)}</h2></header>
            <form class="form" method="post" action="/api/accounts/change-profile">
                <FormErrors form=form.clone() labels/>
                {stale}
                <TextField form=form.clone() name="name" label=tr!(accounts.name) hint=tr!(accounts.name_hint).to_owned() value=name required=true autocomplete="name"
                    check=|text: &str| parse_name(text).map(drop)/>
                <div class="field-row">
                    <LanguageField form=form.clone() value=language/>
                    <ZoneField form=form.clone() value=zone/>
                </div>
                <Hidden name="version" value=settings.version.to_string()/>
                <Submit form label=tr!(accounts.save)/>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn PasswordForm(
    /// Changes it.
    action: ServerAction<ChangePassword>,
    /// Whether there is one to be asked for.
    has_password: bool,
) -> impl IntoView {
    let form = FormState::of(action);
    let (heading, lead, label) = if has_password {
        (
            tr!(accounts.password_change),
            tr!(accounts.password_lead),
            tr!(accounts.change_password),
        )
    } else {
        (
            tr!(accounts.password_first),
            tr!(accounts.password_first_lead),
            tr!(accounts.set_password),
        )
    };
    let labels = vec![
        ("current", tr!(accounts.current_password)),
        ("password", tr!(accounts.new_password)),
    ];
    let current = has_password.then(|| {
        let form = form.clone();
        view! {
            <TextField form name="current" label=tr!(accounts.current_password) kind="password" required=true autocomplete="current-password"/>
        }
    });
    view! {
        <section class="panel" aria-labelledby="password-heading">
            <header class="panel-head"><h2 id="password-heading">{heading}</h2></header>
            <p>{lead}</p>
            <ActionForm action=action attr:class="form">
                <FormErrors form=form.clone() labels/>
                {current}
                <TextField form=form.clone() name="password" label=tr!(accounts.new_password) hint=tr!(accounts.password_hint).to_owned() kind="password" required=true autocomplete="new-password"
                    check=|text: &str| parse_password(text).map(drop)/>
                <Submit form label=label/>
            </ActionForm>
        </section>
    }
    .into_any()
}

//! Menus of languages and time zones.

use crate::{forms::*, tr};
use domain::{Language, accounts::ZONES};
use leptos::prelude::*;

/// The five languages, each by its own name.
#[component]
pub fn LanguageField(
    /// The form's state.
    form: FormState,
    /// Code of the one chosen now.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let options = Language::ALL
        .into_iter()
        .map(|language| Choice::new(language.code(), language.own_name()))
        .collect();
    view! {
        <Select form name="language" label=tr!(accounts.language) hint=tr!(accounts.language_hint).to_owned() options value required=true/>
    }
    .into_any()
}

/// The time zones that are offered, by their IANA names.
#[component]
pub fn ZoneField(
    /// The form's state.
    form: FormState,
    /// The one chosen now.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let options = ZONES
        .into_iter()
        .map(|zone| Choice::new(zone, zone.replace('_', " ")))
        .collect();
    view! {
        <Select form name="zone" label=tr!(accounts.zone) hint=tr!(accounts.zone_hint).to_owned() options value required=true/>
    }
    .into_any()
}

/// Where most people who read this language here live.
#[must_use]
pub const fn likely_zone(language: Language) -> &'static str {
    match language {
        Language::En | Language::Rw => "Africa/Kigali",
        Language::Fr | Language::Nl => "Europe/Brussels",
        Language::De => "Europe/Berlin",
    }
}

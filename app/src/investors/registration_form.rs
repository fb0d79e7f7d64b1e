//! Registering as an investor.

use super::RegisterInvestor;
use crate::{forms::*, tr};
use domain::investors::{MyRegistration, Registration, country, organisation};
use leptos::prelude::*;

/// The form: empty for a new registration, filled in for one that can be corrected.
#[component]
pub fn RegistrationForm(
    /// Of which call.
    slug: String,
    /// What was said before.
    before: Option<MyRegistration>,
    /// Sends it.
    action: ServerAction<RegisterInvestor>,
) -> impl IntoView {
    let form = FormState::of(action);
    let labels = vec![
        ("organisation", tr!(investors.organisation)),
        ("country", tr!(investors.country)),
        ("about", tr!(investors.about)),
    ];
    let version = before.as_ref().map_or(0, |own| own.version);
    let submit = if before.is_some() {
        tr!(investors.register_again)
    } else {
        tr!(investors.register)
    };
    let said = before.map_or_else(Registration::default, |own| own.said);
    view! {
        <ActionForm action=action attr:class="form">
            <FormErrors form=form.clone() labels=labels/>
            <Hidden name="slug" value=slug/>
            <Hidden name="version" value=version.to_string()/>
            <TextField form=form.clone() name="organisation" label=tr!(investors.organisation) required=true
                hint=tr!(investors.organisation_hint) value=said.organisation autocomplete="organization"
                check=|text: &str| organisation(text).map(drop)/>
            <TextField form=form.clone() name="country" label=tr!(investors.country) required=true
                value=said.country autocomplete="country-name" check=|text: &str| country(text).map(drop)/>
            <TextArea form=form.clone() name="about" label=tr!(investors.about) required=true
                hint=tr!(investors.about_hint) value=said.about/>
            <Submit form label=submit/>
        </ActionForm>
    }
    .into_any()
}

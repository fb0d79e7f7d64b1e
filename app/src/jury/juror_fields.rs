//! The inputs of a juror, for inviting and changing.

use crate::{forms::*, texts::named, tr};
use domain::{Language, jury::ListedJuror, vocabulary::Sector};
use leptos::prelude::*;

/// Labels of the inputs, for the summary of problems.
pub(super) fn labels() -> Vec<(&'static str, &'static str)> {
    vec![
        ("edit[name]", tr!(jury.name)),
        ("edit[email]", tr!(jury.email)),
        ("edit[employer]", tr!(jury.employer)),
        ("edit[languages]", tr!(jury.languages)),
        ("edit[mail_language]", tr!(jury.mail_language)),
        ("edit[sectors]", tr!(jury.sectors)),
        ("edit[capacity]", tr!(jury.capacity)),
    ]
}

/// Name, employer, capacity, languages, sectors; the address only for a new juror.
#[component]
pub(super) fn JurorFields(
    /// The form's state.
    form: FormState,
    /// The juror as they are; absent for a new one.
    #[prop(optional)]
    juror: Option<ListedJuror>,
) -> impl IntoView {
    let languages: Vec<Choice> = Language::ALL
        .iter()
        .map(|language| Choice::new(language.code(), language.own_name()))
        .collect();
    let sectors = Sector::ALL
        .iter()
        .map(|sector| Choice::new(sector.key(), named("sector", sector.key())))
        .collect();
    let new = juror.is_none();
    let (name, employer, capacity) = juror.as_ref().map_or_else(
        || (String::new(), String::new(), "20".to_owned()),
        |juror| {
            (
                juror.name.clone(),
                juror.employer.clone(),
                juror.capacity.to_string(),
            )
        },
    );
    let codes = juror.as_ref().map_or_else(Vec::new, |juror| {
        let codes = juror.languages.iter();
        codes.map(|language| language.code().to_owned()).collect()
    });
    let mail_language = codes.first().cloned().unwrap_or_default();
    let mail_languages = [Choice::new("", tr!(jury.mail_language_first))]
        .into_iter()
        .chain(languages.clone())
        .collect();
    let keys = juror.as_ref().map_or_else(Vec::new, |juror| {
        let keys = juror.sectors.iter();
        keys.map(|sector| sector.key().to_owned()).collect()
    });
    view! {
        <div class="field-row">
            <TextField form=form.clone() name="edit[name]" label=tr!(jury.name) value=name required=true/>
            {new.then(|| view! {
                <TextField
                    form=form.clone()
                    name="edit[email]"
                    label=tr!(jury.email)
                    kind="email"
                    required=true
                    check=|text: &str| domain::emails::parse(text).map(drop)
                />
            })}
        </div>
        <div class="field-row">
            <TextField
                form=form.clone()
                name="edit[employer]"
                label=tr!(jury.employer)
                hint=tr!(jury.employer_hint)
                value=employer
            />
            <TextField
                form=form.clone()
                name="edit[capacity]"
                label=tr!(jury.capacity)
                hint=tr!(jury.capacity_hint)
                value=capacity
                inputmode="numeric"
                required=true
            />
        </div>
        <Choices
            form=form.clone()
            name="edit[languages]"
            label=tr!(jury.languages)
            hint=tr!(jury.languages_hint)
            options=languages
            chosen=codes
            many=true
        />
        <Select
            form=form.clone()
            name="edit[mail_language]"
            label=tr!(jury.mail_language)
            hint=tr!(jury.mail_language_hint)
            options=mail_languages
            value=mail_language
        />
        <Choices
            form=form
            name="edit[sectors]"
            label=tr!(jury.sectors)
            hint=tr!(jury.sectors_hint)
            options=sectors
            chosen=keys
            many=true
        />
    }
    .into_any()
}

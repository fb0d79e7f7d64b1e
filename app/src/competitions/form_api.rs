//! Server functions of the form's editor. What each may is decided in `store::competitions`.

use crate::AppError;
use domain::{
    competitions::FormSetup,
    proposals::{InLanguages, QuestionEdit, SectionEdit},
};
use leptos::prelude::*;

/// The form, to be edited.
///
/// # Errors
/// `Missing`; `Denied` for people without a role in it.
#[server(endpoint = "competitions/form")]
pub async fn competition_form(slug: String) -> Result<FormSetup, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::competitions::form_setup(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Adds a section (`id` empty) or changes the one with this key, and goes to it.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid`, `Conflict`.
#[server(endpoint = "competitions/save-form-section")]
pub async fn save_form_section(
    slug: String,
    version: i64,
    id: String,
    #[server(default)] edit: SectionEdit,
) -> Result<(), AppError> {
    use store::competitions::save_form_section as save;
    let cx = crate::cx::signed_in()?;
    let before = (!id.is_empty()).then_some(id.as_str());
    let key = save(&cx.store, &cx.actor, &slug, version, before, &edit, cx.now)
        .await
        .map_err(|error| super::within("edit", error.into()))?;
    crate::cx::go_to(&super::part_address(&slug, &key));
    Ok(())
}

/// Adds a question to a section (`id` empty) or changes the one with this key, and goes to it.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid`, `Conflict`.
#[server(endpoint = "competitions/save-form-question")]
pub async fn save_form_question(
    slug: String,
    version: i64,
    section: String,
    id: String,
    #[server(default)] edit: QuestionEdit,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let before = (!id.is_empty()).then_some(id.as_str());
    let key = store::competitions::save_form_question(
        &cx.store, &cx.actor, &slug, version, &section, before, &edit, cx.now,
    )
    .await
    .map_err(|error| super::within("edit", error.into()))?;
    crate::cx::go_to(&super::part_address(&slug, &format!("{section}/{key}")));
    Ok(())
}

/// Replaces the checklist of the screening and goes to it.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid`, `Conflict`.
#[server(endpoint = "competitions/save-checks")]
pub async fn save_checks(
    slug: String,
    version: i64,
    #[server(default)] checks: InLanguages,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::competitions::save_checks(&cx.store, &cx.actor, &slug, version, &checks, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/form#checks"));
    Ok(())
}

/// Removes a section, or with `section/question` a question, and goes to the form.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid` where other parts rely on it, `Conflict`.
#[server(endpoint = "competitions/remove-from-form")]
pub async fn remove_from_form(slug: String, version: i64, id: String) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::competitions::remove_from_form(&cx.store, &cx.actor, &slug, version, &id, cx.now)
        .await?;
    crate::cx::go_to(&format!("/organise/{slug}/form"));
    Ok(())
}

/// Moves a section or a question one place up or down.
///
/// # Errors
/// `Denied`, `Missing`, `Conflict`.
#[server(endpoint = "competitions/move-in-form")]
pub async fn move_in_form(
    slug: String,
    version: i64,
    id: String,
    up: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let moved =
        store::competitions::move_in_form(&cx.store, &cx.actor, &slug, version, &id, up, cx.now)
            .await?;
    crate::cx::go_to(&super::part_address(&slug, &moved));
    Ok(())
}

/// Puts the standard form back; wants a tick.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid` without the tick, `Conflict`.
#[server(endpoint = "competitions/reset-form")]
pub async fn reset_form(
    slug: String,
    version: i64,
    #[server(default)] sure: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    if !sure {
        return Err(domain::Error::invalid("sure", domain::Problem::Required).into());
    }
    store::competitions::reset_form(&cx.store, &cx.actor, &slug, version, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/form"));
    Ok(())
}

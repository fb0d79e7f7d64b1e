//! Server functions of competitions. What each may is decided in `store::competitions`.

use crate::AppError;
use domain::{
    AccountId, CriterionId,
    competitions::{
        Call, CollegeEdit, CompetitionCard, CompetitionDraft, CompetitionRole, CriterionEdit,
        FrozenRules, NeedEdit, Organised, Overview, People, Settings, Setup,
    },
    proposals::ExtensionList,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What opening would freeze, and what is not ready for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// As they stand.
    pub rules: FrozenRules,
    /// Opening names it, so that nobody freezes what they did not see.
    pub version: i64,
    /// Empty when all is ready.
    pub missing: Vec<domain::FieldError>,
}

/// The calls that everybody may know of, 50 a page, the latest first.
///
/// # Errors
/// Only when the database fails.
#[server(endpoint = "competitions/announced")]
pub async fn announced_calls(page: u64) -> Result<Vec<CompetitionCard>, AppError> {
    let cx = crate::cx::visitor()?;
    Ok(store::competitions::announced(&cx.store, page, cx.now).await?)
}

/// A call as the public reads it.
///
/// # Errors
/// `Missing`, also for a draft of others.
#[server(endpoint = "competitions/call")]
pub async fn public_call(slug: String) -> Result<Call, AppError> {
    let cx = crate::cx::visitor()?;
    Ok(store::competitions::call(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// What the reader organises or audits, 50 a page.
///
/// # Errors
/// `SignedOut`.
#[server(endpoint = "competitions/organised")]
pub async fn organised_competitions(page: u64) -> Result<Organised, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::competitions::organised(&cx.store, &cx.actor, page, cx.now).await?)
}

/// Founds a competition and goes to its overview.
///
/// # Errors
/// `Denied` for people who may not; `Invalid` with every problem.
#[server(endpoint = "competitions/create")]
pub async fn create_competition(#[server(default)] edit: CompetitionDraft) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let slug = store::competitions::create(&cx.store, &cx.actor, &edit, cx.language, cx.now)
        .await
        .map_err(|error| super::within("edit", error.into()))?;
    crate::cx::go_to(&format!("/organise/{slug}"));
    Ok(())
}

/// The organiser's overview.
///
/// # Errors
/// `Missing`; `Denied` for people without a role in it.
#[server(endpoint = "competitions/overview")]
pub async fn competition_overview(slug: String) -> Result<Overview, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::competitions::overview(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// The settings form's content.
///
/// # Errors
/// `Missing`; `Denied` for people without a role in it.
#[server(endpoint = "competitions/settings")]
pub async fn competition_settings(slug: String) -> Result<Settings, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::competitions::settings(&cx.store, &cx.actor, &slug, cx.language, cx.now).await?)
}

/// Changes the settings of a draft and goes to its overview.
///
/// # Errors
/// `Denied`, `Invalid`, `Conflict` with the settings that stand there.
#[server(endpoint = "competitions/change-settings")]
pub async fn change_settings(
    slug: String,
    version: i64,
    #[server(default)] edit: CompetitionDraft,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let slug = store::competitions::change_settings(
        &cx.store,
        &cx.actor,
        &slug,
        version,
        &edit,
        cx.language,
        cx.now,
    )
    .await
    .map_err(|error| super::within("edit", error.into()))?;
    crate::cx::go_to(&format!("/organise/{slug}"));
    Ok(())
}

/// Rubric, needs and colleges, to be edited.
///
/// # Errors
/// `Missing`; `Denied` for people without a role in it.
#[server(endpoint = "competitions/setup")]
pub async fn competition_setup(slug: String) -> Result<Setup, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::competitions::setup(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Adds a criterion (`id` empty) or changes one, and goes to the rubric.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid`, `Conflict`.
#[server(endpoint = "competitions/save-criterion")]
pub async fn save_criterion(
    slug: String,
    version: i64,
    id: String,
    #[server(default)] edit: CriterionEdit,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let id = super::named(&id)?;
    store::competitions::save_criterion(
        &cx.store,
        &cx.actor,
        &slug,
        version,
        id,
        &edit,
        cx.language,
        cx.now,
    )
    .await
    .map_err(|error| super::within("edit", error.into()))?;
    crate::cx::go_to(&format!("/organise/{slug}/rubric"));
    Ok(())
}

/// Removes a criterion and goes to the rubric.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid` when scores refer to it, `Conflict`.
#[server(endpoint = "competitions/remove-criterion")]
pub async fn remove_criterion(slug: String, version: i64, id: CriterionId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::competitions::remove_criterion(&cx.store, &cx.actor, &slug, version, id, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/rubric"));
    Ok(())
}

/// Moves a criterion one place up or down.
///
/// # Errors
/// `Denied`, `Missing`, `Conflict`.
#[server(endpoint = "competitions/move-criterion")]
pub async fn move_criterion(
    slug: String,
    version: i64,
    id: CriterionId,
    up: bool,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::competitions::move_criterion(&cx.store, &cx.actor, &slug, version, id, up, cx.now)
        .await?;
    Ok(())
}

/// Adds a need (`id` empty) or changes one, and goes to the needs.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid`, `Conflict`.
#[server(endpoint = "competitions/save-need")]
pub async fn save_need(
    slug: String,
    version: i64,
    id: String,
    #[server(default)] edit: NeedEdit,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let id = super::named(&id)?;
    store::competitions::save_need(
        &cx.store,
        &cx.actor,
        &slug,
        version,
        id,
        &edit,
        cx.language,
        cx.now,
    )
    .await
    .map_err(|error| super::within("edit", error.into()))?;
    crate::cx::go_to(&format!("/organise/{slug}/needs"));
    Ok(())
}

/// Removes a need and goes to the needs.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid` when a proposal answers it, `Conflict`.
#[server(endpoint = "competitions/remove-need")]
pub async fn remove_need(slug: String, version: i64, id: domain::NeedId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::competitions::remove_need(&cx.store, &cx.actor, &slug, version, id, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/needs"));
    Ok(())
}

/// Adds a college (`id` empty) or changes one, and goes to the colleges.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid`, `Conflict`.
#[server(endpoint = "competitions/save-college")]
pub async fn save_college(
    slug: String,
    version: i64,
    id: String,
    #[server(default)] edit: CollegeEdit,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let id = super::named(&id)?;
    store::competitions::save_college(&cx.store, &cx.actor, &slug, version, id, &edit, cx.now)
        .await
        .map_err(|error| super::within("edit", error.into()))?;
    crate::cx::go_to(&format!("/organise/{slug}/colleges"));
    Ok(())
}

/// Removes a college and goes to the colleges.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid` when a need or a proposal names it, `Conflict`.
#[server(endpoint = "competitions/remove-college")]
pub async fn remove_college(
    slug: String,
    version: i64,
    id: domain::CollegeId,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::competitions::remove_college(&cx.store, &cx.actor, &slug, version, id, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/colleges"));
    Ok(())
}

/// Who organises and audits.
///
/// # Errors
/// `Missing`; `Denied` for people without a role in it.
#[server(endpoint = "competitions/people")]
pub async fn competition_people(slug: String) -> Result<People, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::competitions::people(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Gives a role to the person with this address.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid` on `email`.
#[server(endpoint = "competitions/add-role")]
pub async fn add_role(slug: String, email: String, role: CompetitionRole) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::competitions::add_role(&cx.store, &cx.actor, &slug, &email, role, cx.now).await?;
    Ok(())
}

/// Takes a role away.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid` for the last organiser.
#[server(endpoint = "competitions/remove-role")]
pub async fn remove_role(
    slug: String,
    account: AccountId,
    role: CompetitionRole,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::competitions::remove_role(&cx.store, &cx.actor, &slug, account, role, cx.now).await?;
    if cx.actor.id() == Some(account) {
        crate::cx::go_to("/organise");
    }
    Ok(())
}

/// What opening would freeze, and what is not ready for it.
///
/// # Errors
/// `Missing`; `Denied` for others and once it is open.
#[server(endpoint = "competitions/opening")]
pub async fn competition_opening(slug: String) -> Result<Opening, AppError> {
    let cx = crate::cx::signed_in()?;
    let (rules, version, missing) =
        store::competitions::opening(&cx.store, &cx.actor, &slug, cx.now).await?;
    Ok(Opening {
        rules,
        version,
        missing,
    })
}

/// Freezes the rules, opens the call and goes to the overview.
///
/// # Errors
/// `Denied`, `Missing`, `Invalid` naming what is not ready, `Conflict`.
#[server(endpoint = "competitions/open")]
pub async fn open_call(slug: String, version: i64) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::competitions::open(&cx.store, &cx.actor, &slug, version, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}"));
    Ok(())
}

/// More time that proposals were given.
///
/// # Errors
/// `Missing`; `Denied` for people without a role in it.
#[server(endpoint = "competitions/extensions")]
pub async fn competition_extensions(slug: String) -> Result<ExtensionList, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::proposals::extensions(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Gives a proposal more time and goes to the list.
///
/// # Errors
/// As `store::proposals::extend`.
#[server(endpoint = "competitions/extend")]
pub async fn extend_deadline(
    slug: String,
    number: String,
    until: String,
    reason: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let edit = domain::proposals::ExtensionEdit {
        number,
        until,
        reason,
    };
    store::proposals::extend(&cx.store, &cx.actor, &slug, &edit, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/extensions"));
    Ok(())
}

/// Gives the jury more time.
///
/// # Errors
/// As `store::jury::extend_jury`.
#[server(endpoint = "competitions/extend-jury")]
pub async fn extend_jury(slug: String, until: String, reason: String) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let edit = domain::jury::JuryTimeEdit { until, reason };
    store::jury::extend_jury(&cx.store, &cx.actor, &slug, &edit, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/extensions"));
    Ok(())
}

//! Server functions of teams.

use crate::AppError;
use domain::{
    AccountId, CompetitionId, InvitationId, TeamId,
    teams::{InvitationCard, JoinCard, TeamCard, TeamView},
};
use leptos::prelude::*;

/// The signed-in person's teams.
///
/// # Errors
/// `SignedOut`.
#[server(endpoint = "teams/mine")]
pub async fn my_teams() -> Result<Vec<TeamCard>, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::teams::mine(&cx.store, &cx.actor, cx.now).await?)
}

/// What a person sees before founding or joining a team.
///
/// # Errors
/// `SignedOut`, `Missing`.
#[server(endpoint = "teams/join-card")]
pub async fn load_join_card(slug: String) -> Result<JoinCard, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::teams::join_card(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Founds a team and goes to its page.
///
/// # Errors
/// As `store::teams::found`.
#[server(endpoint = "teams/found")]
pub async fn found_team(
    competition: CompetitionId,
    name: String,
    kind: String,
    language: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let language = domain::Language::parse(&language).unwrap_or(cx.language);
    let founded = store::teams::found(
        &cx.store,
        &cx.actor,
        competition,
        &name,
        &kind,
        language,
        cx.now,
    )
    .await?;
    crate::cx::go_to(&format!("/teams/{}", founded.team));
    Ok(())
}

/// Joins a team by its code and goes to its page. The inputs are `code` and `member_kind`.
///
/// # Errors
/// As `store::teams::join_by_code`; `TooMany` after many tries from one address.
#[server(endpoint = "teams/join")]
pub async fn join_team(code: String, member_kind: String) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let joined =
        store::teams::join_by_code(&cx.store, &cx.actor, &code, &member_kind, cx.now).await;
    let team = joined.map_err(|error| {
        let AppError(mut error) = AppError::from(error);
        // Another form of the same page has an input `kind`.
        if let domain::Error::Invalid(list) = &mut error {
            for entry in list.iter_mut().filter(|entry| entry.field == "kind") {
                entry.field = "member_kind".into();
            }
        }
        AppError(error)
    })?;
    crate::cx::go_to(&format!("/teams/{team}"));
    Ok(())
}

/// A team for its members.
///
/// # Errors
/// `SignedOut`, `Missing`.
#[server(endpoint = "teams/detail")]
pub async fn load_team(team: TeamId) -> Result<TeamView, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::teams::view(&cx.store, &cx.actor, team, cx.now).await?)
}

/// Invites somebody by mail.
///
/// # Errors
/// As `store::teams::invite`.
#[server(endpoint = "teams/invite")]
pub async fn invite_member(
    team: TeamId,
    email: String,
    kind: String,
    language: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::teams::invite(&cx.store, &cx.actor, team, &email, &kind, &language, cx.now).await?;
    Ok(())
}

/// Takes an invitation back.
///
/// # Errors
/// As `store::teams::revoke_invitation`.
#[server(endpoint = "teams/revoke-invitation")]
pub async fn revoke_invitation(team: TeamId, invitation: InvitationId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::teams::revoke_invitation(&cx.store, &cx.actor, team, invitation, cx.now).await?)
}

/// Gives the team another name.
///
/// # Errors
/// As `store::teams::rename`.
#[server(endpoint = "teams/rename")]
pub async fn rename_team(team: TeamId, name: String, version: i64) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::teams::rename(&cx.store, &cx.actor, team, &name, version, cx.now).await?)
}

/// Replaces the code to join by.
///
/// # Errors
/// As `store::teams::renew_code`.
#[server(endpoint = "teams/renew-code")]
pub async fn renew_team_code(team: TeamId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::teams::renew_code(&cx.store, &cx.actor, team, cx.now).await?)
}

/// Changes what a member is and may do.
///
/// # Errors
/// As `store::teams::change_member`.
#[server(endpoint = "teams/change-member")]
pub async fn change_member(
    team: TeamId,
    account: AccountId,
    kind: String,
    role: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::teams::change_member(&cx.store, &cx.actor, team, account, &kind, &role, cx.now).await?;
    Ok(())
}

/// Makes another member the lead.
///
/// # Errors
/// As `store::teams::replace_lead`.
#[server(endpoint = "teams/replace-lead")]
pub async fn replace_lead(team: TeamId, account: AccountId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::teams::replace_lead(&cx.store, &cx.actor, team, account, cx.now).await?)
}

/// Removes a member.
///
/// # Errors
/// As `store::teams::remove_member`.
#[server(endpoint = "teams/remove-member")]
pub async fn remove_member(team: TeamId, account: AccountId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::teams::remove_member(&cx.store, &cx.actor, team, account, cx.now).await?)
}

/// Leaves the team and goes home.
///
/// # Errors
/// As `store::teams::leave`.
#[server(endpoint = "teams/leave")]
pub async fn leave_team(team: TeamId) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::teams::leave(&cx.store, &cx.actor, team, cx.now).await?;
    crate::cx::go_to("/home");
    Ok(())
}

/// What the holder of an invitation's link reads, signed in or not.
///
/// # Errors
/// As `store::teams::invitation`.
#[server(endpoint = "teams/invitation")]
pub async fn load_invitation(token: String) -> Result<InvitationCard, AppError> {
    let cx = crate::cx::visitor()?;
    Ok(store::teams::invitation(&cx.store, &cx.actor, &token, cx.now).await?)
}

/// Accepts an invitation and goes to the team's page.
///
/// # Errors
/// As `store::teams::accept_invitation`.
#[server(endpoint = "teams/accept-invitation")]
pub async fn accept_invitation(token: String) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let team = store::teams::accept_invitation(&cx.store, &cx.actor, &token, cx.now).await?;
    crate::cx::go_to(&format!("/teams/{team}"));
    Ok(())
}

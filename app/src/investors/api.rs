//! Server functions of investors and interests.

use crate::AppError;
use domain::{
    InterestId, InvestorId, ProposalId,
    investors::{InterestPage, InvestPage, Investments, InvestorsPage, TeamInterests},
};
use leptos::prelude::*;

/// One's registration and interests in a call.
///
/// # Errors
/// `SignedOut`, `Missing`.
#[server(endpoint = "investors/own")]
pub async fn own_investments(slug: String) -> Result<InvestPage, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::investors::invest_page(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// What the start page says about investing.
///
/// # Errors
/// `SignedOut`.
#[server(endpoint = "investors/home")]
pub async fn my_investments() -> Result<Investments, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::investors::investments(&cx.store, &cx.actor).await?)
}

/// Where one stands with a project.
///
/// # Errors
/// `SignedOut`; `Missing` unless the project is public.
#[server(endpoint = "investors/interest")]
pub async fn project_interest(proposal: String) -> Result<InterestPage, AppError> {
    let cx = crate::cx::signed_in()?;
    let proposal: ProposalId = proposal.parse().map_err(|_| domain::Error::Missing)?;
    Ok(store::investors::interest_page(&cx.store, &cx.actor, proposal, cx.now).await?)
}

/// The interests in a team's project.
///
/// # Errors
/// `SignedOut`; `Missing` for people outside of the team.
#[server(endpoint = "investors/received")]
pub async fn received_interests(team: String) -> Result<TeamInterests, AppError> {
    let cx = crate::cx::signed_in()?;
    let team: domain::TeamId = team.parse().map_err(|_| domain::Error::Missing)?;
    Ok(store::investors::team_interests(&cx.store, &cx.actor, team, cx.now).await?)
}

/// The organiser's list and funnel; a page that is no number is the first.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied`.
#[server(endpoint = "investors/list")]
pub async fn investors_of(slug: String, page: String) -> Result<InvestorsPage, AppError> {
    let cx = crate::cx::signed_in()?;
    let page = page.parse().unwrap_or(1);
    Ok(store::investors::investors_page(&cx.store, &cx.actor, &slug, page, cx.now).await?)
}

/// Registers, or changes a registration that is not verified.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied`, `Invalid`, `Conflict`.
#[server(endpoint = "investors/register")]
pub async fn register_investor(
    slug: String,
    version: i64,
    organisation: String,
    country: String,
    about: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let said = domain::investors::Registration {
        organisation,
        country,
        about,
    };
    store::investors::register(&cx.store, &cx.actor, &slug, &said, version, cx.now).await?;
    Ok(())
}

/// Lets an investor state interest.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied`, `Conflict`.
#[server(endpoint = "investors/verify")]
pub async fn verify_investor(investor: InvestorId, version: i64) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::investors::verify(&cx.store, &cx.actor, investor, version, cx.now).await?;
    Ok(())
}

/// Refuses an investor with a reason.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied`, `Invalid`, `Conflict`.
#[server(endpoint = "investors/refuse")]
pub async fn refuse_investor(
    investor: InvestorId,
    version: i64,
    reason: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::investors::refuse(&cx.store, &cx.actor, investor, &reason, version, cx.now).await?;
    Ok(())
}

/// States interest in a project, or changes it.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied`, `Invalid`, `Conflict`.
#[server(endpoint = "investors/state")]
pub async fn state_interest(
    proposal: ProposalId,
    version: i64,
    #[server(default)] kind: String,
    amount: String,
    currency: String,
    message: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let draft = domain::investors::InterestDraft {
        kind,
        amount,
        currency,
        message,
    };
    store::investors::state_interest(&cx.store, &cx.actor, proposal, &draft, version, cx.now)
        .await?;
    Ok(())
}

/// Takes an unanswered interest back.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied`, `Conflict`.
#[server(endpoint = "investors/withdraw")]
pub async fn withdraw_interest(interest: InterestId, version: i64) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::investors::withdraw_interest(&cx.store, &cx.actor, interest, version, cx.now).await?;
    Ok(())
}

/// Answers an interest for the team: `accept` or `decline`.
///
/// # Errors
/// `SignedOut`, `Missing`, `Denied`, `Conflict`; `BadRequest` for another answer.
#[server(endpoint = "investors/answer")]
pub async fn answer_interest(
    interest: InterestId,
    version: i64,
    answer: String,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let accept = match answer.as_str() {
        "accept" => true,
        "decline" => false,
        _ => return Err(domain::Error::BadRequest.into()),
    };
    store::investors::answer_interest(&cx.store, &cx.actor, interest, accept, version, cx.now)
        .await?;
    Ok(())
}

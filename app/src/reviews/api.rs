//! Server functions of jurors.

use crate::AppError;
use domain::{
    AssignmentId,
    reviews::{
        ExampleEdit, JuryCard, OtherReviews, OwnOrder, PracticeAnswer, PracticeSetup,
        PracticeSheet, Queue, ReviewVersion, SavedReview, ScoreSheet,
    },
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The competitions that the person judges.
///
/// # Errors
/// `SignedOut`.
#[server(endpoint = "reviews/juries")]
pub async fn my_juries() -> Result<Vec<JuryCard>, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::reviews::my_juries(&cx.store, &cx.actor, cx.now).await?)
}

/// The person's queue in a competition.
///
/// # Errors
/// `Missing` for people who are not on its jury.
#[server(endpoint = "reviews/queue")]
pub async fn my_queue(slug: String) -> Result<Queue, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::reviews::my_queue(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// All that the person scored in a competition, the best first.
///
/// # Errors
/// As [`my_queue`].
#[server(endpoint = "reviews/order")]
pub async fn my_order(slug: String) -> Result<OwnOrder, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::reviews::my_order(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Places the person's own proposals. The keys are `a` and the assignment's id, because forms take a key that begins
/// with a digit for a place in a list; `before` holds what the form showed.
///
/// # Errors
/// As `store::reviews::place_own`.
#[server(endpoint = "reviews/place")]
pub async fn place_own(
    slug: String,
    #[server(default)] place: BTreeMap<String, String>,
    #[server(default)] before: BTreeMap<String, String>,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    let edits: Vec<_> = place
        .into_iter()
        .filter_map(|(key, after)| {
            Some(domain::reviews::PlaceEdit {
                assignment: key.strip_prefix('a')?.parse().ok()?,
                before: before.get(&key).cloned().unwrap_or_default(),
                after,
            })
        })
        .collect();
    store::reviews::place_own(&cx.store, &cx.actor, &slug, &edits, cx.now).await?;
    crate::cx::go_to(&format!("/jury/{slug}/scores#places"));
    Ok(())
}

/// A score sheet; opening it the first time is recorded.
///
/// # Errors
/// `Missing` for another juror's, `Denied` before the window, with a conflict of interest, or before conflicts are declared.
#[server(name = LoadSheet, endpoint = "reviews/sheet")]
pub async fn score_sheet(assignment: AssignmentId) -> Result<ScoreSheet, AppError> {
    let cx = crate::cx::signed_in()?;
    let sheet = store::reviews::open_sheet(&cx.store, &cx.actor, assignment, cx.now).await?;
    let rubric = sheet.rubric.into_iter();
    Ok(ScoreSheet {
        content: sheet
            .content
            .in_language(cx.language)
            .with_prose(crate::cx::prose),
        rubric: rubric.map(|own| own.in_language(cx.language)).collect(),
        ..sheet
    })
}

/// Earlier states of the person's own review, the newest first.
///
/// # Errors
/// As [`score_sheet`].
#[server(endpoint = "reviews/history")]
pub async fn review_history(assignment: AssignmentId) -> Result<Vec<ReviewVersion>, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::reviews::history(&cx.store, &cx.actor, assignment, cx.now).await?)
}

/// What other jurors handed in about a proposal, where the rules show it to the person.
///
/// # Errors
/// As `store::reviews::others`.
#[server(name = LoadOthers, endpoint = "reviews/others")]
pub async fn other_reviews(assignment: AssignmentId) -> Result<OtherReviews, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::reviews::others(&cx.store, &cx.actor, assignment, cx.now).await?)
}

/// Keeps a draft, or (`intent` is `submit`) hands the review in. `scores`, and `reasons` why one cannot judge, are named by the
/// criterion's code. The page that began from an earlier version is left.
///
/// # Errors
/// As `store::reviews::save`.
#[server(endpoint = "reviews/save")]
pub async fn save_review(
    assignment: AssignmentId,
    version: i64,
    #[server(default)] scores: BTreeMap<String, String>,
    #[server(default)] reasons: BTreeMap<String, String>,
    #[server(default)] comment: String,
    #[server(default)] note: String,
    #[server(default)] intent: String,
) -> Result<SavedReview, AppError> {
    use domain::reviews::{Intent, ReviewInput};
    let cx = crate::cx::signed_in()?;
    let input = ReviewInput {
        scores,
        reasons,
        comment,
        note,
    };
    let intent = match intent.as_str() {
        super::SUBMIT => Intent::Submit,
        _ => Intent::Keep,
    };
    let saved = store::reviews::save(
        &cx.store, &cx.actor, assignment, version, &input, intent, cx.now,
    )
    .await?;
    if crate::cx::header("referer").contains("?restore=") {
        crate::cx::go_to(&format!("/reviews/{assignment}"));
    }
    Ok(saved)
}

/// What a juror practises on; its text as HTML.
///
/// # Errors
/// As `store::reviews::practice_sheet`.
#[server(endpoint = "reviews/practice")]
pub async fn load_practice(slug: String) -> Result<PracticeSheet, AppError> {
    let cx = crate::cx::signed_in()?;
    let sheet = store::reviews::practice_sheet(&cx.store, &cx.actor, &slug, cx.now).await?;
    Ok(PracticeSheet {
        text: crate::cx::prose(&sheet.text),
        ..sheet
    })
}

/// Compares what a juror tries with the organisers' levels. Nothing is kept: a plain form gets its page with the answer.
///
/// # Errors
/// As `store::reviews::practise`.
#[server(endpoint = "reviews/practise")]
pub async fn practise(
    slug: String,
    #[server(default)] scores: BTreeMap<String, String>,
    #[server(default)] reasons: BTreeMap<String, String>,
) -> Result<PracticeAnswer, AppError> {
    let cx = crate::cx::signed_in()?;
    let input = domain::reviews::ReviewInput {
        scores,
        reasons,
        ..Default::default()
    };
    let answer = store::reviews::practise(&cx.store, &cx.actor, &slug, &input, cx.now).await?;
    crate::cx::answer_on_page();
    Ok(answer)
}

/// The example that jurors practise on, to be edited.
///
/// # Errors
/// As `store::reviews::practice_setup`.
#[server(endpoint = "reviews/example")]
pub async fn load_example(slug: String) -> Result<PracticeSetup, AppError> {
    let cx = crate::cx::signed_in()?;
    Ok(store::reviews::practice_setup(&cx.store, &cx.actor, &slug, cx.now).await?)
}

/// Writes the example.
///
/// # Errors
/// As `store::reviews::save_example`.
#[server(endpoint = "reviews/save-example")]
pub async fn save_example(
    slug: String,
    version: i64,
    #[server(default)] edit: ExampleEdit,
) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::reviews::save_example(&cx.store, &cx.actor, &slug, version, &edit, cx.now)
        .await
        .map_err(|error| crate::competitions::within("edit", error.into()))?;
    crate::cx::go_to(&format!("/organise/{slug}/practice"));
    Ok(())
}

/// Takes the example away.
///
/// # Errors
/// As `store::reviews::remove_example`.
#[server(endpoint = "reviews/remove-example")]
pub async fn remove_example(slug: String, version: i64) -> Result<(), AppError> {
    let cx = crate::cx::signed_in()?;
    store::reviews::remove_example(&cx.store, &cx.actor, &slug, version, cx.now).await?;
    crate::cx::go_to(&format!("/organise/{slug}/practice"));
    Ok(())
}

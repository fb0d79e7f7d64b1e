//! Places that became free because a juror declared a conflict, left or was taken off: what is free, who could
//! take it, and one mail to the organisers for all that happens within a few minutes.

use super::{organisers::tell_organisers, pool_rows::wanted_reviews, pools::pool};
use crate::{
    Result, Tx,
    competitions::phase_of,
    entities::{competitions, proposals},
    screening::submitted,
};
use domain::{
    Facts,
    jury::{VACANCIES_SHOWN, Vacancies, Vacancy},
    policy::Phase,
    screening::ScreeningState,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use uuid::Uuid;

/// The eligible proposals that need a juror, each with the one who fits best; none as long as nothing was given out
/// and when nothing can be given any more. Eight queries at most.
pub(super) async fn vacancies<C: ConnectionTrait>(
    conn: &C,
    competition: &competitions::Model,
    facts: &Facts,
) -> Result<Vacancies> {
    if facts.phase < Some(Phase::Grace) || facts.phase > Some(Phase::Jury) {
        return Ok(Vacancies::default());
    }
    let pool = pool(conn, competition).await?;
    if pool.pairs.is_empty() {
        return Ok(Vacancies::default());
    }
    let mut found = Vacancies::default();
    for (index, readers) in (0..).zip(pool.readers_of_all()) {
        let proposal = &pool.proposals[index as usize];
        if readers >= proposal.wanted {
            continue;
        }
        found.count += 1;
        if found.list.len() < VACANCIES_SHOWN {
            let mut jurors = pool.candidates(index, readers).into_iter();
            found.list.push(Vacancy {
                proposal: proposal.tag(),
                readers,
                wanted: proposal.wanted,
                best: jurors.find(|juror| juror.pair.is_none() && juror.bar.is_none()),
            });
        }
    }
    Ok(found)
}

/// Tells the organisers that these proposals lost a juror, unless each has enough or nothing can be given any more.
/// What happens within a few minutes is one mail.
pub(super) async fn tell_of_vacancies(
    tx: &Tx,
    competition: &competitions::Model,
    lost: Vec<Uuid>,
    now: i64,
) -> Result<()> {
    let phase = phase_of(competition, false, now)?;
    if lost.is_empty() || phase < Phase::Grace || phase > Phase::Jury {
        return Ok(());
    }
    let lost = proposals::Column::Id.is_in(lost);
    if lacking(tx, competition, Condition::all().add(lost)).await? == 0 {
        return Ok(());
    }
    tx.withdraw_mail(&[competition.id]).await?;
    let fields = json!({ "link": format!("/organise/{}/progress", competition.slug) });
    tell_organisers(
        tx,
        competition,
        "jury.vacancy",
        fields,
        Some(competition.id),
        now,
    )
    .await
}

/// Takes back the mail of [`tell_of_vacancies`] that waits, once no proposal lacks a juror any more.
pub(super) async fn filled(tx: &Tx, competition: &competitions::Model) -> Result<()> {
    if lacking(tx, competition, Condition::all()).await? == 0 {
        tx.withdraw_mail(&[competition.id]).await?;
    }
    Ok(())
}

/// How many of these eligible proposals have fewer jurors than they need.
async fn lacking(tx: &Tx, competition: &competitions::Model, which: Condition) -> Result<u64> {
    Ok(submitted(competition.id)
        .filter(proposals::Column::Screening.eq(ScreeningState::Eligible.key()))
        .filter(Expr::col(proposals::Column::ReviewsAssigned).lt(wanted_reviews(competition)))
        .filter(which)
        .count(&**tx)
        .await?)
}

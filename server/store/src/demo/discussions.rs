//! What last year's jury discussed before its selection was frozen: one proposal near the line.

use super::{
    Story,
    calendar::{HOUR, MINUTE},
    juries::{AT_WORK, JURORS, Seat},
    people::{ORGANISER, People, Person},
};
use crate::{Error, Result, Store, deliberations};
use domain::{Actor, Language, MessageId, ProposalId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Whose proposal is discussed.
const TEAM: &str = "Kanda Ukarabe";

/// Who says what, in which order: 0 is the juror who changes a score, the others follow in the order of their invitations.
const SAID: [(usize, &str); 6] = [
    (
        1,
        "Our scores for feasibility lie far apart. What did the others see in the plan?",
    ),
    (
        0,
        "I gave little: I read no word about who repairs it once the college has gone home.",
    ),
    (
        2,
        "The last milestone says it: a person of each place is trained and gets the spare parts. It stands below the budget, one reads past it easily.",
    ),
    (
        0,
        "You are right, I missed that. I change my score for feasibility by one point; the price still seems low to me.",
    ),
    (
        1,
        "The price was asked at two shops in Huye. I stay with mine.",
    ),
    (2, "So do I. I have nothing to add."),
];

/// Which criterion is scored differently afterwards, and why.
const CHANGED: (&str, &str) = (
    "feasibility",
    "I had read past the training of a person in each place.",
);

const MINUTES: &str = "Three jurors spoke. The question was who repairs it afterwards; the answer stands with the last \
                       milestone. One score for feasibility was changed, the others stand.";

/// Opens the discussion after the jury, lets three jurors speak and one change a score, and closes it with minutes.
pub(super) async fn discuss(store: &Store, people: &People, story: &Story) -> Result<()> {
    let Story {
        call,
        entries,
        jury,
        given,
    } = story;
    let missing = || Error::fault("the demo's discussion has no proposal");
    let entry = entries.iter().find(|own| own.idea.team == TEAM);
    let proposal = entry.ok_or_else(missing)?.proposal;
    let has = |seat: &&Seat| {
        given
            .iter()
            .any(|row| row.juror_id == seat.id && row.proposal_id == proposal)
    };
    let mut speakers: Vec<&Seat> = jury.seats.iter().filter(has).collect();
    speakers.sort_by_key(|seat| seat.temper.name != JURORS[AT_WORK].name);
    let speakers: Vec<Actor> = speakers
        .into_iter()
        .map(|seat| people.at(&seat.temper.email()))
        .map(Person::actor)
        .collect();
    let proposal = ProposalId(proposal);
    let organiser = people.at(ORGANISER).actor();
    let slug = &call.row.slug;
    let mut at = call.row.jury_closes_at + HOUR;
    deliberations::open(store, &organiser, slug, &[proposal], "", at).await?;
    for (who, text) in SAID {
        at += 40 * MINUTE;
        let speaker = speakers.get(who).ok_or_else(missing)?;
        let id = MessageId(Uuid::now_v7());
        deliberations::say(store, speaker, proposal, id, text, at).await?;
    }
    change(store, &speakers[0], proposal, at + 5 * MINUTE).await?;
    at += HOUR;
    deliberations::save_minutes(store, &organiser, proposal, 0, MINUTES, at).await?;
    deliberations::close(store, &organiser, slug, None, at + 10 * MINUTE).await?;
    Ok(())
}

/// One point more.
async fn change(store: &Store, juror: &Actor, proposal: ProposalId, at: i64) -> Result<()> {
    let found = deliberations::discussion(store, juror, proposal, at).await?;
    let own = found.reviews.iter().find(|review| review.own);
    let (Some(own), Some(version)) = (own, found.rights.change) else {
        return Err(Error::fault("the demo's discussion changes no score"));
    };
    let (code, reason) = CHANGED;
    let mut scores = BTreeMap::new();
    for criterion in &found.rubric {
        if let Some(units) = own.scores.get(&criterion.id).copied().flatten() {
            let more = if criterion.code == code {
                criterion.units_per_point
            } else {
                0
            };
            let text = criterion.points_text(units + more, Language::En);
            scores.insert(criterion.code.clone(), text);
        }
    }
    deliberations::change_scores(store, juror, proposal, version, (&scores, reason), at).await
}

//! Competitions: founding, set-up, opening, roles, lists and the overview.

mod criteria;
mod forms;
mod needs;
mod opening;
mod people;
mod readers;
mod setup;

use domain::{
    Actor, Error, FieldError, Language, Problem,
    competitions::{AS_FIRST, AnchorEdit, CompetitionDraft, CriterionEdit},
};
use store::{Store, competitions};

use crate::support::NOW;

/// A draft whose call opens a month after `NOW`.
fn draft(slug: &str) -> CompetitionDraft {
    CompetitionDraft {
        slug: slug.into(),
        name: "Pilot projects 2027".into(),
        summary: "Ten pilot projects of trainers and trainees".into(),
        zone: "Africa/Kigali".into(),
        seats: "10".into(),
        reviews_per_proposal: "4".into(),
        opens_at: "2027-04-01T08:00".into(),
        closes_at: "2027-04-30T17:00".into(),
        grace_minutes: "15".into(),
        jury_opens_at: "2027-05-05T08:00".into(),
        jury_closes_at: "2027-05-25T20:00".into(),
        publishes_at: "2027-06-03T12:00".into(),
        consent: "lead".into(),
        team_visibility: "shown".into(),
        others_visibility: "never".into(),
        second_team_visibility: AS_FIRST.into(),
        second_others_visibility: AS_FIRST.into(),
    }
}

/// Founds a competition with all defaults and one need, ready to open at version 2.
async fn founded(store: &Store, founder: &Actor, slug: &str) -> String {
    let slug = competitions::create(store, founder, &draft(slug), Language::En, NOW)
        .await
        .unwrap();
    let need = domain::competitions::NeedEdit {
        title: "Cold storage".into(),
        description: "Milk spoils on the way to the market".into(),
        sector: "agri_processing".into(),
        college: String::new(),
        priority: "1".into(),
    };
    competitions::save_need(store, founder, &slug, 1, None, &need, Language::En, NOW)
        .await
        .unwrap();
    slug
}

fn criterion(code: &str) -> CriterionEdit {
    CriterionEdit {
        code: code.into(),
        name: "Craft".into(),
        description: "How well it is made".into(),
        weight: "10".into(),
        min: "0".into(),
        max: "10".into(),
        units_per_point: "4".into(),
        cannot_judge: true,
        second_look: false,
        anchors: vec![AnchorEdit {
            level: "2,5".into(),
            text: "Rough".into(),
        }],
    }
}

fn other(field: &str, what: &str) -> Error {
    Error::Invalid(vec![FieldError {
        field: field.into(),
        problem: Problem::Other { what: what.into() },
    }])
}

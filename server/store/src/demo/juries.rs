//! The jury: twelve people who differ in what they know, how strict they are and how far they have come.

use super::{
    calendar::{DAY, HOUR},
    calls::Call,
    entries::Entry,
    people::{People, address},
    rows::{self, Audit},
};
use crate::{
    Error, Result, Store, Tx,
    entities::{assignments, conflicts, jurors},
    jury,
};
use domain::{
    Language::{self, De, En, Fr, Nl, Rw},
    jury::{CONDUCT_VERSION, Outcome, Redistribution},
    vocabulary::Sector::{self, *},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

/// A juror as the demo invents them.
pub(super) struct Temper {
    pub name: &'static str,
    /// What stands behind the @.
    at: &'static str,
    employer: &'static str,
    /// The first is their own.
    pub languages: &'static [Language],
    sectors: &'static [Sector],
    /// Points above (generous) or below (strict) the jury.
    pub severity: f64,
    /// Standard deviation of what they alone see in a proposal, in points.
    pub noise: f64,
    /// Share of reviews that have come in, in the jury that is at work. 0: nothing was ever heard.
    pub done: f64,
    /// Sat on the jury of the year before.
    before: bool,
}

impl Temper {
    /// Their address.
    pub fn email(&self) -> String {
        address(self.name, self.at)
    }
}

/// Signed in as `juror`: some reviews in, some begun, some to do.
pub(super) const AT_WORK: usize = 3;
/// Signed in as `silent-juror`: has not even declared conflicts.
pub(super) const SILENT: usize = 8;
/// Declares a conflict after having begun to write.
const LATE: usize = 10;

/// The jury. Severities add up to about nought.
#[rustfmt::skip]
pub(super) const JURORS: [Temper; 12] = [
    Temper { name: "Alphonsine Mukeshimana", at: "rab.example.org", employer: "Agriculture Board", languages: &[Rw, En, Fr], sectors: &[Agriculture, AgriProcessing], severity: 0.15, noise: 0.45, done: 1.0, before: true },
    Temper { name: "Pieter De Backer", at: "vlaamsbrabant.example.org", employer: "Province of Flemish Brabant", languages: &[Nl, En, Fr], sectors: &[Energy, Construction], severity: -0.7, noise: 0.4, done: 0.95, before: true },
    Temper { name: "Innocent Gasana", at: "energy.example.org", employer: "Energy utility", languages: &[En, Rw], sectors: &[Energy, Manufacturing], severity: 0.2, noise: 0.5, done: 0.9, before: true },
    Temper { name: "Marie-Josée Ingabire", at: "mineduc.example.org", employer: "Ministry of Education", languages: &[Fr, Rw, En], sectors: &[Digital, Manufacturing, Construction], severity: 0.55, noise: 0.45, done: 0.6, before: true },
    Temper { name: "Katharina Vogel", at: "handwerk.example.org", employer: "Chamber of Crafts, Cologne", languages: &[De, En], sectors: &[Construction, Manufacturing, Energy], severity: -0.3, noise: 0.4, done: 0.0, before: false },
    Temper { name: "Théogène Nsengimana", at: "huye.example.org", employer: "IPRC Huye", languages: &[Fr, En, Rw], sectors: &[Health, Water], severity: 0.0, noise: 0.5, done: 0.9, before: true },
    Temper { name: "Solange Umutoni", at: "water.example.org", employer: "Water company, Kigali", languages: &[En, Rw, Fr], sectors: &[Water, Environment, Health], severity: 0.35, noise: 0.45, done: 0.85, before: true },
    Temper { name: "Luc Vanderlinden", at: "bank.example.org", employer: "Cooperative bank, Leuven", languages: &[Nl, Fr, En], sectors: &[Tourism, AgriProcessing, Digital], severity: -0.25, noise: 0.4, done: 1.0, before: true },
    Temper { name: "Aimable Rutagengwa", at: "rbc.example.org", employer: "Biomedical Centre", languages: &[En, Rw], sectors: &[Health], severity: 0.1, noise: 0.5, done: 0.0, before: false },
    Temper { name: "Chantal Nyiransabimana", at: "coop.example.org", employer: "Federation of Women's Cooperatives", languages: &[Rw, Fr], sectors: &[Agriculture, Manufacturing, Tourism], severity: 0.6, noise: 0.95, done: 0.8, before: false },
    Temper { name: "Samuel Kabera", at: "nyungwe.example.org", employer: "Nyungwe Conservation Trust", languages: &[En, Fr], sectors: &[Environment, Tourism, Water], severity: -0.15, noise: 0.45, done: 0.75, before: true },
    Temper { name: "Anita Weber", at: "impact.example.org", employer: "Social impact fund, Berlin", languages: &[De, En, Fr], sectors: &[Digital, AgriProcessing, Agriculture], severity: -0.55, noise: 0.4, done: 0.95, before: false },
];

/// A juror of one competition.
pub(super) struct Seat {
    pub id: Uuid,
    pub account: Uuid,
    pub temper: &'static Temper,
}

/// Who judges, in the order of their invitations.
pub(super) struct Jury {
    pub seats: Vec<Seat>,
}

impl Jury {
    /// Invites the jury of a call: everybody to the one at work, those who sat `before` to the other.
    pub async fn invite(
        tx: &Tx,
        call: &Call,
        people: &People,
        before: bool,
        capacity: i32,
    ) -> Result<Self> {
        let mut audit = Audit::of(call.row.id);
        let organiser = people.at(super::people::ORGANISER).id;
        let mut seats = Vec::new();
        let mut rows = Vec::new();
        for (number, temper) in (0..).zip(&JURORS).filter(|(_, own)| own.before || !before) {
            let person = people.at(&temper.email());
            let id = Uuid::now_v7();
            let invited = call.row.closes_at - 8 * DAY + number * 7 * 60_000;
            let accepted = invited + (number * 5 % 11 + 3) * HOUR;
            let declared = (number as usize != SILENT)
                .then(|| call.row.closes_at + 5 * DAY + (number * 7 % 13) * HOUR);
            let sectors: Vec<&str> = temper.sectors.iter().map(|sector| sector.key()).collect();
            rows.push(jurors::Model {
                id,
                competition_id: call.row.id,
                account_id: Some(person.id),
                email: person.email.clone(),
                name: person.name.clone(),
                employer: temper.employer.to_owned(),
                languages: serde_json::to_string(temper.languages)?,
                sectors: serde_json::to_string(&sectors)?,
                capacity,
                state: domain::jury::JurorState::Active.key().to_owned(),
                token_hash: None,
                conflicts_declared_at: declared,
                reminded_at: None,
                created_at: invited,
                version: 2,
            });
            audit.note(organiser, "juror.invited", id, &json!({}), invited);
            let detail = json!({ "conduct": CONDUCT_VERSION });
            audit.note(person.id, "juror.accepted", id, &detail, accepted);
            seats.push(Seat {
                id,
                account: person.id,
                temper,
            });
        }
        rows::insert(tx, rows).await?;
        audit.write(tx).await?;
        Ok(Self { seats })
    }
}

/// What two jurors declare before anything is assigned: juror, team, reason.
const CONFLICTS: [(usize, &str, &str); 2] = [
    (
        5,
        "Ikawa n'Ibihumyo",
        "Two of the team's students are in my class at IPRC Huye.",
    ),
    (7, "Jonge Imkers", "De trainer is een neef van mijn vrouw."),
];

/// Writes the conflicts that are declared in time.
pub(super) async fn declare(tx: &Tx, call: &Call, jury: &Jury, entries: &[Entry]) -> Result<()> {
    let mut audit = Audit::of(call.row.id);
    let mut rows = Vec::new();
    for (juror, team, reason) in CONFLICTS {
        let seat = &jury.seats[juror];
        let Some(entry) = entries.iter().find(|entry| entry.idea.team == team) else {
            continue;
        };
        let at = call.row.closes_at + 5 * DAY + 9 * HOUR;
        rows.push(conflicts::Model {
            juror_id: seat.id,
            proposal_id: entry.proposal,
            reason: reason.to_owned(),
            declared_by: Some(seat.account),
            declared_at: at,
        });
        let detail =
            json!({ "juror": seat.id, "assignment_removed": false, "review_sealed": false });
        audit.note(
            seat.account,
            "conflict.declared",
            entry.proposal,
            &detail,
            at,
        );
    }
    rows::insert(tx, rows).await?;
    audit.write(tx).await
}

/// Gives the eligible proposals to the jury as an organiser would, and returns who has what: by juror (in the
/// order of invitations), then by number.
pub(super) async fn assign(
    store: &Store,
    call: &Call,
    people: &People,
    jury: &Jury,
    entries: &[Entry],
) -> Result<Vec<assignments::Model>> {
    const SEED: u64 = 2_026;
    let organiser = people.at(super::people::ORGANISER).actor();
    let at = call.row.jury_opens_at - DAY;
    let slug = &call.row.slug;
    let none = Redistribution::default();
    let proposed = jury::propose_assignment(store, &organiser, slug, SEED, &none, at).await?;
    let Outcome::Ready(preview) = proposed.outcome else {
        return Err(Error::fault(format!("{slug}: {:?}", proposed.outcome)));
    };
    jury::apply_assignment(store, &organiser, slug, SEED, &preview.basis, &none, at).await?;
    let mut rows = assignments::Entity::find()
        .filter(assignments::Column::RoundId.eq(call.round))
        .all(store.read())
        .await?;
    let place = |row: &assignments::Model| {
        let juror = jury.seats.iter().position(|seat| seat.id == row.juror_id);
        let number = entries
            .iter()
            .find(|entry| entry.proposal == row.proposal_id)
            .map(|entry| entry.number);
        (juror, number)
    };
    rows.sort_by_cached_key(place);
    Ok(rows)
}

/// A juror finds a conflict in the middle of a draft: the draft is sealed and the proposal lacks a reader.
pub(super) async fn withdraw_one(
    store: &Store,
    people: &People,
    jury: &Jury,
    drafts: &[assignments::Model],
    now: i64,
) -> Result<()> {
    let seat = &jury.seats[LATE];
    let Some(draft) = drafts.iter().find(|row| row.juror_id == seat.id) else {
        return Err(Error::fault("the demo's late conflict has no draft"));
    };
    let actor = people.at(&seat.temper.email()).actor();
    let reason = "Since this week I advise the cooperative that this team works with.";
    jury::declare_conflict(
        store,
        &actor,
        draft.proposal_id.into(),
        reason,
        now - 2 * HOUR,
    )
    .await
}

//! The demo's three competitions, founded and opened as organisers do it, at their own times.

use super::{
    calendar::{DAY, HOUR, ZONE, hour_of},
    needs,
    people::{AUDITOR, OPERATOR, ORGANISER, People, SECOND_ORGANISER},
    rows::{self, Audit},
};
use crate::{
    Result, Store,
    competitions::{self as calls, AUDITOR as AUDITS, ORGANISER as ORGANISES, colleges_of},
    entities::{competition_roles, competitions},
    proposals,
};
use domain::{
    Actor, CompetitionId, Language, Localised,
    competitions::{College, CompetitionDraft, Criterion},
    jury::{OthersVisibility, TeamVisibility},
    proposals::{Choices, Consent},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// When a competition takes place, in days from the moment of loading.
pub(super) struct Plan {
    year: u32,
    founded: i64,
    opened: i64,
    opens: i64,
    closes: i64,
    jury_opens: i64,
    jury_closes: i64,
    publishes: i64,
}

/// Published last year.
pub(super) const LAST: Plan = Plan {
    year: 2025,
    founded: -440,
    opened: -422,
    opens: -420,
    closes: -388,
    jury_opens: -377,
    jury_closes: -356,
    publishes: -345,
};
/// With the jury.
pub(super) const THIS: Plan = Plan {
    year: 2026,
    founded: -80,
    opened: -64,
    opens: -62,
    closes: -25,
    jury_opens: -13,
    jury_closes: 8,
    publishes: 19,
};
/// Open for proposals.
pub(super) const NEXT: Plan = Plan {
    year: 2027,
    founded: -24,
    opened: -12,
    opens: -10,
    closes: 34,
    jury_opens: 48,
    jury_closes: 69,
    publishes: 82,
};

impl Plan {
    /// Part of the address.
    pub fn slug(&self) -> String {
        format!("pilot-{}", self.year)
    }

    fn name(&self) -> Localised {
        let year = self.year;
        localised([
            format!("Pilot projects {year}"),
            format!("Projets pilotes {year}"),
            format!("Proefprojecten {year}"),
            format!("Pilotprojekte {year}"),
            format!("Imishinga y'icyitegererezo {year}"),
        ])
    }
}

fn summary() -> Localised {
    localised([
        "Trainers of the Rwandan diaspora and the students and professors they trained propose pilot projects that answer a need mapped at one of the eight colleges. The ten best get support.",
        "Des formatrices et formateurs de la diaspora rwandaise, avec les étudiants et professeurs qu'ils ont formés, proposent des projets pilotes qui répondent à un besoin recensé dans l'un des huit collèges. Les dix meilleurs sont soutenus.",
        "Trainers uit de Rwandese diaspora en de studenten en docenten die zij opleidden, stellen proefprojecten voor die een in kaart gebrachte nood bij een van de acht colleges beantwoorden. De tien beste krijgen steun.",
        "Ausbildende der ruandischen Diaspora und die Studierenden und Lehrkräfte, die sie geschult haben, schlagen Pilotprojekte für einen erfassten Bedarf an einem der acht Colleges vor. Die zehn besten werden gefördert.",
        "Abatoza b'Abanyarwanda baba mu mahanga hamwe n'abanyeshuri n'abarimu bahuguye batanga imishinga y'icyitegererezo isubiza ikibazo cyagaragajwe muri rimwe mu mashuri umunani. Icumi ya mbere iraterwa inkunga.",
    ].map(str::to_owned))
}

/// In the order of `Language::ALL`.
fn localised(texts: [String; 5]) -> Localised {
    Localised(Language::ALL.into_iter().zip(texts).collect())
}

/// An opened competition, with what its proposals refer to.
pub(super) struct Call {
    pub row: competitions::Model,
    pub round: Uuid,
    pub rubric: Vec<Criterion>,
    pub colleges: Vec<College>,
    /// Ids by the keys of `needs.json`.
    pub needs: BTreeMap<String, Uuid>,
    pub choices: Choices,
}

/// Founds a competition, maps its needs, names its people, and opens it.
pub(super) async fn open(store: &Store, people: &People, plan: &Plan, now: i64) -> Result<Call> {
    let slug = plan.slug();
    let operator = people.at(OPERATOR).actor();
    let founded_at = now + plan.founded * DAY;
    calls::create(
        store,
        &operator,
        &draft(plan, now),
        Language::En,
        founded_at,
    )
    .await?;
    let founded = calls::by_slug(store.read(), &operator, &slug, founded_at);
    let id = founded.await?.0.id;
    let colleges = colleges_of(store.read(), CompetitionId(id)).await?;
    let needs = set_up(store, people, plan, id, &colleges, founded_at).await?;
    let organiser = people.at(ORGANISER).actor();
    let opened_at = now + plan.opened * DAY + 9 * HOUR;
    calls::open(store, &organiser, &slug, 1, opened_at).await?;
    let (row, _) = calls::by_slug(store.read(), &Actor::VISITOR, &slug, opened_at).await?;
    let (round, rubric) = calls::load_rubric(store.read(), CompetitionId(id)).await?;
    Ok(Call {
        row,
        round: round.0,
        rubric,
        colleges,
        needs,
        choices: proposals::choices(store.read(), CompetitionId(id)).await?,
    })
}

fn draft(plan: &Plan, now: i64) -> CompetitionDraft {
    let at = |days, hour| hour_of(now, days, hour);
    CompetitionDraft {
        slug: plan.slug(),
        name: plan.name().get(Language::En).to_owned(),
        summary: summary().get(Language::En).to_owned(),
        zone: ZONE.to_owned(),
        seats: "10".to_owned(),
        reviews_per_proposal: "4".to_owned(),
        opens_at: at(plan.opens, 8),
        closes_at: at(plan.closes, 17),
        grace_minutes: "30".to_owned(),
        jury_opens_at: at(plan.jury_opens, 8),
        jury_closes_at: at(plan.jury_closes, 20),
        publishes_at: at(plan.publishes, 12),
        consent: Consent::Lead.key().to_owned(),
        team_visibility: TeamVisibility::Shown.key().to_owned(),
        others_visibility: OthersVisibility::Never.key().to_owned(),
        ..CompetitionDraft::default()
    }
}

/// The operator hands over to two organisers and an auditor; texts come in all languages; needs are mapped.
async fn set_up(
    store: &Store,
    people: &People,
    plan: &Plan,
    id: Uuid,
    colleges: &[College],
    founded_at: i64,
) -> Result<BTreeMap<String, Uuid>> {
    let tx = store.begin().await?;
    let operator = people.at(OPERATOR);
    competition_roles::Entity::delete_many()
        .filter(competition_roles::Column::CompetitionId.eq(id))
        .filter(competition_roles::Column::AccountId.eq(operator.id))
        .exec(&*tx)
        .await?;
    let mut audit = Audit::of(id);
    let mut roles = Vec::new();
    for (email, role) in [
        (ORGANISER, ORGANISES),
        (SECOND_ORGANISER, ORGANISES),
        (AUDITOR, AUDITS),
    ] {
        let person = people.at(email).id;
        let at = founded_at + HOUR;
        roles.push(competition_roles::Model {
            competition_id: id,
            account_id: person,
            role: role.to_owned(),
            created_at: at,
        });
        let detail = json!({ "role": role });
        audit.note(operator.id, "competition.role_given", person, &detail, at);
    }
    rows::insert(&tx, roles).await?;
    competitions::Entity::update_many()
        .col_expr(
            competitions::Column::Name,
            Expr::value(serde_json::to_string(&plan.name())?),
        )
        .col_expr(
            competitions::Column::Summary,
            Expr::value(serde_json::to_string(&summary())?),
        )
        .filter(competitions::Column::Id.eq(id))
        .exec(&*tx)
        .await?;
    let (needs, ids) = needs::rows(id, colleges)?;
    let organiser = people.at(ORGANISER).id;
    for (number, need) in (1..).zip(&needs) {
        let detail = json!({ "sector": need.sector, "new": true });
        let at = founded_at + DAY + number * HOUR;
        audit.note(organiser, "competition.need_saved", need.id, &detail, at);
    }
    rows::insert(&tx, needs).await?;
    audit.write(&tx).await?;
    tx.commit().await?;
    Ok(ids)
}

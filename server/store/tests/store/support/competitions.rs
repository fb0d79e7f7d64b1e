//! Competitions with two colleges, two needs, one round and two criteria, in any phase at `NOW`.

use super::{DAY, Fixture, HOUR, NOW, english, id, insert, sentence};
use domain::{
    Actor, CollegeId, CompetitionId, CriterionId, NeedId, RoundId,
    jury::{BlindRules, OthersVisibility, TeamVisibility},
    policy::Phase,
    proposals::{Consent, FormDefinition},
};
use sea_orm::EntityTrait;
use store::{
    Store,
    entities::{colleges, competition_roles, competitions, criteria, needs, rounds},
};
use uuid::Uuid;

/// A competition and what it consists of.
#[derive(Clone)]
pub struct Competition {
    /// Its id.
    pub id: CompetitionId,
    /// Stands in addresses.
    pub slug: String,
    /// Huye (southern) and Musanze (northern).
    pub colleges: Vec<CollegeId>,
    /// One of Huye (energy), one of all colleges (water).
    pub needs: Vec<NeedId>,
    /// Its round.
    pub round: RoundId,
    /// Two of equal weight, 0 to 10 points.
    pub criteria: Vec<CriterionId>,
}

impl Competition {
    /// What stands in the database now.
    pub async fn row(&self, store: &Store) -> competitions::Model {
        competitions::Entity::find_by_id(self.id.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap()
    }
}

/// Says what the competition is like; awaiting it inserts it.
pub struct CompetitionBuilder<'a> {
    fixture: &'a Fixture,
    phase: Phase,
    seats: i32,
    reviews: i32,
    weights: Vec<i32>,
    second_weights: Vec<i32>,
    form: FormDefinition,
    consent: Consent,
    blind: BlindRules,
    second_blind: Option<BlindRules>,
}
sentence!(CompetitionBuilder => Competition);

impl Fixture {
    /// A competition in the open phase with ten seats and three reviews a proposal.
    pub fn competition(&self) -> CompetitionBuilder<'_> {
        CompetitionBuilder {
            fixture: self,
            phase: Phase::Open,
            seats: 10,
            reviews: 3,
            weights: vec![1, 1],
            second_weights: Vec::new(),
            form: FormDefinition::default(),
            consent: Consent::Lead,
            blind: BlindRules::default(),
            second_blind: None,
        }
    }

    /// A confirmed person who organises the competition.
    pub async fn organiser(&self, competition: &Competition, name: &str) -> Actor {
        self.with_role(competition, name, "organiser").await
    }

    /// A confirmed person who audits the competition.
    pub async fn auditor(&self, competition: &Competition, name: &str) -> Actor {
        self.with_role(competition, name, "auditor").await
    }

    async fn with_role(&self, competition: &Competition, name: &str, role: &str) -> Actor {
        let actor = self.person(name).await;
        self.role(competition, &actor, role).await;
        actor
    }

    /// Gives somebody who is there already a role: `organiser` or `auditor`.
    pub async fn role(&self, competition: &Competition, actor: &Actor, role: &str) {
        insert(
            &self.store,
            competition_roles::Model {
                competition_id: competition.id.0,
                account_id: actor.id().unwrap().0,
                role: role.to_owned(),
                created_at: NOW - DAY,
            },
        )
        .await;
    }
}

impl CompetitionBuilder<'_> {
    /// The phase that the competition is in at `NOW`. A published one has a published, empty selection.
    pub fn in_phase(mut self, phase: Phase) -> Self {
        self.phase = phase;
        self
    }

    /// Every member confirms what is submitted.
    pub fn confirmed_by_members(mut self) -> Self {
        self.consent = Consent::Members;
        self
    }

    /// Jurors do not learn whose a proposal is.
    pub fn teams_hidden(mut self) -> Self {
        self.blind.teams = TeamVisibility::Hidden;
        self
    }

    /// What jurors see in second looks.
    pub fn second_blind(mut self, rules: BlindRules) -> Self {
        self.second_blind = Some(rules);
        self
    }

    /// When jurors see each other's reviews.
    pub fn others(mut self, rule: OthersVisibility) -> Self {
        self.blind.others = rule;
        self
    }

    /// How many are selected.
    pub fn seats(mut self, seats: i32) -> Self {
        self.seats = seats;
        self
    }

    /// How many reviews each proposal gets.
    pub fn reviews_per_proposal(mut self, reviews: i32) -> Self {
        self.reviews = reviews;
        self
    }

    /// A criterion for each weight, instead of two of equal weight.
    pub fn weights(mut self, weights: &[i32]) -> Self {
        self.weights = weights.to_vec();
        self
    }

    /// A criterion of second looks, of 0 to 4 points, for each weight: `s1`, `s2`.
    pub fn second_weights(mut self, weights: &[i32]) -> Self {
        self.second_weights = weights.to_vec();
        self
    }

    /// The form that teams answer.
    pub fn form(mut self, form: FormDefinition) -> Self {
        self.form = form;
        self
    }

    async fn insert(self) -> Competition {
        let store = &self.fixture.store;
        let competition = id();
        let slug = format!("pilots-{}", &competition.simple().to_string()[20..]);
        let row = self.row(competition, &slug);
        let round = rounds::Model {
            id: id(),
            competition_id: competition,
            position: 1,
            opens_at: row.jury_opens_at,
            closes_at: row.jury_closes_at,
            rubric_locked_at: None,
            team_visibility: self.blind.teams.key().to_owned(),
            others_visibility: self.blind.others.key().to_owned(),
            second_rubric: false,
            panels: "[]".into(),
            panels_version: 0,
        };
        insert(store, row).await;
        let (colleges, needs) = places(store, competition).await;
        insert(store, round.clone()).await;
        let criteria = rubric(store, &round, &self.weights, false).await;
        rubric(store, &round, &self.second_weights, true).await;
        let made = Competition {
            id: CompetitionId(competition),
            slug,
            colleges,
            needs,
            round: RoundId(round.id),
            criteria,
        };
        if self.phase == Phase::Published {
            self.fixture.published(&made).await;
        }
        made
    }

    fn row(&self, id: Uuid, slug: &str) -> competitions::Model {
        let phase = self.phase;
        let frozen = phase != Phase::Draft;
        // How long before NOW the call opened; all later instants follow from it.
        let opened = match phase {
            Phase::Draft | Phase::Announced => -DAY,
            Phase::Open => DAY,
            Phase::Grace => 30 * DAY + 10 * 60_000,
            Phase::Screening => 32 * DAY,
            Phase::Jury => 45 * DAY,
            Phase::Selection | Phase::Published | Phase::Archived => 65 * DAY,
        };
        let opens_at = NOW - opened;
        let rules = frozen.then(|| format!("{{\"format\":1,\"slug\":\"{slug}\"}}"));
        competitions::Model {
            id,
            slug: slug.to_owned(),
            name: english("Pilot projects"),
            summary: english("Ten pilot projects that answer a need"),
            zone: "Africa/Kigali".to_owned(),
            state: match phase {
                Phase::Draft => "draft",
                Phase::Archived => "archived",
                _ => "open",
            }
            .to_owned(),
            seats: self.seats,
            reviews_per_proposal: self.reviews,
            opens_at,
            closes_at: opens_at + 30 * DAY,
            grace_minutes: 30,
            jury_opens_at: opens_at + 40 * DAY,
            jury_closes_at: opens_at + 60 * DAY,
            publishes_at: opens_at + 70 * DAY,
            consent: self.consent.key().to_owned(),
            second_blind: self
                .second_blind
                .map(|own| serde_json::to_string(&own).unwrap()),
            form: serde_json::to_string(&self.form).unwrap(),
            rules_hash: rules.as_deref().map(domain::competitions::fingerprint),
            rules_text: rules,
            opened_at: frozen.then_some(opens_at - HOUR),
            jury_named_at: None,
            created_at: opens_at - 10 * DAY,
            version: 1,
        }
    }
}

async fn places(store: &Store, competition: Uuid) -> (Vec<CollegeId>, Vec<NeedId>) {
    let colleges = [
        ("huye", "IPRC Huye", "Huye", "southern", -2.6, 29.74),
        (
            "musanze",
            "IPRC Musanze",
            "Musanze",
            "northern",
            -1.5,
            29.63,
        ),
    ];
    let mut college_ids = Vec::new();
    for (position, (code, name, district, province, latitude, longitude)) in (1..).zip(colleges) {
        let row = colleges::Model {
            id: id(),
            competition_id: competition,
            code: code.to_owned(),
            name: name.to_owned(),
            district: district.to_owned(),
            province: province.to_owned(),
            latitude,
            longitude,
            position,
        };
        college_ids.push(CollegeId(row.id));
        insert(store, row).await;
    }
    let needs = [
        (Some(college_ids[0].0), "energy", "Power for workshops"),
        (None, "water", "Clean water at schools"),
    ];
    let mut need_ids = Vec::new();
    for (position, (college_id, sector, title)) in (1..).zip(needs) {
        let row = needs::Model {
            id: id(),
            competition_id: competition,
            college_id,
            sector: sector.to_owned(),
            title: english(title),
            description: english("Named by the district and the college"),
            priority: position,
            position,
            version: 1,
        };
        need_ids.push(NeedId(row.id));
        insert(store, row).await;
    }
    (college_ids, need_ids)
}

async fn rubric(
    store: &Store,
    round: &rounds::Model,
    weights: &[i32],
    second_look: bool,
) -> Vec<CriterionId> {
    let mut ids = Vec::new();
    let (letter, max) = if second_look { ('s', 4) } else { ('c', 10) };
    for (position, weight) in (1..).zip(weights) {
        let row = criteria::Model {
            id: id(),
            competition_id: round.competition_id,
            round_id: round.id,
            code: format!("{letter}{position}"),
            name: english(&format!("Criterion {position}")),
            description: english("What to look at"),
            weight: *weight,
            min: 0,
            max,
            units_per_point: 1,
            anchors: "[]".to_owned(),
            cannot_judge: true,
            second_look,
            position,
        };
        ids.push(CriterionId(row.id));
        insert(store, row).await;
    }
    ids
}

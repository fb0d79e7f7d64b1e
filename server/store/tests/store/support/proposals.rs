//! Proposals in any state of writing and screening.

use super::{Competition, DAY, Fixture, NOW, Team, id, insert, sentence};
use domain::{
    NeedId, ProposalId, competitions::fingerprint, policy::ProposalState, proposals::Submitted,
    screening::stored_sketch,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use store::{
    Store,
    entities::{proposal_sections, proposals, revisions, section_versions, teams},
};

/// A proposal.
#[derive(Clone)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Unique in the competition.
    pub number: i32,
    /// Whose it is.
    pub team: Team,
}

impl Proposal {
    /// What stands in the database now.
    pub async fn row(&self, store: &Store) -> proposals::Model {
        proposals::Entity::find_by_id(self.id.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap()
    }
}

/// Says what the proposal is like; awaiting it inserts it.
pub struct ProposalBuilder<'a> {
    fixture: &'a Fixture,
    team: Team,
    state: ProposalState,
    screening: &'static str,
    title: Option<String>,
    need: Option<NeedId>,
    sector: &'static str,
    amount: i64,
    sections: Vec<(&'a str, &'a str)>,
    content: &'a str,
    language: &'static str,
    late: bool,
    extended: bool,
    compared: bool,
}
sentence!(ProposalBuilder => Proposal);

impl Fixture {
    /// A draft of the team, titled like it, for the first college and need, over 5,000,000 RWF.
    pub fn proposal<'a>(&'a self, team: &Team) -> ProposalBuilder<'a> {
        ProposalBuilder {
            fixture: self,
            team: team.clone(),
            state: ProposalState::Draft,
            screening: "pending",
            title: None,
            need: None,
            sector: "energy",
            amount: 5_000_000,
            sections: Vec::new(),
            content: "{}",
            language: "en",
            late: false,
            extended: false,
            compared: true,
        }
    }

    /// The eligible proposal of a team of that name, with a lead of that name.
    pub async fn entry(&self, competition: &Competition, name: &str) -> Proposal {
        let team = self.team_of(competition, name).await;
        self.proposal(&team).eligible().await
    }
}

impl<'a> ProposalBuilder<'a> {
    /// Never submitted.
    pub fn draft(mut self) -> Self {
        self.state = ProposalState::Draft;
        self
    }

    /// With one frozen revision, not screened yet.
    pub fn submitted(mut self) -> Self {
        self.state = ProposalState::Submitted;
        self
    }

    /// Submitted and found eligible.
    pub fn eligible(self) -> Self {
        self.submitted().screened("eligible")
    }

    /// Submitted and returned for correction.
    pub fn returned(self) -> Self {
        self.submitted().screened("returned")
    }

    /// Submitted and found not eligible.
    pub fn ineligible(self) -> Self {
        self.submitted().screened("ineligible")
    }

    /// Submitted, then taken back.
    pub fn withdrawn(mut self) -> Self {
        self.state = ProposalState::Withdrawn;
        self
    }

    /// Titled so, instead of like the team.
    pub fn titled(mut self, title: &str) -> Self {
        self.title = Some(title.to_owned());
        self
    }

    /// Answers this need, instead of the first.
    pub fn for_need(mut self, need: NeedId) -> Self {
        self.need = Some(need);
        self
    }

    /// In the sector of this key, instead of `energy`.
    pub fn sector(mut self, key: &'static str) -> Self {
        self.sector = key;
        self
    }

    /// Asks for this many RWF.
    pub fn amount(mut self, francs: i64) -> Self {
        self.amount = francs;
        self
    }

    /// With a section saved once: its key and its answers as JSON.
    pub fn section(mut self, key: &'a str, answers: &'a str) -> Self {
        self.sections.push((key, answers));
        self
    }

    /// What the frozen revision says, as JSON.
    pub fn content(mut self, content: &'a str) -> Self {
        self.content = content;
        self
    }

    /// Written in the language of this code, instead of English.
    pub fn language(mut self, code: &'static str) -> Self {
        self.language = code;
        self
    }

    /// Submitted in the grace.
    pub fn late(mut self) -> Self {
        self.late = true;
        self
    }

    /// Submitted in time that only it had.
    pub fn extended(mut self) -> Self {
        self.extended = true;
        self
    }

    /// Submitted before texts were compared.
    pub fn without_sketch(mut self) -> Self {
        self.compared = false;
        self
    }

    fn screened(mut self, outcome: &'static str) -> Self {
        self.screening = outcome;
        self
    }

    async fn insert(self) -> Proposal {
        let store = &self.fixture.store;
        let competition = &self.team.competition;
        let before = proposals::Entity::find()
            .filter(proposals::Column::CompetitionId.eq(competition.id.0))
            .count(store.read())
            .await
            .unwrap();
        let team = teams::Entity::find_by_id(self.team.id.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        let proposal = id();
        let number = i32::try_from(before).unwrap() + 1;
        let submitted_at = (self.state != ProposalState::Draft).then_some(NOW - DAY / 2);
        insert(
            store,
            proposals::Model {
                id: proposal,
                competition_id: competition.id.0,
                team_id: team.id,
                number,
                title: self.title.unwrap_or(team.name),
                language: self.language.to_owned(),
                state: self.state.key().to_owned(),
                screening: self.screening.to_owned(),
                correct_until: None,
                told_at: None,
                need_id: Some(self.need.unwrap_or(competition.needs[0]).0),
                college_id: Some(competition.colleges[0].0),
                sector: Some(self.sector.to_owned()),
                target_groups: r#"["youth"]"#.to_owned(),
                amount_minor: self.amount,
                currency: "RWF".to_owned(),
                submitted_at,
                extended_until: None,
                reviews_assigned: 0,
                reviews_received: 0,
                reviews_wanted: None,
                created_at: NOW - DAY,
                updated_at: NOW - DAY / 2,
                version: 1,
            },
        )
        .await;
        for (key, answers) in self.sections {
            insert(
                store,
                proposal_sections::Model {
                    proposal_id: proposal,
                    key: key.to_owned(),
                    answers: answers.to_owned(),
                    version: 1,
                    updated_at: NOW - DAY,
                    updated_by: None,
                },
            )
            .await;
            insert(
                store,
                section_versions::Model {
                    proposal_id: proposal,
                    key: key.to_owned(),
                    version: 1,
                    answers: answers.to_owned(),
                    updated_at: NOW - DAY,
                    updated_by: None,
                },
            )
            .await;
        }
        if let Some(submitted_at) = submitted_at {
            insert(
                store,
                revisions::Model {
                    id: id(),
                    proposal_id: proposal,
                    number: 1,
                    content: self.content.to_owned(),
                    fingerprint: fingerprint(self.content),
                    submitted_at,
                    submitted_by: None,
                    late: self.late,
                    extended: self.extended,
                    sketch: self.compared.then(|| {
                        let text = Submitted::parse(self.content).unwrap_or_default();
                        stored_sketch(&text.answers)
                    }),
                },
            )
            .await;
        }
        Proposal {
            id: ProposalId(proposal),
            number,
            team: self.team,
        }
    }
}

//! Investors and their interests.

use super::{Competition, DAY, Fixture, HOUR, NOW, Proposal, id, insert, sentence};
use domain::{Actor, InterestId, InvestorId};
use store::entities::{interests, investors};

/// An investor.
#[derive(Clone)]
pub struct Investor {
    /// Its id.
    pub id: InvestorId,
    /// The person.
    pub actor: Actor,
}

/// Says what the investor is like; awaiting it inserts the investor and the person.
pub struct InvestorBuilder<'a> {
    fixture: &'a Fixture,
    competition: Competition,
    name: &'a str,
    state: &'static str,
}
sentence!(InvestorBuilder => Investor);

impl Fixture {
    /// A verified investor.
    pub fn investor<'a>(&'a self, competition: &Competition, name: &'a str) -> InvestorBuilder<'a> {
        InvestorBuilder {
            fixture: self,
            competition: competition.clone(),
            name,
            state: "verified",
        }
    }

    /// An open interest of 2,000 EUR as a grant.
    pub async fn interest(&self, investor: &Investor, proposal: &Proposal) -> InterestId {
        let row = interests::Model {
            id: id(),
            investor_id: investor.id.0,
            proposal_id: proposal.id.0,
            kind: "grant".to_owned(),
            amount_minor: Some(200_000),
            currency: Some("EUR".to_owned()),
            message: "We would like to talk".to_owned(),
            state: "open".to_owned(),
            decided_by: None,
            decided_at: None,
            created_at: NOW - HOUR,
            version: 1,
        };
        let interest = InterestId(row.id);
        insert(&self.store, row).await;
        interest
    }
}

impl InvestorBuilder<'_> {
    /// Waits for an organiser.
    pub fn pending(mut self) -> Self {
        self.state = "pending";
        self
    }

    /// Was refused.
    pub fn refused(mut self) -> Self {
        self.state = "refused";
        self
    }

    async fn insert(self) -> Investor {
        let actor = self.fixture.person(self.name).await;
        let row = investors::Model {
            id: id(),
            competition_id: self.competition.id.0,
            account_id: actor.id().unwrap().0,
            organisation: format!("{} and partners", self.name),
            country: "BE".to_owned(),
            about: "We invest in small workshops".to_owned(),
            state: self.state.to_owned(),
            reason: String::new(),
            decided_by: None,
            decided_at: (self.state != "pending").then_some(NOW - DAY),
            created_at: NOW - 2 * DAY,
            version: 1,
        };
        let investor = InvestorId(row.id);
        insert(&self.fixture.store, row).await;
        Investor {
            id: investor,
            actor,
        }
    }
}

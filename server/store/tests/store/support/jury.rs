//! Jurors, their assignments, conflicts and reviews. Counters of proposals are kept as the application does.

use super::{Competition, DAY, Fixture, HOUR, NOW, Proposal, id, insert, sentence};
use domain::{Actor, AssignmentId, CriterionId, JurorId, ReviewId, RoundId};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};
use store::entities::{assignments, conflicts, jurors, proposals, review_scores, reviews};

/// A juror.
#[derive(Clone)]
pub struct Juror {
    /// Its id.
    pub id: JurorId,
    /// The person.
    pub actor: Actor,
    round: RoundId,
    criteria: Vec<CriterionId>,
}

/// Says what the juror is like; awaiting it inserts the juror and the person.
pub struct JurorBuilder<'a> {
    fixture: &'a Fixture,
    competition: Competition,
    name: &'a str,
    state: &'static str,
    declared: bool,
    employer: &'a str,
    languages: &'a str,
    sectors: &'a str,
    capacity: i32,
}
sentence!(JurorBuilder => Juror);

/// Says what the review is like; awaiting it inserts it, and its assignment if there is none.
pub struct ReviewBuilder<'a> {
    fixture: &'a Fixture,
    juror: Juror,
    proposal: Proposal,
    state: &'static str,
    scores: Vec<Option<i32>>,
    comment: &'a str,
    note: &'a str,
}
sentence!(ReviewBuilder => ReviewId);

impl Fixture {
    /// An active juror who has declared conflicts, speaks English and French, knows energy and water,
    /// and can take ten proposals.
    pub fn juror<'a>(&'a self, competition: &Competition, name: &'a str) -> JurorBuilder<'a> {
        JurorBuilder {
            fixture: self,
            competition: competition.clone(),
            name,
            state: "active",
            declared: true,
            employer: "",
            languages: r#"["en","fr"]"#,
            sectors: r#"["energy","water"]"#,
            capacity: 10,
        }
    }

    /// Gives the proposal to the juror.
    pub async fn assignment(&self, juror: &Juror, proposal: &Proposal) -> AssignmentId {
        let row = assignments::Model {
            id: id(),
            round_id: juror.round.0,
            juror_id: juror.id.0,
            proposal_id: proposal.id.0,
            state: "active".to_owned(),
            reason: "by_hand".to_owned(),
            seed: String::new(),
            created_at: NOW - DAY,
            opened_at: None,
            own_place: None,
            locked_at: None,
        };
        let assignment = AssignmentId(row.id);
        insert(&self.store, row).await;
        self.count(proposal, proposals::Column::ReviewsAssigned)
            .await;
        assignment
    }

    /// The juror may not score the proposal.
    pub async fn conflict(&self, juror: &Juror, proposal: &Proposal, reason: &str) {
        insert(
            &self.store,
            conflicts::Model {
                juror_id: juror.id.0,
                proposal_id: proposal.id.0,
                reason: reason.to_owned(),
                declared_by: juror.actor.id().map(|id| id.0),
                declared_at: NOW - DAY,
            },
        )
        .await;
    }

    /// A submitted review with 5 units for each criterion.
    pub fn review<'a>(&'a self, juror: &Juror, proposal: &Proposal) -> ReviewBuilder<'a> {
        ReviewBuilder {
            fixture: self,
            juror: juror.clone(),
            proposal: proposal.clone(),
            state: "submitted",
            scores: juror.criteria.iter().map(|_| Some(5)).collect(),
            comment: "Clear and doable",
            note: "",
        }
    }

    async fn count(&self, proposal: &Proposal, counter: proposals::Column) {
        proposals::Entity::update_many()
            .col_expr(counter, Expr::col(counter).add(1))
            .filter(proposals::Column::Id.eq(proposal.id.0))
            .exec(self.store.writer())
            .await
            .unwrap();
    }
}

impl<'a> JurorBuilder<'a> {
    /// Invited, has not answered.
    pub fn invited(mut self) -> Self {
        self.state = "invited";
        self.declared = false;
        self
    }

    /// Does not take part any more.
    pub fn withdrawn(mut self) -> Self {
        self.state = "withdrawn";
        self
    }

    /// Active, but has not declared conflicts yet.
    pub fn undeclared(mut self) -> Self {
        self.declared = false;
        self
    }

    /// Works there.
    pub fn employer(mut self, employer: &'a str) -> Self {
        self.employer = employer;
        self
    }

    /// Reads these languages: a JSON list of keys.
    pub fn languages(mut self, keys: &'a str) -> Self {
        self.languages = keys;
        self
    }

    /// Knows these sectors: a JSON list of keys.
    pub fn sectors(mut self, keys: &'a str) -> Self {
        self.sectors = keys;
        self
    }

    /// Can take so many proposals.
    pub fn capacity(mut self, proposals: i32) -> Self {
        self.capacity = proposals;
        self
    }

    async fn insert(self) -> Juror {
        let actor = self.fixture.person(self.name).await;
        let account = actor.account.as_ref().unwrap();
        let row = jurors::Model {
            id: id(),
            competition_id: self.competition.id.0,
            account_id: (self.state != "invited").then_some(account.id.0),
            email: account.email.clone(),
            name: self.name.to_owned(),
            employer: self.employer.to_owned(),
            languages: self.languages.to_owned(),
            sectors: self.sectors.to_owned(),
            capacity: self.capacity,
            state: self.state.to_owned(),
            token_hash: None,
            conflicts_declared_at: self.declared.then_some(NOW - DAY / 4),
            reminded_at: None,
            created_at: NOW - 2 * DAY,
            version: 1,
        };
        let juror = JurorId(row.id);
        insert(&self.fixture.store, row).await;
        Juror {
            id: juror,
            actor,
            round: self.competition.round,
            criteria: self.competition.criteria,
        }
    }
}

impl<'a> ReviewBuilder<'a> {
    /// Saved, not submitted.
    pub fn draft(mut self) -> Self {
        self.state = "draft";
        self
    }

    /// Can never count, because of a conflict.
    pub fn sealed(mut self) -> Self {
        self.state = "sealed";
        self
    }

    /// Units for each criterion, in their order.
    pub fn scores(mut self, units: &[i32]) -> Self {
        self.scores = units.iter().copied().map(Some).collect();
        self
    }

    /// As `scores`, `None` for "cannot judge".
    pub fn judged(mut self, units: &[Option<i32>]) -> Self {
        self.scores = units.to_vec();
        self
    }

    /// What the team reads.
    pub fn comment(mut self, text: &'a str) -> Self {
        self.comment = text;
        self
    }

    /// What only the organisers read.
    pub fn note(mut self, text: &'a str) -> Self {
        self.note = text;
        self
    }

    async fn insert(self) -> ReviewId {
        let fixture = self.fixture;
        let assigned = assignments::Entity::find()
            .filter(assignments::Column::JurorId.eq(self.juror.id.0))
            .filter(assignments::Column::ProposalId.eq(self.proposal.id.0))
            .one(fixture.store.read())
            .await
            .unwrap();
        let assignment = match assigned {
            Some(row) => row.id,
            None => fixture.assignment(&self.juror, &self.proposal).await.0,
        };
        let submitted = self.state == "submitted";
        let row = reviews::Model {
            id: id(),
            assignment_id: assignment,
            round_id: self.juror.round.0,
            juror_id: self.juror.id.0,
            proposal_id: self.proposal.id.0,
            state: self.state.to_owned(),
            comment: self.comment.to_owned(),
            note: self.note.to_owned(),
            submitted_at: submitted.then_some(NOW - HOUR),
            updated_at: NOW - HOUR,
            version: 1,
        };
        let review = ReviewId(row.id);
        insert(&fixture.store, row).await;
        for (criterion, value) in self.juror.criteria.iter().zip(self.scores) {
            insert(
                &fixture.store,
                review_scores::Model {
                    reason: None,
                    review_id: review.0,
                    criterion_id: criterion.0,
                    value,
                },
            )
            .await;
        }
        if submitted {
            fixture
                .count(&self.proposal, proposals::Column::ReviewsReceived)
                .await;
        }
        review
    }
}

//! Proposals: saving, conflicts, history, submission, receipts. Here is what their tests share: a team of
//! two with a draft, and a complete set of answers to the standard form.

mod amendments;
mod comments;
mod consents;
mod drafts;
mod extensions;
mod file_questions;
mod frozen_files;
mod presences;
mod receipts;
mod submissions;

use crate::support::{
    Competition, DAY, Fixture, MINUTE, NOW, Proposal, actions_on, each_database, refusal,
};
use domain::{
    Actor, Error, Language, Problem, ProposalId,
    competitions::fingerprint,
    errors::Stale,
    money::Currency,
    policy::{Denied, Phase, ProposalState},
    proposals::{
        Answer, Answers, Budget, BudgetLine, Entered, Fields, Milestone, Progress, ProposalDetail,
        RoleInTeam, Saved, Submission, standard_form,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::{Value, json};
use store::{
    Store,
    entities::{outbox, proposals as rows, revisions, section_versions},
    proposals,
};

fn fields(pairs: &[(&str, &str)]) -> Fields {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(pair).collect()
}

/// Everything that the standard form asks, section by section.
fn everything(competition: &Competition) -> Vec<(&'static str, Fields)> {
    let need = competition.needs[0].to_string();
    let college = competition.colleges[1].to_string();
    vec![
        (
            "idea",
            fields(&[
                ("title", " Solar kiln for bricks "),
                ("summary", "Bricks without wood.\r\nFor ten villages."),
                ("sector", "energy"),
            ]),
        ),
        (
            "need",
            fields(&[
                ("need", &need),
                ("situation", "Wood is scarce."),
                ("college", &college),
                ("target_groups", "youth"),
                ("target_groups", "women"),
            ]),
        ),
        (
            "solution",
            fields(&[
                ("solution", "Mirrors and a chamber."),
                ("skills", "Welding."),
            ]),
        ),
        (
            "plan",
            fields(&[
                ("milestones.0.date", "2027-09-01"),
                ("milestones.0.what", "Kiln built"),
                ("milestones.1.date", "1.12.2027"),
                ("milestones.1.what", "1,000 bricks"),
                ("jobs", "12"),
            ]),
        ),
        (
            "team",
            fields(&[("roles.0.name", "Ada"), ("roles.0.role", "Leads & welds")]),
        ),
        (
            "budget",
            fields(&[
                ("budget.currency", "EUR"),
                ("budget.0.label", "Mirrors"),
                ("budget.0.quantity", "4"),
                ("budget.0.amount", "1.250,50"),
                ("budget.1.label", "Transport"),
                ("budget.1.amount", "300"),
            ]),
        ),
        ("future", fields(&[("sustainability", "Bricks are sold.")])),
    ]
}

struct Entry {
    lead: Actor,
    editor: Actor,
    competition: Competition,
    proposal: Proposal,
}

/// A draft of Ada's and Ben's team, for the standard form.
async fn entry(fixture: &Fixture, phase: Phase) -> Entry {
    let competition = fixture.competition().in_phase(phase);
    entry_of(fixture, competition.form(standard_form()).await).await
}

async fn entry_of(fixture: &Fixture, competition: Competition) -> Entry {
    let lead = fixture.person("Ada").await;
    let editor = fixture.person("Ben").await;
    let team = fixture
        .team(&competition, "Kiln")
        .lead(&lead)
        .editor(&editor)
        .await;
    let proposal = fixture.proposal(&team).await;
    Entry {
        lead,
        editor,
        competition,
        proposal,
    }
}

impl Entry {
    async fn save(
        &self,
        store: &Store,
        actor: &Actor,
        section: &str,
        version: i64,
        pairs: &[(&str, &str)],
    ) -> store::Result<Saved> {
        let typed = fields(pairs);
        proposals::save_section(
            store,
            actor,
            self.proposal.id,
            section,
            version,
            &typed,
            NOW,
        )
        .await
    }

    async fn complete(&self, store: &Store) {
        let opened = self.competition.row(store).await.opens_at;
        for (section, typed) in everything(&self.competition) {
            let id = self.proposal.id;
            proposals::save_section(store, &self.editor, id, section, 0, &typed, opened)
                .await
                .unwrap();
        }
    }

    async fn detail(&self, store: &Store) -> ProposalDetail {
        detail(store, &self.lead, self.proposal.id).await
    }

    async fn frozen(&self, store: &Store) -> Vec<revisions::Model> {
        revisions::Entity::find()
            .filter(revisions::Column::ProposalId.eq(self.proposal.id.0))
            .order_by_asc(revisions::Column::Number)
            .all(store.read())
            .await
            .unwrap()
    }

    async fn audited(&self, store: &Store) -> Vec<String> {
        actions_on(store, self.proposal.id).await
    }
}

async fn detail(store: &Store, actor: &Actor, id: ProposalId) -> ProposalDetail {
    proposals::detail(store, actor, id, NOW).await.unwrap()
}

async fn mails(store: &Store) -> Vec<(String, Value)> {
    outbox::Entity::find()
        .order_by_asc(outbox::Column::Id)
        .all(store.read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| {
            assert_eq!(row.template, "proposals.received");
            (row.recipient, serde_json::from_str(&row.fields).unwrap())
        })
        .collect()
}

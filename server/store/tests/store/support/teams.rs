//! Teams and their members.

use super::{Competition, DAY, Fixture, NOW, id, insert, sentence};
use domain::{Actor, TeamId, policy::TeamRole};
use store::entities::{team_members, teams};

/// A team.
#[derive(Clone)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// To join by.
    pub code: String,
    /// What it takes part in.
    pub competition: Competition,
}

/// Says who belongs to the team; awaiting it inserts it.
pub struct TeamBuilder<'a> {
    fixture: &'a Fixture,
    competition: Competition,
    name: &'a str,
    members: Vec<(&'a Actor, TeamRole)>,
}
sentence!(TeamBuilder => Team);

impl Fixture {
    /// A team without members.
    pub fn team<'a>(&'a self, competition: &Competition, name: &'a str) -> TeamBuilder<'a> {
        TeamBuilder {
            fixture: self,
            competition: competition.clone(),
            name,
            members: Vec::new(),
        }
    }

    /// A team named like its lead.
    pub async fn team_of(&self, competition: &Competition, name: &str) -> Team {
        let lead = self.person(name).await;
        self.team(competition, name).lead(&lead).await
    }

    /// Makes somebody a member of a team that is there already.
    pub async fn join(&self, team: TeamId, actor: &Actor, role: TeamRole) {
        let kind = match role {
            TeamRole::Lead => "trainer",
            TeamRole::Editor => "professor",
            TeamRole::Reader => "student",
        };
        insert(
            &self.store,
            team_members::Model {
                team_id: team.0,
                account_id: actor.id().unwrap().0,
                kind: kind.to_owned(),
                role: role.key().to_owned(),
                joined_at: NOW - DAY,
            },
        )
        .await;
    }
}

impl<'a> TeamBuilder<'a> {
    /// With this person, who submits and invites.
    pub fn lead(self, actor: &'a Actor) -> Self {
        self.member(actor, TeamRole::Lead)
    }

    /// With this person, who writes.
    pub fn editor(self, actor: &'a Actor) -> Self {
        self.member(actor, TeamRole::Editor)
    }

    /// With this person, who reads.
    pub fn reader(self, actor: &'a Actor) -> Self {
        self.member(actor, TeamRole::Reader)
    }

    fn member(mut self, actor: &'a Actor, role: TeamRole) -> Self {
        self.members.push((actor, role));
        self
    }

    async fn insert(self) -> Team {
        let team = id();
        let code = team.simple().to_string()[24..].to_uppercase();
        insert(
            &self.fixture.store,
            teams::Model {
                id: team,
                competition_id: self.competition.id.0,
                name: self.name.to_owned(),
                code: code.clone(),
                created_at: NOW - DAY,
                version: 1,
            },
        )
        .await;
        for (actor, role) in self.members {
            self.fixture.join(TeamId(team), actor, role).await;
        }
        Team {
            id: TeamId(team),
            code,
            competition: self.competition,
        }
    }
}

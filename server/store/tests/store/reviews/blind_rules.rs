//! Rules of a round: whether its jurors learn whose a proposal is, and when they read each other.

use crate::support::{Competition, Fixture, Juror, NOW, Proposal, denied, each_database, refusal};
use domain::{
    Actor, AssignmentId, ConflictMark, Error,
    jury::{ConflictHint, OthersVisibility, mark_of_team},
    policy::{Denied, Phase},
    proposals::standard_form,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::{Store, deliberations, entities, jury, reviews};

/// What tells whose the proposal is: the team, its lead's name and address, a member, somebody who has a role in it.
const WHOSE: [&str; 5] = [
    "Bees of Huye",
    "Ada Leads",
    "ada.leads@example.org",
    "Bo Member",
    "Cy Carries",
];
const CONTENT: &str = r#"{"answers":{"idea":{"title":{"text":"Solar kiln"},"summary":{"text":"A kiln"}},
    "need":{"college":{"choice":["COLLEGE"]}},
    "team":{"roles":{"team_roles":[{"name":"Cy Carries","role":"Carries the bricks"}]}}}}"#;

struct Scene {
    competition: Competition,
    juror: Juror,
    proposal: Proposal,
    assignment: AssignmentId,
    organiser: Actor,
}

/// A proposal of a team with names, of which the juror kept a draft of a review.
async fn scene(fixture: &Fixture, competition: Competition) -> Scene {
    let juror = fixture.juror(&competition, "Jo").await;
    let organiser = fixture.organiser(&competition, "Olga").await;
    // Another team, whose name comes first but whose proposal comes last.
    let lead = fixture.person("Ada Leads").await;
    let member = fixture.person("Bo Member").await;
    let team = fixture
        .team(&competition, WHOSE[0])
        .lead(&lead)
        .editor(&member);
    let team = team.await;
    let college = competition.colleges[0].to_string();
    let proposal = fixture
        .proposal(&team)
        .titled("Solar kiln")
        .content(&CONTENT.replace("COLLEGE", &college))
        .eligible()
        .await;
    let first = fixture.team_of(&competition, "Ants").await;
    fixture
        .proposal(&first)
        .titled("Anthill")
        .content(CONTENT)
        .eligible()
        .await;
    let assignment = fixture.assignment(&juror, &proposal).await;
    Scene {
        competition,
        juror,
        proposal,
        assignment,
        organiser,
    }
}

/// All that the store tells a juror about the proposals that they score.
async fn told(store: &Store, s: &Scene, now: i64) -> String {
    let (actor, slug, id) = (&s.juror.actor, &s.competition.slug, s.proposal.id);
    let mut told = String::new();
    let sheet = reviews::open_sheet(store, actor, s.assignment, now).await;
    let sheet = sheet.unwrap();
    told += &format!("{sheet:?}");
    told += &serde_json::to_string(&sheet).unwrap();
    told += &format!("{:?}", reviews::my_juries(store, actor, now).await);
    told += &format!("{:?}", reviews::my_queue(store, actor, slug, now).await);
    told += &format!("{:?}", reviews::my_order(store, actor, slug, now).await);
    told += &format!(
        "{:?}",
        reviews::history(store, actor, s.assignment, now).await
    );
    told += &format!(
        "{:?}",
        reviews::others(store, actor, s.assignment, now).await
    );
    told += &format!("{:?}", jury::leaving(store, actor, slug, now).await);
    told += &format!("{:?}", store::files::page(store, actor, id, now).await);
    told += &format!(
        "{:?}",
        deliberations::discussion(store, actor, id, now).await
    );
    let own = deliberations::discussions_of(store, actor, slug, now).await;
    told += &format!("{own:?}");
    let mails = entities::outbox::Entity::find()
        .filter(entities::outbox::Column::Recipient.eq("jo@example.org"))
        .all(store.read())
        .await
        .unwrap();
    told + &format!("{mails:?}")
}

fn named(told: &str) -> Vec<&'static str> {
    WHOSE
        .into_iter()
        .filter(|name| told.contains(name))
        .collect()
}

#[tokio::test]
async fn hidden_team_stands_in_nothing_that_a_juror_is_told_and_organisers_read_it_all() {
    for hidden in [true, false] {
        each_database(async |store| {
            let fixture = Fixture::new(&store);
            let competition = fixture.competition().form(standard_form());
            let competition = match hidden {
                true => competition.teams_hidden(),
                false => competition,
            };
            let s = scene(&fixture, competition.in_phase(Phase::Jury).await).await;
            let shown = if hidden { vec![] } else { vec![WHOSE[4]] };
            fixture.review(&s.juror, &s.proposal).await;
            let during = told(&store, &s, NOW).await;
            assert_eq!(named(&during), shown);
            assert!(during.contains("A kiln") && during.contains("IPRC Huye"));

            let after = s.competition.row(&store).await.jury_closes_at + 1;
            let (slug, chosen) = (&s.competition.slug, [s.proposal.id]);
            deliberations::open(&store, &s.organiser, slug, &chosen, "", after)
                .await
                .unwrap();
            let later = told(&store, &s, after + 1).await;
            assert_eq!(named(&later), shown);
            assert!(later.contains("Discussion {") && later.contains("deliberations.opened"));
            let read = deliberations::discussion(&store, &s.organiser, s.proposal.id, after + 1);
            assert_eq!(named(&format!("{:?}", read.await.unwrap())), [WHOSE[4]]);
        })
        .await;
    }
}

#[tokio::test]
async fn conflicts_with_hidden_teams_are_declared_from_people_and_nothing_leads_to_their_proposals()
{
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().form(standard_form()).teams_hidden();
        let s = scene(&fixture, competition.in_phase(Phase::Jury).await).await;
        let (actor, slug) = (&s.juror.actor, &s.competition.slug);
        let list = jury::conflict_list(&store, actor, slug, NOW).await.unwrap();
        let teams: Vec<_> = list.rows.iter().map(|row| row.team.as_str()).collect();
        assert_eq!(teams, ["Ants", "Bees of Huye"], "by name, not by number");
        assert_eq!(list.rows[1].members, ["Ada Leads", "Bo Member"]);
        assert!(list.rows[1].hints.contains(&ConflictHint::SameDomain));
        let sent = serde_json::to_string(&list).unwrap();
        let (proposal, team) = (s.proposal.id, s.proposal.team.id);
        for leading in [
            "Solar kiln",
            "Anthill",
            "IPRC Huye",
            &proposal.to_string(),
            &team.to_string(),
        ] {
            assert!(!sent.contains(leading), "{leading}");
        }
        assert!(!list.named && !list.more);
        assert!(list.rows.iter().all(|row| row.proposal.is_none()));

        // A proposal that came later is not told from the others.
        let before = NOW - 30 * crate::support::DAY;
        declared_at(&store, &s.juror, before).await;
        let list = jury::conflict_list(&store, actor, slug, NOW).await.unwrap();
        assert!(list.more && list.rows.iter().all(|row| !row.fresh));

        let declare = async |mark| {
            let said = [(mark, "My sister".to_owned())];
            jury::declare(&store, actor, slug, &said, NOW).await
        };
        let by_proposal = declare(ConflictMark(proposal.0)).await;
        assert_eq!(refusal(by_proposal), Error::Missing);
        let by_team = declare(ConflictMark(team.0)).await;
        assert_eq!(refusal(by_team), Error::Missing);
        declare(mark_of_team(team)).await.unwrap();
        let noted = entities::conflicts::Entity::find().one(store.read()).await;
        assert_eq!(noted.unwrap().unwrap().proposal_id, proposal.0);
        let sheet = reviews::open_sheet(&store, actor, s.assignment, NOW).await;
        assert_eq!(denied(sheet), Denied::ConflictOfInterest);
    })
    .await;
}

async fn declared_at(store: &Store, juror: &Juror, at: i64) {
    use sea_orm::sea_query::Expr;
    entities::jurors::Entity::update_many()
        .col_expr(
            entities::jurors::Column::ConflictsDeclaredAt,
            Expr::value(at),
        )
        .filter(entities::jurors::Column::Id.eq(juror.id.0))
        .exec(store.writer())
        .await
        .unwrap();
}

const SAID: &str = "MARKER said to the team";
const NOTED: &str = "MARKER noted in private";
const DRAFTED: &str = "MARKER only drafted";
const SEALED: &str = "MARKER sealed by a conflict";

#[tokio::test]
async fn other_reviews_are_read_when_the_rule_says_so_and_only_those_that_count() {
    use OthersVisibility::{AfterClose, AfterOwn, Never};
    for (rule, readable) in [
        (Never, [false, false, false]),
        (AfterOwn, [false, true, true]),
        (AfterClose, [false, false, true]),
    ] {
        each_database(async |store| {
            let fixture = Fixture::new(&store);
            let competition = fixture.competition().in_phase(Phase::Jury).others(rule);
            let s = scene(&fixture, competition.await).await;
            let other = async |name: &str| fixture.juror(&s.competition, name).await;
            let counted = fixture.review(&other("Ju Hidden").await, &s.proposal).await;
            said(&store, counted).await;
            let drafting = other("Ja").await;
            let draft = fixture.review(&drafting, &s.proposal);
            draft.draft().comment(DRAFTED).await;
            let sealed = fixture.review(&other("Je").await, &s.proposal);
            sealed.sealed().comment(SEALED).await;
            let apart = other("Ji").await;
            let conflicted = fixture.review(&apart, &s.proposal);
            conflicted.comment(SEALED).await;
            fixture.conflict(&apart, &s.proposal, "My cousin").await;
            let own = fixture.review(&s.juror, &s.proposal).draft().await;
            let after = s.competition.row(&store).await.jury_closes_at + 1;

            let mut found = [false; 3];
            let mut steps = [("drafted", NOW), ("handed in", NOW), ("over", after)]
                .into_iter()
                .zip(&mut found);
            for ((step, now), found) in &mut steps {
                if step == "handed in" {
                    hand_in(&store, own).await;
                }
                let told = told(&store, &s, now).await;
                *found = told.contains(SAID);
                for hidden in [NOTED, DRAFTED, SEALED, "Ju Hidden"] {
                    assert!(!told.contains(hidden), "{hidden}, {rule:?}, {step}");
                }
                let sheet = reviews::open_sheet(&store, &s.juror.actor, s.assignment, now);
                assert_eq!(sheet.await.unwrap().others, *found);
                let read = reviews::others(&store, &s.juror.actor, s.assignment, now).await;
                match read {
                    Ok(read) => assert_eq!(read.reviews.len(), 1),
                    refused => assert_eq!(denied(refused), Denied::State),
                }
            }
            assert_eq!(found, readable, "{rule:?}");
            // Others, whatever they handed in: not their assignment, or a conflict of interest.
            let read =
                async |actor: &Actor| reviews::others(&store, actor, s.assignment, after).await;
            assert_eq!(refusal(read(&apart.actor).await), Error::Missing);
            assert_eq!(refusal(read(&s.organiser).await), Error::Missing);
            fixture.conflict(&s.juror, &s.proposal, "Late").await;
            assert_eq!(
                denied(read(&s.juror.actor).await),
                Denied::ConflictOfInterest
            );
        })
        .await;
    }
}

/// What another juror wrote, and noted for themselves.
async fn said(store: &Store, review: domain::ReviewId) {
    use entities::reviews::{Column, Entity};
    use sea_orm::sea_query::Expr;
    Entity::update_many()
        .col_expr(Column::Comment, Expr::value(SAID))
        .col_expr(Column::Note, Expr::value(NOTED))
        .filter(Column::Id.eq(review.0))
        .exec(store.writer())
        .await
        .unwrap();
}

async fn hand_in(store: &Store, review: domain::ReviewId) {
    use entities::reviews::{Column, Entity};
    use sea_orm::sea_query::Expr;
    Entity::update_many()
        .col_expr(Column::State, Expr::value("submitted"))
        .col_expr(Column::SubmittedAt, Expr::value(NOW))
        .filter(Column::Id.eq(review.0))
        .exec(store.writer())
        .await
        .unwrap();
}

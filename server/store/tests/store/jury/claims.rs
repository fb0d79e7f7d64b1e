//! Conflicts of interest that teams claim about jurors: who sees whom, what a decision does, who never learns of it.

use super::{mails, pairs};
use crate::support::{
    Competition, Fixture, Juror, MINUTE, NOW, Proposal, actions_on, denied, each_database, refusal,
    sound,
};
use domain::{
    Actor, Error, Problem, TeamId,
    jury::{Claim, ClaimState, ReviewStage},
    policy::{Denied, Phase, TeamRole},
};
use sea_orm::EntityTrait;
use store::{
    Store,
    entities::{conflicts, reviews},
    exports, jury,
};

const SECRET: &str = "Her uncle Zebulon teaches two of us";

/// A call under jury with its names published, two teams and two jurors.
struct Scene {
    competition: Competition,
    organiser: Actor,
    lead: Actor,
    team: TeamId,
    proposal: Proposal,
    june: Juror,
    jean: Juror,
}

async fn scene(fixture: &Fixture, store: &Store) -> Scene {
    let competition = fixture
        .competition()
        .in_phase(Phase::Jury)
        .reviews_per_proposal(2)
        .await;
    let organiser = fixture.organiser(&competition, "Olive").await;
    let lead = fixture.person("Ada").await;
    let team = fixture.team(&competition, "Bees").lead(&lead).await;
    let proposal = fixture.proposal(&team).titled("Hives").eligible().await;
    let june = fixture.juror(&competition, "June").employer("RAB").await;
    let jean = fixture.juror(&competition, "Jean").await;
    fixture.juror(&competition, "Ina").invited().await;
    jury::name_jury(store, &organiser, &competition.slug, true, NOW)
        .await
        .unwrap();
    Scene {
        competition,
        organiser,
        lead,
        team: team.id,
        proposal,
        june,
        jean,
    }
}

impl Scene {
    async fn claim(&self, store: &Store, juror: &Juror, reason: &str, now: i64) {
        let id = juror.id.to_string();
        jury::claim_conflict(store, &self.lead, self.team, &id, reason, now)
            .await
            .unwrap();
    }

    async fn claims(&self, store: &Store) -> Vec<Claim> {
        let slug = &self.competition.slug;
        let list = jury::claims(store, &self.organiser, slug, NOW).await;
        list.unwrap().rows
    }

    async fn decide(&self, store: &Store, claim: &Claim, decision: &str) -> store::Result<()> {
        let answer = "We asked her.";
        jury::decide_claim(store, &self.organiser, claim.id, decision, answer, NOW).await
    }
}

#[tokio::test]
async fn teams_see_the_accepted_jurors_once_the_names_are_published_and_not_before() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture, &store).await;
        let slug = scene.competition.slug.as_str();
        let editor = fixture.person("Ed").await;
        fixture.join(scene.team, &editor, TeamRole::Reader).await;
        let seen = async |actor: &Actor| jury::team_jury(&store, actor, scene.team, NOW).await;
        let page = seen(&editor).await.unwrap();
        let names: Vec<_> = page
            .jurors
            .iter()
            .map(|juror| (juror.name.as_str(), juror.employer.as_str()))
            .collect();
        assert_eq!(names, [("Jean", ""), ("June", "RAB")]);
        assert!(!page.may_claim);
        assert!(seen(&scene.lead).await.unwrap().may_claim);
        let sent = serde_json::to_string(&page).unwrap();
        assert!(!sent.contains('@') && !sent.contains("Ina"));
        let view = store::teams::view(&store, &editor, scene.team, NOW).await;
        assert!(view.unwrap().sees_jury);
        for stranger in [&scene.organiser, &scene.june.actor] {
            assert_eq!(refusal(seen(stranger).await), Error::Missing);
        }

        // Twice is once; then the names are hidden again, and with them everything.
        for _ in 0..2 {
            jury::name_jury(&store, &scene.organiser, slug, false, NOW)
                .await
                .unwrap();
        }
        assert_eq!(denied(seen(&scene.lead).await), Denied::State);
        let june = scene.june.id.to_string();
        let claim = jury::claim_conflict(&store, &scene.lead, scene.team, &june, "x", NOW).await;
        assert_eq!(denied(claim), Denied::State);
        let view = store::teams::view(&store, &scene.lead, scene.team, NOW).await;
        assert!(!view.unwrap().sees_jury);
        assert_eq!(
            actions_on(&store, scene.competition.id).await,
            ["jury.named", "jury.unnamed"]
        );
        let by_lead = jury::name_jury(&store, &scene.lead, slug, true, NOW).await;
        assert_eq!(denied(by_lead), Denied::Role);
    })
    .await;
}

#[tokio::test]
async fn claim_is_made_by_the_lead_about_an_accepted_juror_and_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture, &store).await;
        let editor = fixture.person("Ed").await;
        fixture.join(scene.team, &editor, TeamRole::Editor).await;
        let june = scene.june.id.to_string();
        let claim = async |actor: &Actor, juror: &str, reason: &str| {
            jury::claim_conflict(&store, actor, scene.team, juror, reason, NOW).await
        };
        assert_eq!(
            denied(claim(&editor, &june, SECRET).await),
            Denied::NotYours
        );
        let foreign = fixture.competition().in_phase(Phase::Jury).await;
        let foreign = fixture.juror(&foreign, "Joy").await.id.to_string();
        let invited = fixture.juror(&scene.competition, "Ian").invited().await;
        let invited = invited.id.to_string();
        for other in [foreign.as_str(), invited.as_str(), "x"] {
            let refused = refusal(claim(&scene.lead, other, SECRET).await);
            assert_eq!(refused, Error::invalid("juror", Problem::NotAChoice));
        }
        let Error::Invalid(empty) = refusal(claim(&scene.lead, "", " ").await) else {
            panic!("not invalid");
        };
        assert_eq!(empty.len(), 2);
        assert!(mails(&store).await.is_empty());

        claim(&scene.lead, &june, SECRET).await.unwrap();
        claim(&scene.lead, &june, SECRET).await.unwrap();
        let what = "claimed".to_owned();
        assert_eq!(
            refusal(claim(&scene.lead, &june, "Something else").await),
            Error::invalid("juror", Problem::Other { what })
        );
        assert_eq!(
            actions_on(&store, scene.proposal.id).await,
            ["conflict.claimed"]
        );
        // By itself it changes nothing.
        let rows = conflicts::Entity::find().all(store.read()).await.unwrap();
        assert!(rows.is_empty());
        let late = fixture.team(&scene.competition, "Late").lead(&editor).await;
        fixture.proposal(&late).draft().await;
        let claim = jury::claim_conflict(&store, &editor, late.id, &june, "x", NOW).await;
        assert_eq!(denied(claim), Denied::State);
    })
    .await;
}

#[tokio::test]
async fn accepted_claim_is_a_conflict_that_seals_the_review_and_frees_the_place() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture, &store).await;
        let review = fixture.review(&scene.june, &scene.proposal).await;
        fixture.review(&scene.jean, &scene.proposal).draft().await;
        scene.claim(&store, &scene.june, SECRET, NOW).await;
        let claims = scene.claims(&store).await;
        assert_eq!(
            (claims[0].stage, claims[0].conflicted),
            (Some(ReviewStage::Submitted), false)
        );
        scene.decide(&store, &claims[0], "accepted").await.unwrap();

        let row = scene.proposal.row(&store).await;
        assert_eq!((row.reviews_assigned, row.reviews_received), (1, 0));
        let sealed = reviews::Entity::find_by_id(review.0);
        let sealed = sealed.one(store.read()).await.unwrap().unwrap();
        assert_eq!(sealed.state, "sealed");
        assert_eq!(
            pairs(&store).await,
            [(scene.jean.id.0, scene.proposal.id.0)]
        );
        let slug = scene.competition.slug.as_str();
        let progress = jury::progress(&store, &scene.organiser, slug, 1, NOW).await;
        let progress = progress.unwrap();
        assert_eq!((progress.vacancies.count, progress.open_claims), (1, 0));
        // It can neither be given back by hand.
        let (june, id) = (scene.june.id, scene.proposal.id);
        let again = jury::add_pair(&store, &scene.organiser, june, id, NOW).await;
        let what = "pair_conflict".to_owned();
        assert_eq!(
            refusal(again),
            Error::invalid("juror", Problem::Other { what })
        );
        assert_eq!(
            actions_on(&store, scene.proposal.id).await,
            ["conflict.claimed", "conflict.declared", "claim.accepted"]
        );
        let told: Vec<_> = mails(&store)
            .await
            .into_iter()
            .map(|(to, template, _)| (to, template))
            .collect();
        let line = |to: &str, template: &str| (to.to_owned(), template.to_owned());
        assert_eq!(
            told,
            [
                line("olive@example.org", "jury.vacancy"),
                line("ada@example.org", "jury.claim_accepted"),
            ],
            "the mail about the claim is not needed any more"
        );
        let own = jury::team_jury(&store, &scene.lead, scene.team, NOW).await;
        let own = own.unwrap().jurors.remove(1).claim.unwrap();
        assert_eq!(
            (own.state, own.answer.as_str()),
            (ClaimState::Accepted, "We asked her.")
        );
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn dismissed_claim_leaves_everything_as_it_is_and_the_team_reads_why() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture, &store).await;
        fixture.review(&scene.june, &scene.proposal).await;
        scene.claim(&store, &scene.june, SECRET, NOW).await;
        let claim = &scene.claims(&store).await[0];
        scene.decide(&store, claim, "dismissed").await.unwrap();
        // Sent twice it is one; another decision comes too late.
        scene.decide(&store, claim, "dismissed").await.unwrap();
        let late = refusal(scene.decide(&store, claim, "accepted").await);
        assert!(matches!(late, Error::Conflict(stale) if stale.by.as_deref() == Some("Olive")));
        let row = scene.proposal.row(&store).await;
        assert_eq!((row.reviews_assigned, row.reviews_received), (1, 1));
        let rows = conflicts::Entity::find().all(store.read()).await.unwrap();
        assert!(rows.is_empty());
        let told = mails(&store).await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].1, "jury.claim_dismissed");
        assert_eq!(told[0].2["answer"], "We asked her.");
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn claims_are_decided_by_organisers_who_have_no_part_in_them() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture, &store).await;
        let slug = scene.competition.slug.as_str();
        let auditor = fixture.auditor(&scene.competition, "Aud").await;
        let member = fixture.organiser(&scene.competition, "Mia").await;
        fixture.join(scene.team, &member, TeamRole::Reader).await;
        scene.claim(&store, &scene.june, SECRET, NOW).await;
        let id = scene.claims(&store).await[0].id;
        let decide = async |actor: &Actor, decision: &str, answer: &str| {
            jury::decide_claim(&store, actor, id, decision, answer, NOW).await
        };
        for stranger in [&scene.lead, &scene.june.actor, &scene.jean.actor] {
            let refused = decide(stranger, "accepted", "x").await;
            assert_eq!(refusal(refused), Error::Missing);
            let list = jury::claims(&store, stranger, slug, NOW).await;
            assert_eq!(denied(list), Denied::Role);
        }
        assert_eq!(
            denied(decide(&auditor, "accepted", "x").await),
            Denied::Role
        );
        let own = decide(&member, "accepted", "x").await;
        assert_eq!(denied(own), Denied::ConflictOfInterest);
        let read = jury::claims(&store, &auditor, slug, NOW).await.unwrap();
        assert_eq!((read.rows.len(), read.may_decide), (1, false));
        let Error::Invalid(gaps) = refusal(decide(&scene.organiser, "open", "").await) else {
            panic!("not invalid");
        };
        assert_eq!(gaps.len(), 2);

        // An organiser who is the juror neither reads nor decides it.
        let june = &scene.june.actor;
        fixture.role(&scene.competition, june, "organiser").await;
        let own = jury::claims(&store, &scene.june.actor, slug, NOW).await;
        assert!(own.unwrap().rows.is_empty());
        let list = jury::jury_list(&store, &scene.june.actor, slug, NOW).await;
        assert_eq!(list.unwrap().open_claims, 0);
        let own = decide(&scene.june.actor, "dismissed", "x").await;
        assert_eq!(refusal(own), Error::Missing);
        let list = jury::jury_list(&store, &scene.organiser, slug, NOW).await;
        assert_eq!(list.unwrap().open_claims, 1);
    })
    .await;
}

#[tokio::test]
async fn jurors_and_other_teams_never_learn_who_claimed_what() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture, &store).await;
        let slug = scene.competition.slug.as_str();
        let bo = fixture.person("Bo").await;
        let other = fixture.team(&scene.competition, "Ants").lead(&bo).await;
        fixture.proposal(&other).eligible().await;
        fixture.review(&scene.june, &scene.proposal).draft().await;
        scene.claim(&store, &scene.june, SECRET, NOW).await;
        scene.claim(&store, &scene.jean, SECRET, NOW).await;
        let claims = scene.claims(&store).await;
        assert_eq!(claims.len(), 2);
        assert_eq!(claims[0].by.as_deref(), Some("Ada"));
        scene.decide(&store, &claims[0], "accepted").await.unwrap();
        let mut read = Vec::new();
        for juror in [&scene.june.actor, &scene.jean.actor] {
            let list = jury::conflict_list(&store, juror, slug, NOW).await.unwrap();
            read.push(serde_json::to_string(&list.rows).unwrap());
            let queue = store::reviews::my_queue(&store, juror, slug, NOW).await;
            read.push(serde_json::to_string(&queue.unwrap()).unwrap());
        }
        let theirs = jury::team_jury(&store, &bo, other.id, NOW).await.unwrap();
        assert_eq!(theirs.jurors.len(), 2);
        read.push(serde_json::to_string(&theirs).unwrap());
        for text in read {
            assert!(!text.contains("Zebulon") && !text.contains("We asked her"));
            assert!(!text.contains("Olive"), "{text}");
        }
        for mail in mails(&store).await {
            assert!(!mail.0.starts_with("june") && !mail.0.starts_with("jean"));
        }
        let table = domain::exports::ExportTable::Jury;
        let sheet = exports::sheet(&store, &scene.organiser, slug, table, None, NOW).await;
        assert!(!format!("{:?}", sheet.unwrap().rows).contains("Zebulon"));
    })
    .await;
}

#[tokio::test]
async fn claims_of_a_few_minutes_are_one_mail_to_each_organiser() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture, &store).await;
        fixture.organiser(&scene.competition, "Oscar").await;
        scene.claim(&store, &scene.june, SECRET, NOW).await;
        let later = NOW + 5 * MINUTE;
        scene.claim(&store, &scene.jean, SECRET, later).await;
        let told: Vec<_> = mails(&store).await.into_iter().map(|mail| mail.0).collect();
        assert_eq!(told, ["olive@example.org", "oscar@example.org"]);
        let early = store::outbox::take_due(&store, 9, NOW + 14 * MINUTE).await;
        assert_eq!(early.unwrap().len(), 0);
        let claims = scene.claims(&store).await;
        scene.decide(&store, &claims[0], "dismissed").await.unwrap();
        let due = store::outbox::take_due(&store, 9, NOW + 20 * MINUTE).await;
        assert_eq!(due.unwrap().len(), 3, "one claim still waits");
    })
    .await;
}

#[tokio::test]
async fn two_organisers_deciding_at_once_decide_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let scene = scene(&fixture, &store).await;
        fixture.review(&scene.june, &scene.proposal).await;
        scene.claim(&store, &scene.june, SECRET, NOW).await;
        let claim = &scene.claims(&store).await[0];
        let (one, two) = tokio::join!(
            scene.decide(&store, claim, "accepted"),
            scene.decide(&store, claim, "dismissed"),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let row = scene.proposal.row(&store).await;
        let left = i32::from(two.is_ok());
        assert_eq!((row.reviews_assigned, row.reviews_received), (left, left));
        sound(&store).await;
    })
    .await;
}

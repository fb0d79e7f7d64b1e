//! Conflicts of interest: what is shown before declaring, and what a conflict does.

use super::pairs;
use crate::support::{Fixture, NOW, actions, denied, each_database, refusal, sound};
use domain::{
    ConflictMark, Error, FieldError, Problem,
    jury::ConflictHint,
    policy::{Denied, Phase, TeamRole},
};
use sea_orm::EntityTrait;
use store::{
    entities::{conflicts, jurors, reviews},
    jury,
};

#[tokio::test]
async fn conflict_list_names_teams_and_tells_nothing_of_the_content() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let juror = fixture
            .juror(&competition, "June")
            .undeclared()
            .employer("IPRC Huye")
            .await;
        let (ada, bo) = (fixture.person("Ada").await, fixture.person("Bo").await);
        let team = fixture
            .team(&competition, "Bees")
            .lead(&ada)
            .editor(&bo)
            .await;
        fixture
            .proposal(&team)
            .titled("Hives for all")
            .content(r#"{"summary":"a secret recipe"}"#)
            .submitted()
            .await;
        let lead = fixture.person("Di").await;
        let team = fixture.team(&competition, "Out").lead(&lead).await;
        fixture.proposal(&team).ineligible().await;
        let team = fixture.team(&competition, "Mine").lead(&juror.actor).await;
        fixture.proposal(&team).eligible().await;

        let list = jury::conflict_list(&store, &juror.actor, &competition.slug, NOW)
            .await
            .unwrap();
        let rows: Vec<_> = list
            .rows
            .iter()
            .map(|row| {
                let proposal = row.proposal.as_ref().unwrap();
                (
                    proposal.number,
                    proposal.title.as_str(),
                    row.team.as_str(),
                    row.members.join(", "),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                (1, "Hives for all", "Bees", "Ada, Bo".to_owned()),
                (3, "Mine", "Mine", "June".to_owned()),
            ]
        );
        // Everybody here is at example.org and works with IPRC Huye.
        assert_eq!(
            list.rows[0].hints,
            [ConflictHint::SameEmployer, ConflictHint::SameDomain]
        );
        assert_eq!(list.rows[1].hints[0], ConflictHint::InTeam);
        assert_eq!(list.declared_at, None);
        let sent = serde_json::to_string(&list).unwrap();
        for secret in [
            "secret recipe",
            "5000000",
            "ada@example.org",
            "energy",
            "youth",
        ] {
            assert!(!sent.contains(secret), "{secret}");
        }
    })
    .await;
}

#[tokio::test]
async fn conflict_list_for_others_and_before_the_deadline_is_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        fixture.entry(&competition, "Ada").await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let invited = fixture.juror(&competition, "Ina").invited().await;
        let withdrawn = fixture.juror(&competition, "Wim").withdrawn().await;
        for actor in [&organiser, &invited.actor, &withdrawn.actor] {
            let list = jury::conflict_list(&store, actor, &competition.slug, NOW).await;
            assert_eq!(denied(list), Denied::Role);
            let declared = jury::declare(&store, actor, &competition.slug, &[], NOW).await;
            assert_eq!(denied(declared), Denied::Role);
        }
        let open = fixture.competition().in_phase(Phase::Open).await;
        fixture.entry(&open, "Bo").await;
        let juror = fixture.juror(&open, "June").await;
        let list = jury::conflict_list(&store, &juror.actor, &open.slug, NOW).await;
        assert_eq!(denied(list), Denied::TooEarly);
    })
    .await;
}

#[tokio::test]
async fn declaring_keeps_reasons_and_always_counts_the_own_team() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let juror = fixture.juror(&competition, "June").undeclared().await;
        let entry = fixture.entry(&competition, "Ada").await;
        let team = fixture.team(&competition, "Mine").lead(&juror.actor).await;
        let mine = fixture.proposal(&team).eligible().await;
        let slug = &competition.slug;
        let blank = [(ConflictMark(entry.id.0), " ".to_owned())];
        let result = jury::declare(&store, &juror.actor, slug, &blank, NOW).await;
        assert_eq!(
            refusal(result),
            Error::Invalid(vec![FieldError {
                field: format!("reason[p{}]", entry.id),
                problem: Problem::Required,
            }])
        );
        let other = fixture.competition().in_phase(Phase::Screening).await;
        let foreign = fixture.entry(&other, "Bo").await;
        let foreign = [(ConflictMark(foreign.id.0), "My brother".to_owned())];
        let result = jury::declare(&store, &juror.actor, slug, &foreign, NOW).await;
        assert_eq!(refusal(result), Error::Missing);

        let reasons = [(ConflictMark(entry.id.0), " My sister ".to_owned())];
        jury::declare(&store, &juror.actor, slug, &reasons, NOW)
            .await
            .unwrap();
        let mut rows: Vec<_> = conflicts::Entity::find()
            .all(store.read())
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.proposal_id, row.reason))
            .collect();
        rows.sort();
        let mut expected = [
            (entry.id.0, "My sister".to_owned()),
            (mine.id.0, "in_team".to_owned()),
        ];
        expected.sort();
        assert_eq!(rows, expected);
        let row = jurors::Entity::find_by_id(juror.id.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.conflicts_declared_at, Some(NOW));

        // Declaring again takes nothing back.
        jury::declare(&store, &juror.actor, slug, &[], NOW + 1)
            .await
            .unwrap();
        let list = jury::conflict_list(&store, &juror.actor, slug, NOW)
            .await
            .unwrap();
        assert_eq!(list.rows[0].declared.as_deref(), Some("My sister"));
        assert_eq!(list.declared_at, Some(NOW + 1));
    })
    .await;
}

#[tokio::test]
async fn late_conflict_takes_the_proposal_away_and_seals_the_review() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let juror = fixture.juror(&competition, "June").await;
        let other = fixture.juror(&competition, "Jean").await;
        let entry = fixture.entry(&competition, "Ada").await;
        let begun = fixture.entry(&competition, "Bo").await;
        let review = fixture.review(&juror, &entry).await;
        fixture.review(&juror, &begun).draft().await;
        fixture.review(&other, &entry).await;
        let declare = async |proposal| {
            jury::declare_conflict(&store, &juror.actor, proposal, "A cousin", NOW).await
        };
        declare(entry.id).await.unwrap();
        let row = entry.row(&store).await;
        assert_eq!((row.reviews_assigned, row.reviews_received), (1, 1));
        let sealed = reviews::Entity::find_by_id(review.0)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((sealed.state.as_str(), sealed.version), ("sealed", 2));
        declare(begun.id).await.unwrap();
        let row = begun.row(&store).await;
        assert_eq!((row.reviews_assigned, row.reviews_received), (0, 0));
        assert_eq!(pairs(&store).await, [(other.id.0, entry.id.0)]);
        sound(&store).await;

        // Once more changes nothing.
        declare(entry.id).await.unwrap();
        assert_eq!(entry.row(&store).await.reviews_received, 1);
        assert_eq!(
            actions(&store).await,
            ["conflict.declared", "conflict.declared"]
        );
        let blank = jury::declare_conflict(&store, &juror.actor, entry.id, "", NOW).await;
        assert_eq!(refusal(blank), Error::invalid("reason", Problem::Required));
        let stranger = fixture.person("Sam").await;
        let result = jury::declare_conflict(&store, &stranger, entry.id, "x", NOW).await;
        assert_eq!(denied(result), Denied::Role);
    })
    .await;
}

#[tokio::test]
async fn conflicts_of_many_jurors_at_once_keep_the_counters_right() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let entry = fixture.entry(&competition, "Ada").await;
        let mut people = Vec::new();
        for index in 0..4 {
            let juror = fixture.juror(&competition, &format!("J{index}")).await;
            fixture.review(&juror, &entry).await;
            people.push(juror);
        }
        let declare = |index: usize| {
            jury::declare_conflict(&store, &people[index].actor, entry.id, "A cousin", NOW)
        };
        let (one, two, withdrawn, three) = tokio::join!(
            declare(0),
            declare(1),
            jury::withdraw_juror(&store, &organiser, people[2].id, 1, "Ill", NOW),
            declare(2),
        );
        one.unwrap();
        two.unwrap();
        withdrawn.unwrap();
        // The third was withdrawn before or after declaring: either is right.
        let left = if three.is_ok() { 1 } else { 2 };
        let row = entry.row(&store).await;
        assert_eq!((row.reviews_assigned, row.reviews_received), (left, left));
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn conflicts_of_a_juror_are_read_by_organisers_and_auditors_only() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().in_phase(Phase::Jury).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let auditor = fixture.auditor(&competition, "Aud").await;
        let slug = competition.slug.as_str();
        let juror = fixture.juror(&competition, "June").await;
        let other = fixture.juror(&competition, "Jean").await;
        let lead = fixture.person("Ada").await;
        let team = fixture.team(&competition, "Bees").lead(&lead).await;
        let own = fixture.proposal(&team).eligible().await;
        fixture.join(team.id, &juror.actor, TeamRole::Reader).await;
        let late = fixture.entry(&competition, "Bo").await;
        fixture.review(&juror, &late).await;
        jury::declare(&store, &juror.actor, slug, &[], NOW)
            .await
            .unwrap();
        jury::declare_conflict(&store, &juror.actor, late.id, "A cousin", NOW + 1)
            .await
            .unwrap();
        let read = async |actor: &domain::Actor| {
            jury::conflicts_of_juror(&store, actor, slug, juror.id, NOW).await
        };
        let list = read(&organiser).await.unwrap();
        let lines: Vec<_> = list
            .iter()
            .map(|row| {
                (
                    row.proposal.id,
                    row.reason.as_str(),
                    row.declared_at,
                    row.sealed,
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                (own.id, ConflictHint::InTeam.key(), NOW, false),
                (late.id, "A cousin", NOW + 1, true),
            ]
        );
        assert!(list.iter().all(|row| row.by_juror));
        assert_eq!(list[0].by.as_deref(), Some("June"));
        assert_eq!(read(&auditor).await.unwrap(), list);
        assert_eq!(denied(read(&juror.actor).await), Denied::Role);
        assert_eq!(denied(read(&other.actor).await), Denied::Role);
        assert_eq!(denied(read(&lead).await), Denied::Role);
        let elsewhere = fixture.competition().in_phase(Phase::Jury).await;
        let result =
            jury::conflicts_of_juror(&store, &organiser, &elsewhere.slug, juror.id, NOW).await;
        assert_eq!(denied(result), Denied::Role);
        let stranger = fixture.juror(&elsewhere, "Joy").await;
        let result = jury::conflicts_of_juror(&store, &organiser, slug, stranger.id, NOW).await;
        assert_eq!(refusal(result), Error::Missing);
    })
    .await;
}

#[tokio::test]
async fn trainer_and_student_of_an_earlier_team_are_hinted_to_juror_and_organisers() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let earlier = fixture.competition().in_phase(Phase::Published).await;
        let competition = fixture.competition().in_phase(Phase::Screening).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let slug = competition.slug.as_str();
        let june = fixture.juror(&competition, "June").undeclared().await;
        let invited = fixture.juror(&competition, "Ina").invited().await;
        // Leads are trainers, readers students, editors professors.
        let (stu, pro, mate) = (
            fixture.person("Stu").await,
            fixture.person("Pro").await,
            fixture.person("Mate").await,
        );
        let old = fixture.team(&earlier, "Old").lead(&june.actor).await;
        fixture.join(old.id, &stu, TeamRole::Reader).await;
        fixture.join(old.id, &pro, TeamRole::Editor).await;
        let own = fixture.team(&earlier, "Own").lead(&mate).await;
        fixture.join(own.id, &invited.actor, TeamRole::Reader).await;
        for (name, lead) in [("A", &stu), ("B", &pro), ("C", &mate)] {
            let team = fixture.team(&competition, name).lead(lead).await;
            fixture.proposal(&team).eligible().await;
        }
        let list = jury::conflict_list(&store, &june.actor, slug, NOW).await;
        let list = list.unwrap().rows;
        let trained = |hints: &[ConflictHint]| hints.contains(&ConflictHint::Trained);
        let hinted: Vec<_> = list.iter().map(|row| trained(&row.hints)).collect();
        assert_eq!(hinted, [true, false, false]);

        let read = async |actor: &domain::Actor, juror| {
            jury::suspected_of_juror(&store, actor, slug, juror, NOW).await
        };
        let numbers = async |juror| {
            let rows = read(&organiser, juror).await.unwrap();
            let rows = rows.into_iter().filter(|row| trained(&row.hints));
            rows.map(|row| row.proposal.number).collect::<Vec<_>>()
        };
        let listed = |at: usize| list[at].proposal.as_ref().unwrap().number;
        assert_eq!(numbers(june.id).await, [listed(0)]);
        // Known by the address of the invitation, before there is an account on the jury.
        assert_eq!(numbers(invited.id).await, [listed(2)]);
        let declared = [(list[0].mark, "My student".to_owned())];
        jury::declare(&store, &june.actor, slug, &declared, NOW)
            .await
            .unwrap();
        assert!(numbers(june.id).await.is_empty());
        assert_eq!(denied(read(&june.actor, june.id).await), Denied::Role);
    })
    .await;
}

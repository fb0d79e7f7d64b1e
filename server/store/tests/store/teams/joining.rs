//! Joining by invitation and by code.

use super::*;

#[tokio::test]
async fn invited_person_gets_mail_in_their_language_and_joins_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let team = fixture.team(&competition, "Kiln").lead(&ada).await;
        fixture.proposal(&team).await;
        let ben = fixture.person("Ben").await;
        fixture.speaks(&ben, Language::Rw).await;
        teams::invite(
            &store,
            &ada,
            team.id,
            " Ben@Example.org",
            "student",
            "en",
            NOW,
        )
        .await
        .unwrap();
        teams::invite(
            &store,
            &ada,
            team.id,
            "new@example.org",
            "professor",
            "fr",
            NOW,
        )
        .await
        .unwrap();
        let sent = mails(&store).await;
        let to: Vec<_> = sent
            .iter()
            .map(|(to, lang, _)| (to.as_str(), lang.as_str()))
            .collect();
        assert_eq!(to, [("ben@example.org", "rw"), ("new@example.org", "fr")]);
        let fields = &sent[0].2;
        assert_eq!(fields["team"], "Kiln");
        assert_eq!(fields["inviter"], "Ada");
        let token = token(fields);
        let card = teams::invitation(&store, &Actor::VISITOR, &token, NOW)
            .await
            .unwrap();
        assert_eq!(
            (
                card.team.as_str(),
                card.invited_by.as_str(),
                card.kind,
                card.member_of
            ),
            ("Kiln", "Ada", MemberKind::Student, None)
        );
        let joined = teams::accept_invitation(&store, &ben, &token, NOW)
            .await
            .unwrap();
        assert_eq!(joined, team.id);
        assert_eq!(
            roles(&store, &ben, &team).await,
            [
                ("Ada".into(), TeamRole::Lead),
                ("Ben".into(), TeamRole::Editor)
            ]
        );
        // The person themself may follow the link again; nobody else can use it.
        assert_eq!(
            teams::accept_invitation(&store, &ben, &token, NOW)
                .await
                .unwrap(),
            team.id
        );
        let eve = fixture.person("Eve").await;
        let stolen = teams::accept_invitation(&store, &eve, &token, NOW).await;
        assert_eq!(refusal(stolen), invalid("token", Problem::LinkExpired));
        assert_eq!(
            actions_on(&store, team.id).await,
            ["team.invited", "team.invited", "team.joined"]
        );
    })
    .await;
}

#[tokio::test]
async fn link_that_is_unknown_revoked_replaced_or_old_admits_nobody() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let team = fixture.team(&competition, "Kiln").lead(&ada).await;
        fixture.proposal(&team).await;
        let invite = async || {
            teams::invite(
                &store,
                &ada,
                team.id,
                "ben@example.org",
                "student",
                "en",
                NOW,
            )
            .await
        };
        invite().await.unwrap();
        invite().await.unwrap();
        let sent = mails(&store).await;
        let (replaced, open) = (token(&sent[0].2), token(&sent[1].2));
        let expired = invalid("token", Problem::LinkExpired);
        let accept =
            async |token: &str, at| teams::accept_invitation(&store, &ben, token, at).await;
        assert_eq!(refusal(accept("0".repeat(64).as_str(), NOW).await), expired);
        assert_eq!(refusal(accept(&replaced, NOW).await), expired);
        assert_eq!(refusal(accept(&open, NOW + 14 * DAY).await), expired);
        assert_eq!(
            refusal(teams::invitation(&store, &ben, &open, NOW + 14 * DAY).await),
            expired
        );
        let invitation = view(&store, &ada, &team).await.invitations[0].id;
        teams::revoke_invitation(&store, &ada, team.id, invitation, NOW)
            .await
            .unwrap();
        assert_eq!(refusal(accept(&open, NOW).await), expired);
        assert_eq!(roles(&store, &ada, &team).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn invitation_of_a_member_is_refused_as_taken() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let team = fixture
            .team(&competition, "Kiln")
            .lead(&ada)
            .editor(&ben)
            .await;
        for (email, kind, expected) in [
            (
                "ben@example.org",
                "student",
                invalid("email", Problem::Taken),
            ),
            ("nobody", "student", invalid("email", Problem::NotAnEmail)),
            ("new@example.org", "", invalid("kind", Problem::Required)),
        ] {
            let refused = teams::invite(&store, &ada, team.id, email, kind, "en", NOW).await;
            assert_eq!(refusal(refused), expected);
        }
        assert_eq!(mails(&store).await, []);
    })
    .await;
}

#[tokio::test]
async fn person_with_the_code_joins_as_editor_and_only_once() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let founded = found(&store, &ada, &competition).await;
        let view = teams::view(&store, &ada, founded.team, NOW).await.unwrap();
        let spoken = domain::teams::code_text(&view.code.unwrap()).to_lowercase();
        for _ in 0..2 {
            let joined = teams::join_by_code(&store, &ben, &spoken, "student", NOW).await;
            assert_eq!(joined.unwrap(), founded.team);
        }
        let members = teams::members_of(store.read(), founded.team).await.unwrap();
        let joined: Vec<_> = members
            .iter()
            .map(|m| (m.name.as_str(), m.kind, m.role))
            .collect();
        assert_eq!(
            joined,
            [
                ("Ada", MemberKind::Trainer, TeamRole::Lead),
                ("Ben", MemberKind::Student, TeamRole::Editor)
            ]
        );
        teams::renew_code(&store, &ada, founded.team, NOW)
            .await
            .unwrap();
        let cat = fixture.person("Cat").await;
        let old = teams::join_by_code(&store, &cat, &spoken, "student", NOW).await;
        assert_eq!(refusal(old), invalid("code", Problem::LinkExpired));
    })
    .await;
}

#[tokio::test]
async fn joining_after_the_deadline_or_a_full_team_is_refused() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let closed = fixture.competition().in_phase(Phase::Grace).await;
        let late = fixture.team(&closed, "Late").lead(&ada).await;
        let refused = teams::join_by_code(&store, &ben, &late.code, "student", NOW).await;
        assert_eq!(refusal(refused), Error::Denied(Denied::TooLate));
        let open = fixture.competition().await;
        let mut people = Vec::new();
        for n in 0..29 {
            people.push(fixture.person(&format!("Member {n}")).await);
        }
        let mut full = fixture.team(&open, "Full").lead(&ada);
        for person in &people {
            full = full.reader(person);
        }
        let full = full.await;
        let refused = teams::join_by_code(&store, &ben, &full.code, "student", NOW).await;
        assert_eq!(refusal(refused), invalid("code", other("team_full")));
    })
    .await;
}

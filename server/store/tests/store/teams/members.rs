//! Roles, the lead, and what strangers learn: nothing.

use super::*;

#[tokio::test]
async fn lead_changes_kinds_and_roles_but_hands_over_to_lose_the_lead() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let cat = fixture.person("Cat").await;
        let team = fixture
            .team(&competition, "Kiln")
            .lead(&ada)
            .editor(&ben)
            .reader(&cat)
            .await;
        fixture.proposal(&team).await;
        let change = async |by: &Actor, who: &Actor, kind: &str, role: &str| {
            teams::change_member(&store, by, team.id, id_of(who), kind, role, NOW).await
        };
        change(&ada, &cat, "professor", "editor").await.unwrap();
        change(&ada, &ada, "student", "lead").await.unwrap();
        for (who, role) in [(&ada, "editor"), (&ben, "lead")] {
            let refused = change(&ada, who, "student", role).await;
            assert_eq!(refusal(refused), invalid("role", other("hand_over_first")));
        }
        let refused = change(&ben, &cat, "student", "reader").await;
        assert_eq!(refusal(refused), Error::Denied(Denied::NotYours));
        let gone = teams::leave(&store, &ada, team.id, NOW).await;
        assert_eq!(refusal(gone), invalid("account", other("hand_over_first")));
        let removed = teams::remove_member(&store, &ada, team.id, id_of(&ada), NOW).await;
        assert_eq!(
            refusal(removed),
            invalid("account", other("hand_over_first"))
        );
        teams::replace_lead(&store, &ada, team.id, id_of(&ben), NOW)
            .await
            .unwrap();
        assert_eq!(
            roles(&store, &cat, &team).await,
            [
                ("Ben".into(), TeamRole::Lead),
                ("Ada".into(), TeamRole::Editor),
                ("Cat".into(), TeamRole::Editor)
            ]
        );
        teams::leave(&store, &ada, team.id, NOW).await.unwrap();
        teams::remove_member(&store, &ben, team.id, id_of(&cat), NOW)
            .await
            .unwrap();
        assert_eq!(
            roles(&store, &ben, &team).await,
            [("Ben".into(), TeamRole::Lead)]
        );
        assert_eq!(
            actions_on(&store, team.id).await,
            [
                "team.member_changed",
                "team.member_changed",
                "team.lead_replaced",
                "team.left",
                "team.member_removed"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn both_leads_get_mail_in_their_language_when_the_lead_is_handed_over() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let cat = fixture.person("Cat").await;
        fixture.speaks(&ben, Language::Rw).await;
        let team = fixture
            .team(&competition, "Kiln")
            .lead(&ada)
            .reader(&ben)
            .editor(&cat)
            .await;
        let to = |who: &Actor| id_of(who);
        let not_lead = teams::replace_lead(&store, &cat, team.id, to(&cat), NOW).await;
        assert_eq!(refusal(not_lead), Error::Denied(Denied::NotYours));
        teams::replace_lead(&store, &ada, team.id, to(&ben), NOW)
            .await
            .unwrap();
        let sent = outbox::Entity::find()
            .order_by_asc(outbox::Column::Recipient)
            .all(store.read())
            .await
            .unwrap();
        let found: Vec<_> = sent
            .iter()
            .map(|row| {
                let fields: Value = serde_json::from_str(&row.fields).unwrap();
                let names = [&fields["name"], &fields["before"], &fields["lead"]]
                    .map(|name| name.as_str().unwrap().to_owned());
                (
                    row.template.as_str(),
                    row.recipient.as_str(),
                    row.language.as_str(),
                    names,
                )
            })
            .collect();
        let names = |own: &str| [own, "Ada", "Ben"].map(str::to_owned);
        assert_eq!(
            found,
            [
                ("teams.lead_replaced", "ada@example.org", "en", names("Ada")),
                ("teams.lead_replaced", "ben@example.org", "rw", names("Ben")),
            ]
        );
        let again = teams::replace_lead(&store, &ada, team.id, to(&ben), NOW).await;
        assert_eq!(refusal(again), Error::Denied(Denied::NotYours));
    })
    .await;
}

#[tokio::test]
async fn second_lead_of_a_team_is_refused_by_the_database_itself() {
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
        fixture.team(&competition, "Oven").lead(&ada).await;
        let second = team_members::Entity::update_many()
            .col_expr(
                team_members::Column::Role,
                sea_orm::sea_query::Expr::value("lead"),
            )
            .filter(team_members::Column::TeamId.eq(team.id.0))
            .filter(team_members::Column::AccountId.eq(id_of(&ben).0))
            .exec(store.writer())
            .await;
        assert!(matches!(
            second.unwrap_err().sql_err(),
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn changes_of_members_at_once_leave_exactly_one_lead() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let cat = fixture.person("Cat").await;
        for _ in 0..5 {
            let team = fixture
                .team(&competition, "Kiln")
                .lead(&ada)
                .editor(&ben)
                .editor(&cat)
                .await;
            let (to_ben, to_cat, ben_leaves) = tokio::join!(
                teams::replace_lead(&store, &ada, team.id, id_of(&ben), NOW),
                teams::replace_lead(&store, &ada, team.id, id_of(&cat), NOW),
                teams::leave(&store, &ben, team.id, NOW),
            );
            let leads = team_members::Entity::find()
                .filter(team_members::Column::TeamId.eq(team.id.0))
                .filter(team_members::Column::Role.eq("lead"))
                .count(store.read())
                .await
                .unwrap();
            assert_eq!(leads, 1, "{to_ben:?} {to_cat:?} {ben_leaves:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn stranger_learns_nothing_of_a_team_and_a_member_not_the_code() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let ben = fixture.person("Ben").await;
        let eve = fixture.person("Eve").await;
        let operator = fixture.operator("Opa").await;
        let team = fixture
            .team(&competition, "Secret kiln")
            .lead(&ada)
            .editor(&ben)
            .await;
        fixture.proposal(&team).await;
        teams::invite(
            &store,
            &ada,
            team.id,
            "new@example.org",
            "student",
            "en",
            NOW,
        )
        .await
        .unwrap();
        let organiser = fixture.organiser(&competition, "Olga").await;
        for stranger in [&eve, &operator, &organiser] {
            assert_eq!(
                refusal(teams::view(&store, stranger, team.id, NOW).await),
                Error::Missing
            );
            assert_eq!(
                refusal(teams::rename(&store, stranger, team.id, "Mine", 1, NOW).await),
                Error::Missing
            );
            assert_eq!(teams::mine(&store, stranger, NOW).await.unwrap(), []);
        }
        assert_eq!(
            refusal(teams::view(&store, &Actor::VISITOR, team.id, NOW).await),
            Error::SignedOut
        );
        let seen = view(&store, &ben, &team).await;
        assert_eq!((seen.code, seen.invitations), (None, Vec::new()));
        let own = view(&store, &ada, &team).await;
        assert_eq!(own.code, Some(team.code.clone()));
        assert_eq!(own.invitations.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn rename_from_an_older_version_is_a_conflict_that_tells_the_name() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().await;
        let ada = fixture.person("Ada").await;
        let team = fixture.team(&competition, "Kiln").lead(&ada).await;
        fixture.proposal(&team).await;
        teams::rename(&store, &ada, team.id, " Solar kiln ", 1, NOW)
            .await
            .unwrap();
        let refused = teams::rename(&store, &ada, team.id, "Other", 1, NOW).await;
        let Error::Conflict(stale) = refusal(refused) else {
            panic!("no conflict")
        };
        assert_eq!(
            (stale.version, stale.current.as_str()),
            (2, "\"Solar kiln\"")
        );
        assert_eq!(view(&store, &ada, &team).await.name, "Solar kiln");
        let blank = teams::rename(&store, &ada, team.id, " ", 2, NOW).await;
        assert_eq!(refusal(blank), invalid("name", Problem::Required));
    })
    .await;
}

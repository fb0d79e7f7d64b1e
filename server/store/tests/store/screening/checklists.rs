//! The checklist of a competition: what a decision says about its points, and what the team hears of them.

use super::mails;
use crate::support::{Competition, Fixture, NOW, each_database, refusal, sound};
use domain::{
    Error, Language, Localised, Problem,
    policy::Phase,
    proposals::FormDefinition,
    screening::{Decision, Points},
};
use store::{proposals, screening};

async fn with_checklist(fixture: &Fixture) -> Competition {
    let mut student = Localised::new(Language::En, "With a student");
    student.set(Language::Fr, "Avec un étudiant");
    let form = FormDefinition {
        checks: vec![Localised::new(Language::En, "In Rwanda"), student],
        ..FormDefinition::default()
    };
    let competition = fixture.competition().in_phase(Phase::Screening);
    competition.form(form).await
}

fn decision(state: &str, reason: &str, points: &[(&str, &str)]) -> Decision {
    let point = |(name, found): &(&str, &str)| ((*name).into(), (*found).into());
    let decision = Decision::parse(state, reason, "Add one", "").unwrap();
    decision
        .with_points(&points.iter().map(point).collect())
        .unwrap()
}

#[tokio::test]
async fn team_reads_which_points_are_not_met_in_its_own_language() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = with_checklist(&fixture).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let ada = fixture.person("Ada").await;
        fixture.speaks(&ada, Language::Fr).await;
        let team = fixture.team(&competition, "Bees").lead(&ada).await;
        let entry = fixture.proposal(&team).submitted().await;
        let points = [("p1", "met"), ("p2", "unmet")];
        let returned = decision("returned", "Nobody learns", &points);
        screening::decide(&store, &organiser, entry.id, 1, &returned, NOW)
            .await
            .unwrap();
        let mails = mails(&store).await;
        assert_eq!(mails[0].2["unmet"], serde_json::json!(["Avec un étudiant"]));
        let later = domain::screening::told_at(NOW);
        let read = proposals::detail(&store, &ada, entry.id, later)
            .await
            .unwrap();
        let unmet = read.correction.unwrap().unmet;
        assert_eq!(unmet.len(), 1);
        assert_eq!(unmet[0].get(Language::En), "With a student");
        let slug = &competition.slug;
        let detail = screening::detail(&store, &organiser, slug, 1, NOW).await;
        let detail = detail.unwrap();
        assert_eq!(detail.checks.len(), 2);
        assert_eq!(
            detail.history[0].points,
            Points::from([(1, true), (2, false)])
        );
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn proposal_goes_to_the_jury_with_every_point_met_or_with_a_reason() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = with_checklist(&fixture).await;
        let organiser = fixture.organiser(&competition, "Olive").await;
        let entries = [
            fixture.entry(&competition, "Ada").await,
            fixture.entry(&competition, "Bo").await,
        ];
        let one = async |decision: &Decision| {
            screening::decide(&store, &organiser, entries[0].id, 1, decision, NOW).await
        };
        let many = async |decision: &Decision| {
            let (slug, chosen) = (&competition.slug, [(entries[1].id, 1)]);
            screening::decide_many(&store, &organiser, slug, &chosen, decision, NOW).await
        };
        let what = "unmet".into();
        let silent = Error::invalid("reason", Problem::Other { what });
        let half = decision("eligible", "", &[("p1", "met")]);
        assert_eq!(refusal(one(&half).await), silent);
        assert_eq!(refusal(many(&half).await), silent);
        assert_eq!(entries[0].row(&store).await.version, 1);
        let unknown = decision("eligible", "", &[("p3", "met")]);
        let nonsense = Error::invalid("points", Problem::NotAChoice);
        assert_eq!(refusal(one(&unknown).await), nonsense);

        one(&decision("eligible", "She joins in May", &[("p1", "met")]))
            .await
            .unwrap();
        many(&decision("eligible", "", &[("p1", "met"), ("p2", "met")]))
            .await
            .unwrap();
        for entry in &entries {
            let row = entry.row(&store).await;
            assert_eq!((row.screening.as_str(), row.version), ("eligible", 2));
        }
    })
    .await;
}

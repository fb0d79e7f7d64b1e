//! Panels: who changes them, that what is computed and what is given by hand keeps to them, and that what stands stays.

use super::pairs;
use crate::support::{
    Competition, Fixture, Juror, NOW, Proposal, actions, denied, each_database, refusal, sound,
};
use domain::{
    Actor, Error, Problem,
    jury::{Outcome, PanelEdit, Redistribution, panel_key},
    policy::{Denied, Phase},
};
use std::collections::BTreeMap;
use store::{Store, jury};

/// Two proposals of farming, two of energy, one of tourism; two reviews of each.
struct Sectors {
    competition: Competition,
    organiser: Actor,
    entries: Vec<Proposal>,
    jurors: Vec<Juror>,
}

async fn sectors(fixture: &Fixture) -> Sectors {
    let competition = fixture
        .competition()
        .in_phase(Phase::Jury)
        .reviews_per_proposal(2)
        .await;
    let mut entries = Vec::new();
    for (name, sector) in [
        ("Ada", "agriculture"),
        ("Bo", "agriculture"),
        ("Cy", "energy"),
        ("Di", "energy"),
        ("Eve", "tourism"),
    ] {
        let team = fixture.team_of(&competition, name).await;
        let entry = fixture.proposal(&team).eligible().sector(sector).await;
        entries.push(entry);
    }
    let mut jurors = Vec::new();
    for name in ["Ann", "Abe", "Eli", "Em", "Bridget"] {
        jurors.push(fixture.juror(&competition, name).await);
    }
    Sectors {
        organiser: fixture.organiser(&competition, "Olive").await,
        competition,
        entries,
        jurors,
    }
}

fn panel(name: &str, sectors: &[&str], jurors: &[&Juror]) -> PanelEdit {
    PanelEdit {
        name: name.into(),
        sectors: sectors.iter().map(|key| (*key).to_owned()).collect(),
        jurors: jurors.iter().map(|juror| juror.id.to_string()).collect(),
    }
}

impl Sectors {
    /// Ann and Abe read farming, Eli and Em energy; Bridget is of no panel.
    fn two(&self) -> BTreeMap<String, PanelEdit> {
        let [ann, abe, eli, em, _] = &self.jurors[..] else {
            panic!("five jurors");
        };
        let panels = [
            panel("Farming", &["agriculture"], &[ann, abe]),
            panel("Energy", &["energy"], &[eli, em]),
        ];
        (1..).map(panel_key).zip(panels).collect()
    }

    async fn change(
        &self,
        store: &Store,
        actor: &Actor,
        version: i64,
        panels: &BTreeMap<String, PanelEdit>,
    ) -> store::Result<()> {
        jury::change_panels(store, actor, &self.competition.slug, version, panels, NOW).await
    }
}

#[tokio::test]
async fn jurors_of_a_panel_get_what_it_reads_and_others_read_everything() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = sectors(&fixture).await;
        let slug = &s.competition.slug;
        // Stands across the panels, and stays.
        jury::add_pair(&store, &s.organiser, s.jurors[0].id, s.entries[2].id, NOW)
            .await
            .unwrap();
        s.change(&store, &s.organiser, 0, &s.two()).await.unwrap();
        let shown = jury::panels(&store, &s.organiser, slug, NOW).await.unwrap();
        assert_eq!((shown.version, shown.across), (1, 1));
        assert_eq!((shown.panels.0.len(), shown.jurors.len()), (2, 5));
        assert_eq!(shown.proposals.values().sum::<u32>(), 5);

        let barred = jury::add_pair(&store, &s.organiser, s.jurors[1].id, s.entries[2].id, NOW);
        let what = "pair_other_panel".into();
        let problem = Problem::Other { what };
        assert_eq!(refusal(barred.await), Error::invalid("juror", problem));

        let all = Redistribution::default();
        let proposed = jury::propose_assignment(&store, &s.organiser, slug, 5, &all, NOW);
        let proposed = proposed.await.unwrap();
        assert!(proposed.panels);
        let Outcome::Ready(preview) = proposed.outcome else {
            panic!("{:?}", proposed.outcome);
        };
        assert!(preview.dropped.is_empty(), "what stands stays");
        jury::apply_assignment(&store, &s.organiser, slug, 5, &preview.basis, &all, NOW)
            .await
            .unwrap();
        let stands = pairs(&store).await;
        assert_eq!(stands.len(), 10);
        let has = |juror: usize, entry: usize| {
            stands.contains(&(s.jurors[juror].id.0, s.entries[entry].id.0))
        };
        for (juror, others) in [(0, [3, 3]), (1, [2, 3]), (2, [0, 1]), (3, [0, 1])] {
            assert!(!others.iter().any(|entry| has(juror, *entry)), "{juror}");
        }
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn panels_are_changed_by_organisers_from_what_they_saw() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let s = sectors(&fixture).await;
        let auditor = fixture.auditor(&s.competition, "Aude").await;
        for actor in [&auditor, &s.jurors[0].actor] {
            let refused = s.change(&store, actor, 0, &s.two()).await;
            assert_eq!(denied(refused), Denied::Role);
        }
        let slug = &s.competition.slug;
        let seen = jury::panels(&store, &auditor, slug, NOW).await.unwrap();
        assert!(!seen.may_change && seen.panels.0.is_empty());
        let strange = jury::panels(&store, &s.jurors[0].actor, slug, NOW).await;
        assert_eq!(denied(strange), Denied::Role);

        let elsewhere = fixture.competition().in_phase(Phase::Jury).await;
        let stranger = fixture.juror(&elsewhere, "Sly").await;
        let bad = [(panel_key(1), panel("", &["agriculture"], &[&stranger]))];
        let refused = s.change(&store, &s.organiser, 0, &bad.into()).await;
        let Error::Invalid(problems) = refusal(refused) else {
            panic!("not refused for what was typed");
        };
        let fields: Vec<&str> = problems.iter().map(|own| own.field.as_str()).collect();
        assert_eq!(fields, ["panels[p1][name]", "panels[p1][jurors]"]);

        s.change(&store, &s.organiser, 0, &s.two()).await.unwrap();
        let late = s.change(&store, &s.organiser, 0, &BTreeMap::new()).await;
        assert!(matches!(refusal(late), Error::Conflict(now) if now.version == 1));
        s.change(&store, &s.organiser, 1, &BTreeMap::new())
            .await
            .unwrap();
        let one_pool = jury::panels(&store, &s.organiser, slug, NOW).await.unwrap();
        assert!(one_pool.panels.0.is_empty());
        let changes = actions(&store).await;
        let changes = changes.iter().filter(|own| *own == "jury.panels");
        assert_eq!(changes.count(), 2);
        sound(&store).await;
    })
    .await;
}

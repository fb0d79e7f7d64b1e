//! What every list and page costs in queries, on the demo's 60 proposals: a number that does not grow with rows.
//! Who changes one sees it here.

use crate::support::{NOW, demo_actor, each_database};
use domain::{
    Actor, Language, MessageId, ProposalId,
    exports::ExportTable,
    jury::{MatrixQuery, Redistribution},
    screening::{ListQuery, ScreeningState},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use store::{
    Store, audit, competitions, deliberations, demo, exports, gallery, imports, investors, jury,
    proposals, reviews, screening, selection, teams,
};

const CALL: &str = "pilot-2026";
const PUBLISHED: &str = "pilot-2025";

struct Counter {
    store: Store,
    asked: Arc<AtomicUsize>,
}

impl Counter {
    fn of(store: &Store) -> Self {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        let store = store.clone().observed(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
        });
        Self { store, asked }
    }

    /// Queries since it was last asked.
    fn asked(&self) -> usize {
        self.asked.swap(0, Ordering::SeqCst)
    }
}

/// Evaluates each page and compares what it cost.
macro_rules! costs {
    ($counter:ident: $($name:literal, $cost:literal, $page:expr;)*) => {{
        $counter.asked();
        let mut wrong = Vec::new();
        $(
            $page.await.unwrap();
            let asked = $counter.asked();
            if asked != $cost {
                wrong.push(format!("{}: {asked} queries, not {}", $name, $cost));
            }
        )*
        assert_eq!(wrong, Vec::<String>::new());
    }};
}

#[tokio::test]
async fn pages_cost_a_number_of_queries_that_does_not_grow_with_their_rows() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        let counter = Counter::of(&store);
        let store = &counter.store;
        let (organiser, juror) = (&demo_actor(store, "organiser").await, &demo_actor(store, "juror").await);
        let (lead, investor) = (&demo_actor(store, "lead").await, &demo_actor(store, "investor").await);
        let all = &ListQuery::default();
        let queue = reviews::my_queue(store, juror, CALL, NOW).await.unwrap();
        let sheet = queue.items[0].assignment;
        let proposal = teams::mine(store, lead, NOW).await.unwrap()[0].proposal;
        let jurors = jury::jury_list(store, organiser, CALL, NOW).await.unwrap().jurors;
        let some_juror = jurors.iter().find(|juror| juror.conflicts > 0).unwrap().id;
        costs! { counter:
            "calls", 2, competitions::announced(store, 1, NOW);
            "shortlist", 3, gallery::shortlist(store, PUBLISHED, NOW);
            "own competitions", 3, competitions::organised(store, organiser, 1, NOW);
            "overview", 6, competitions::overview(store, organiser, CALL, NOW);
            "proposals", 9, screening::list(store, organiser, CALL, all, NOW);
            "submitted proposal", 17, screening::detail(store, organiser, CALL, 1, NOW);
            "similar proposals", 5, screening::similar(store, organiser, CALL, 1, NOW);
            "preview of decisions", 5, screening::preview_many(store, organiser, CALL, ScreeningState::Eligible, &[], NOW);
            "jury", 9, jury::jury_list(store, organiser, CALL, NOW);
            "conflicts of a juror", 7, jury::conflicts_of_juror(store, organiser, CALL, some_juror, NOW);
            "suspected conflicts of a juror", 9, jury::suspected_of_juror(store, organiser, CALL, some_juror, NOW);
            "claims", 9, jury::claims(store, organiser, CALL, NOW);
            "leaving", 6, jury::leaving(store, juror, CALL, NOW);
            "matrix", 11, jury::matrix(store, organiser, CALL, &MatrixQuery::default(), NOW);
            "progress", 22, jury::progress(store, organiser, CALL, 1, NOW);
            "panels", 13, jury::panels(store, organiser, CALL, NOW);
            "proposed assignment", 11, jury::propose_assignment(store, organiser, CALL, 1, &Redistribution::default(), NOW);
            "selection", 5, selection::view(store, organiser, PUBLISHED, NOW);
            "second look", 19, jury::second_look_plan(store, organiser, PUBLISHED, None, NOW);
            "investors", 7, investors::investors_page(store, organiser, PUBLISHED, 1, NOW);
            "log", 6, audit::view(store, organiser, CALL, 1, NOW);
            "import", 8, imports::start(store, organiser, CALL, NOW);
            "juries", 3, reviews::my_juries(store, juror, NOW);
            "conflicts", 10, jury::conflict_list(store, juror, CALL, NOW);
            "queue", 10, reviews::my_queue(store, juror, CALL, NOW);
            "score sheet", 12, reviews::open_sheet(store, juror, sheet, NOW);
            "teams", 4, teams::mine(store, lead, NOW);
            "proposal", 14, proposals::detail(store, lead, proposal, NOW);
            "comments", 10, proposals::comments(store, lead, proposal, Some("budget"), None, NOW);
            "teamwork", 9, proposals::teamwork(store, lead, proposal, NOW);
            "investments", 3, investors::investments(store, investor);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_of_a_deliberation_cost_the_same_however_much_is_discussed() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        let counter = Counter::of(&store);
        let store = &counter.store;
        let people = [
            &demo_actor(store, "organiser").await,
            &demo_actor(store, "juror").await,
        ];
        let call = competitions::by_slug(store.read(), people[0], CALL, NOW).await;
        let call = call.unwrap().0;
        let now = call.jury_closes_at + 1;
        let own = handed_in(store, people[1], call.id).await;
        let page = deliberations::deliberation(store, people[0], CALL, now).await;
        let offers = page.unwrap().offers;
        let all: Vec<ProposalId> = offers.iter().map(|offer| offer.proposal).collect();
        for (open, talk) in [(&own[..1], &own[..1]), (&all[..], &own[1..])] {
            deliberations::open(store, people[0], CALL, open, "", now).await.unwrap();
            for proposal in talk {
                discuss(store, people, *proposal, now).await;
            }
            let (organiser, juror, of) = (people[0], people[1], own[0]);
            costs! { counter:
                "deliberation", 13, deliberations::deliberation(store, organiser, CALL, now);
                "discussion, for organisers", 17, deliberations::discussion(store, organiser, of, now);
                "discussion, for jurors", 21, deliberations::discussion(store, juror, of, now);
                "own discussions", 10, deliberations::discussions_of(store, juror, CALL, now);
            }
        }
    })
    .await;
}

/// What a juror of the competition at work has handed a review in for.
async fn handed_in(store: &Store, juror: &Actor, call: uuid::Uuid) -> Vec<ProposalId> {
    use store::entities::{jurors, reviews};
    let rows = reviews::Entity::find()
        .inner_join(jurors::Entity)
        .filter(jurors::Column::AccountId.eq(juror.id().unwrap().0))
        .filter(jurors::Column::CompetitionId.eq(call))
        .filter(reviews::Column::State.eq("submitted"))
        .order_by_desc(reviews::Column::SubmittedAt)
        .all(store.read())
        .await
        .unwrap();
    rows.into_iter()
        .take(6)
        .map(|row| row.proposal_id.into())
        .collect()
}

/// Three messages, a changed score and minutes.
async fn discuss(store: &Store, [organiser, juror]: [&Actor; 2], proposal: ProposalId, now: i64) {
    for text in ["First", "Second", "Third"] {
        let id = MessageId(uuid::Uuid::now_v7());
        deliberations::say(store, juror, proposal, id, text, now)
            .await
            .unwrap();
    }
    let found = deliberations::discussion(store, juror, proposal, now)
        .await
        .unwrap();
    let version = found.rights.change.unwrap();
    let own = found.reviews.iter().find(|review| review.own).unwrap();
    let mut scores = BTreeMap::new();
    for criterion in &found.rubric {
        if let Some(units) = own.scores[&criterion.id] {
            let first = scores.is_empty();
            let changed = if units > criterion.min {
                units - 1
            } else {
                units + 1
            };
            let units = if first { changed } else { units };
            scores.insert(
                criterion.code.clone(),
                criterion.points_text(units, Language::En),
            );
        }
    }
    deliberations::change_scores(store, juror, proposal, version, (&scores, "Convinced"), now)
        .await
        .unwrap();
    deliberations::save_minutes(store, organiser, proposal, 0, "Minutes", now)
        .await
        .unwrap();
}

#[tokio::test]
async fn page_of_an_export_costs_a_number_of_queries_that_does_not_grow_with_its_rows() {
    each_database(async |store| {
        demo::load(&store, NOW).await.unwrap();
        let counter = Counter::of(&store);
        let organiser = demo_actor(&counter.store, "organiser").await;
        for table in ExportTable::ALL {
            counter.asked();
            let sheet = exports::sheet(&counter.store, &organiser, PUBLISHED, *table, None, NOW)
                .await
                .unwrap();
            let asked = counter.asked();
            assert!(
                asked <= 18,
                "{table:?}: {asked} for {} rows",
                sheet.rows.len()
            );
        }
    })
    .await;
}

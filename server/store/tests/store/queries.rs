//! What every list and page costs in queries, on the demo's 60 proposals: a number that does not grow with rows.
//! Who changes one sees it here.

use crate::support::{NOW, demo_actor, each_database};
use domain::{
    exports::ExportTable,
    jury::{MatrixQuery, Redistribution},
    screening::{ListQuery, ScreeningState},
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use store::{
    Store, audit, competitions, demo, exports, gallery, imports, investors, jury, proposals,
    reviews, screening, selection, teams,
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
            "proposed assignment", 11, jury::propose_assignment(store, organiser, CALL, 1, &Redistribution::default(), NOW);
            "selection", 5, selection::view(store, organiser, PUBLISHED, NOW);
            "second look", 21, jury::second_look_plan(store, organiser, PUBLISHED, None, NOW);
            "investors", 7, investors::investors_page(store, organiser, PUBLISHED, 1, NOW);
            "log", 6, audit::view(store, organiser, CALL, 1, NOW);
            "import", 6, imports::start(store, organiser, CALL, NOW);
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

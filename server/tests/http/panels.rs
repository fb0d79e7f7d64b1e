//! Panels over HTTP, on plain pages: what an organiser types, what is refused, and what the assignment makes of it.

use crate::{
    jury::{between, values},
    support::App,
};

const PANELS: &str = "/organise/pilot-2026/panels";
const CHANGE: &str = "/api/jury/change-panels";
const ASSIGNMENT: &str = "/organise/pilot-2026/assignment";

/// The ids of the jurors that can be ticked in the first panel, by name.
fn jurors(page: &str) -> Vec<&str> {
    values(page, "panels[p1][jurors][]")
}

#[tokio::test]
async fn panels_are_typed_refused_kept_and_shown_on_the_assignment() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let jury = organiser.get("/organise/pilot-2026/jury").await.html;
    assert!(jury.contains(&format!("href=\"{PANELS}\"")));
    let page = organiser.get(PANELS).await.html;
    let [one, two, ..] = jurors(&page)[..] else {
        panic!("a jury of two at least");
    };
    assert!(
        !organiser
            .get(ASSIGNMENT)
            .await
            .html
            .contains("of another panel")
    );

    // A panel without a name and a juror in two: told beside each, and all that was ticked is still ticked.
    let typed = [
        ("slug", "pilot-2026"),
        ("version", values(&page, "version")[0]),
        ("panels[p1][name]", "Land and food"),
        ("panels[p1][sectors][]", "agriculture"),
        ("panels[p1][jurors][]", one),
        ("panels[p2][name]", ""),
        ("panels[p2][sectors][]", "energy"),
        ("panels[p2][jurors][]", one),
    ];
    let refused = organiser.post(PANELS, CHANGE, &typed).await;
    assert_eq!(refused.status, 422);
    for told in ["A juror belongs to one panel", "Panel 2, Name of the panel"] {
        assert!(refused.html.contains(told), "{told}");
    }
    assert!(refused.html.contains("value=\"Land and food\""));
    assert_eq!(ticked(&refused.html), ["agriculture", one, "energy", one]);

    let mut right = typed;
    (right[5].1, right[7].1) = ("Power", two);
    let done = organiser.post(PANELS, CHANGE, &right).await;
    assert_eq!((done.status, done.location.as_str()), (303, PANELS));
    let page = organiser.get(PANELS).await.html;
    assert_eq!(ticked(&page), ["agriculture", one, "energy", two]);
    assert!(page.contains("belong to no panel"));
    // Whoever had the page open does not take it back unknowingly.
    let late = organiser.post(PANELS, CHANGE, &typed).await;
    assert_eq!(late.status, 422);
    let late = organiser.post(PANELS, CHANGE, &right).await;
    assert_eq!(late.status, 409);
    assert!(
        late.html
            .contains("Somebody else changed the panels meanwhile")
    );

    assert!(
        organiser
            .get(ASSIGNMENT)
            .await
            .html
            .contains("of another panel")
    );
    let preview = organiser.get(&format!("{ASSIGNMENT}/preview?seed=5")).await;
    assert!(preview.html.contains("Jurors of a panel read its sectors"));
    let auditor = app.signed_in("auditor").await.get(PANELS).await.html;
    assert!(auditor.contains("Land and food") && !auditor.contains(CHANGE));
}

/// What is ticked in the panels, in their order.
fn ticked(page: &str) -> Vec<&str> {
    page.split("name=\"panels[")
        .skip(1)
        .map(|rest| rest.split_once('>').unwrap().0)
        .filter(|input| input.contains("checked"))
        .map(|input| between(input, "value=\"", "\""))
        .collect()
}

//! Locking pairs and arranging anew over HTTP, on plain pages: what an organiser presses, one after the other.

use crate::{
    jury::{between, values},
    support::{App, Browser},
};

const ASSIGNMENT: &str = "/organise/pilot-2026/assignment";
const PREVIEW: &str = "/organise/pilot-2026/assignment/preview";

/// The panel of one proposal.
async fn panel(browser: &Browser, page: &str) -> String {
    let html = browser.get(page).await.html;
    between(&html, "id=\"candidates\"", "</section>").to_owned()
}

/// The pairs of the forms of a panel that send to this address.
fn pairs(panel: &str, address: &str) -> Vec<String> {
    let start = format!("action=\"{address}\"");
    let forms = panel.split(&start).skip(1);
    let forms = forms.map(|form| form.split("</form>").next().unwrap());
    forms
        .flat_map(|form| values(form, "assignment"))
        .map(str::to_owned)
        .collect()
}

/// The page of a proposal that a juror has and has not begun, and the pair.
async fn idle_pair(organiser: &Browser) -> (String, String) {
    for number in 1..40 {
        let page = format!("{ASSIGNMENT}?proposal={number}");
        let answer = organiser.get(&page).await;
        if !answer.html.contains("id=\"candidates\"") {
            continue;
        }
        let found = pairs(&panel(organiser, &page).await, "/api/jury/lock-pair");
        if let Some(pair) = found.first() {
            return (page, pair.clone());
        }
    }
    panic!("nothing is waiting to be begun");
}

#[tokio::test]
async fn locked_pair_is_marked_not_taken_away_and_stays_when_it_is_arranged_anew() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let auditor = app.signed_in("auditor").await;
    let (page, pair) = idle_pair(&organiser).await;
    assert!(!organiser.get(ASSIGNMENT).await.html.contains(">◇<"));
    let lock = "/api/jury/lock-pair";
    let fields = [("assignment", pair.as_str()), ("locked", "true")];
    let done = organiser.post(&page, lock, &fields).await;
    assert_eq!((done.status, done.location.as_str()), (303, page.as_str()));
    assert!(organiser.get(ASSIGNMENT).await.html.contains(">◇<"));
    // Auditors see it and have no button.
    let seen = panel(&auditor, &page).await;
    assert!(seen.contains(">locked<") && !seen.contains("<form"));
    let shown = panel(&organiser, &page).await;
    assert!(!pairs(&shown, "/api/jury/remove-pair").contains(&pair));
    let remove = [("assignment", pair.as_str())];
    let refused = organiser
        .post(&page, "/api/jury/remove-pair", &remove)
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("It is locked. Unlock it first."));

    // The choice is on the first page and on the preview, and the preview says what would move.
    assert!(
        organiser
            .get(ASSIGNMENT)
            .await
            .html
            .contains("name=\"anew\"")
    );
    let plain = organiser.get(&format!("{PREVIEW}?seed=5")).await.html;
    assert!(plain.contains("name=\"anew\"") && values(&plain, "anew").len() == 1);
    let asked = format!("{PREVIEW}?seed=5&anew=true");
    let preview = organiser.get(&asked).await.html;
    assert!(preview.contains("not opened yet."));
    let basis = values(&preview, "basis")[0];
    let apply = async |anew| {
        let fields = [
            ("slug", "pilot-2026"),
            ("seed", "5"),
            ("basis", basis),
            ("anew", anew),
        ];
        organiser.post(&asked, "/api/jury/apply", &fields).await
    };
    let other = apply("false").await;
    assert_eq!(other.status, 409, "another choice than was shown");
    let done = apply("true").await;
    assert_eq!((done.status, done.location.as_str()), (303, ASSIGNMENT));
    assert_eq!(apply("true").await.status, 409, "done already");
    assert!(panel(&organiser, &page).await.contains(&pair));

    let unlock = [("assignment", pair.as_str())];
    assert_eq!(organiser.post(&page, lock, &unlock).await.status, 303);
    let removed = organiser
        .post(&page, "/api/jury/remove-pair", &remove)
        .await;
    assert_eq!(removed.status, 303);
    let log = organiser.get("/organise/pilot-2026/audit").await.html;
    for text in [
        "Proposal locked to a juror",
        "Lock of a proposal to a juror removed",
    ] {
        assert!(log.contains(text), "{text}");
    }
}

#[tokio::test]
async fn redistribution_without_room_for_all_offers_what_there_is_room_for() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let progress = organiser.get("/organise/pilot-2026/progress").await.html;
    let boxes = progress
        .split("<input")
        .map(|input| input.split('>').next().unwrap());
    let silent: Vec<&str> = boxes
        .filter(|input| input.contains("name=\"juror\"") && !input.contains("disabled"))
        .map(|input| between(input, "value=\"", "\""))
        .take(2)
        .collect();
    let asked = format!(
        "{PREVIEW}?seed=5&juror={}&juror={}&begun=true",
        silent[0], silent[1]
    );
    let refused = organiser.get(&asked).await.html;
    assert!(refused.contains("This cannot be done by the rules."));
    assert!(!refused.contains("/api/jury/apply"));
    let offer = between(&refused, "do what there is room for now.", "</main>");
    let link = between(offer, "href=\"", "\"").replace("&amp;", "&");
    assert!(link.starts_with(PREVIEW) && link.ends_with("&partial=true"));

    let preview = organiser.get(&link).await.html;
    let short = between(&preview, "id=\"short\"", "</section>");
    assert!(short.contains("stays with"));
    let fields = [
        ("slug", "pilot-2026"),
        ("seed", "5"),
        ("basis", values(&preview, "basis")[0]),
        ("without[]", silent[0]),
        ("without[]", silent[1]),
        ("begun", "true"),
        ("partial", "true"),
    ];
    assert_eq!(values(&preview, "without[]"), silent);
    let done = organiser.post(&link, "/api/jury/apply", &fields).await;
    assert_eq!((done.status, done.location.as_str()), (303, ASSIGNMENT));
    let log = organiser.get("/organise/pilot-2026/audit").await.html;
    assert!(log.contains("assignments.redistributed"));
}

//! A conflict of interest that a team claims about a juror, over HTTP: published names, the claim, the decision.

use crate::support::{App, Browser};

const JURY: &str = "/organise/pilot-2026/jury";
const CLAIMS: &str = "/organise/pilot-2026/claims";
const REASON: &str = "Her nephew Zebulon is in our team.";
const ANSWER: &str = "She says so herself, xylophonically.";

/// What stands between the first `start` and the next `end`.
fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = html.split_once(start).unwrap_or_else(|| panic!("{start}"));
    rest.split(end).next().unwrap()
}

/// The pages of the jury of a person's teams that offer one.
async fn juries(person: &Browser) -> Vec<String> {
    let home = person.get("/home").await.html;
    let mut pages = Vec::new();
    for team in home.split("href=\"/teams/").skip(1) {
        let team = format!("/teams/{}", team.split(['"', '/']).next().unwrap());
        let page = format!("{team}/jury");
        let offered = person.get(&team).await.html.contains(&page);
        let status = person.get(&page).await.status;
        assert_eq!(status == 200, offered, "{page}");
        if offered && !pages.contains(&page) {
            pages.push(page);
        }
    }
    pages
}

async fn publish(organiser: &Browser, named: &str) {
    let fields = [("slug", "pilot-2026"), ("named", named)];
    let done = organiser.post(JURY, "/api/jury/name", &fields).await;
    assert_eq!((done.status, done.location.as_str()), (303, JURY));
}

#[tokio::test]
async fn team_claims_a_conflict_and_the_organisers_accept_it_without_the_juror_learning_who_did() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let auditor = app.signed_in("auditor").await;
    let juror = app.signed_in("juror").await;
    juror.get("/language/en").await;
    let lead = app.signed_in("selected-lead").await;
    assert!(juries(&lead).await.is_empty(), "nothing is offered before");
    publish(&organiser, "true").await;
    let page = juries(&lead).await.remove(0);
    let team = between(&page, "/teams/", "/");

    // The juror of the demo, by name, as the form offers them.
    let html = lead.get(&page).await.html;
    assert!(!html.contains("<script src=\"/pkg"), "plain");
    let own = juror.get("/settings").await.html;
    let name = between(&own, "name=\"name\"", ">");
    let name = between(name, "value=\"", "\"");
    let (before, _) = html
        .split_once(&format!("\">{name}</option>"))
        .unwrap_or_else(|| panic!("{name} is offered"));
    let id = before.rsplit("value=\"").next().unwrap();

    let claim = async |reason| {
        let fields = [("team", team), ("juror", id), ("reason", reason)];
        lead.post(&page, "/api/jury/claim", &fields).await
    };
    let refused = claim(" ").await;
    assert!(refused.status == 422 && refused.html.contains("id=\"reason-error\""));
    let done = claim(REASON).await;
    assert_eq!((done.status, done.location.as_str()), (303, page.as_str()));
    assert!(lead.get(&page).await.html.contains("Zebulon"));

    for place in [JURY, "/organise/pilot-2026/progress"] {
        assert!(
            organiser
                .get(place)
                .await
                .html
                .contains("id=\"open-claims\"")
        );
        assert!(juror.get(place).await.status == 403);
    }
    let list = organiser.get(CLAIMS).await.html;
    let link = format!("{CLAIMS}/");
    let one = format!("{CLAIMS}/{}", between(&list, &link, "\""));
    assert!(list.contains("Zebulon") && auditor.get(CLAIMS).await.html.contains("Zebulon"));
    assert!(
        !auditor
            .get(&one)
            .await
            .html
            .contains("/api/jury/decide-claim")
    );
    let claim = one.rsplit('/').next().unwrap();
    let decide = async |decision, answer| {
        let fields = [("claim", claim), ("decision", decision), ("answer", answer)];
        organiser
            .post(&one, "/api/jury/decide-claim", &fields)
            .await
    };
    let refused = decide("accepted", "").await;
    assert!(refused.status == 422 && refused.html.contains("id=\"answer-error\""));
    let done = decide("accepted", ANSWER).await;
    assert_eq!((done.status, done.location.as_str()), (303, one.as_str()));
    assert!(organiser.get(&one).await.html.contains("xylophonically"));
    let late = decide("dismissed", ANSWER).await;
    assert_eq!(late.status, 409);
    assert!(
        !organiser
            .get(JURY)
            .await
            .html
            .contains("id=\"open-claims\"")
    );
    assert!(lead.get(&page).await.html.contains("xylophonically"));

    // What the juror can open says neither who said what nor what was answered.
    let mut places = vec![
        "/jury".to_owned(),
        "/jury/pilot-2026".to_owned(),
        "/jury/pilot-2026/conflicts".to_owned(),
        "/jury/pilot-2026/scores".to_owned(),
        "/home".to_owned(),
        page.clone(),
        one.clone(),
        CLAIMS.to_owned(),
    ];
    let queue = juror.get("/jury/pilot-2026").await.html;
    for sheet in queue.split("href=\"/reviews/").skip(1) {
        places.push(format!("/reviews/{}", sheet.split('"').next().unwrap()));
    }
    for place in places {
        let html = juror.get(&place).await.html;
        assert!(!html.contains("Zebulon"), "{place}");
        assert!(!html.contains("xylophonically"), "{place}");
    }
    let conflicts = juror.get("/jury/pilot-2026/conflicts").await.html;
    assert!(conflicts.contains("The organisers found a conflict of interest"));
    assert!(!conflicts.contains("claim_accepted"));

    publish(&organiser, "false").await;
    assert!(juries(&lead).await.is_empty());
}

#[tokio::test]
async fn what_suggests_a_conflict_that_is_not_declared_stands_on_the_page_of_the_juror() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let auditor = app.signed_in("auditor").await;
    let jury = organiser.get(JURY).await.html;
    let mut hinted = 0;
    for link in jury.split(&format!("href=\"{JURY}/")).skip(1) {
        let page = format!("{JURY}/{}", link.split('"').next().unwrap());
        let html = organiser.get(&page).await.html;
        if html.contains("id=\"suspected\"") {
            hinted += 1;
            assert!(auditor.get(&page).await.html.contains("id=\"suspected\""));
        }
    }
    assert!(hinted > 0, "the demo has a juror who works where a team is");
}

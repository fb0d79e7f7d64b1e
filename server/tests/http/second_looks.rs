//! A second look over HTTP, on plain pages: from the ranking to the review of a juror who had not read the proposal.

use crate::{
    jury::{between, values},
    support::App,
};
use sea_orm::ConnectionTrait;
use store::Store;

const PLAN: &str = "/organise/pilot-2026/second-look";
const OPEN: &str = "/api/selection/open-second-look";
const ASSIGNMENT: &str = "/organise/pilot-2026/assignment";

/// The demo after the jury's window.
async fn scored() -> App {
    let app = App::demo();
    let url = format!("sqlite://{}", app.folder.path().join("icumi.db").display());
    let store = Store::open(&url).await.unwrap();
    let over = "(SELECT id FROM competitions WHERE slug = 'pilot-2026')";
    for end in [
        format!("UPDATE rounds SET closes_at = opens_at + 1 WHERE competition_id = {over}"),
        format!("UPDATE competitions SET jury_closes_at = jury_opens_at + 1 WHERE id = {over}"),
    ] {
        store.writer().execute_unprepared(&end).await.unwrap();
    }
    app
}

/// A day before the result is public, as a field takes it.
fn before_the_result(page: &str) -> String {
    let announced = between(page, "Result is published", "</dd>");
    let at = between(announced, "datetime=\"", "\"");
    let at = at.split("datetime=\"").last().unwrap();
    let (day, _) = at.split_once('T').unwrap();
    let (month, day) = day.rsplit_once('-').unwrap();
    let day: u32 = day.parse().unwrap();
    format!("{month}-{:02}T12:00", day.max(2) - 1)
}

#[tokio::test]
async fn organiser_opens_a_second_look_and_other_jurors_get_the_proposals() {
    let app = scored().await;
    let organiser = app.signed_in("organiser").await;
    let ranking = organiser.get("/organise/pilot-2026/selection").await.html;
    assert!(ranking.contains(&format!("href=\"{PLAN}\"")));
    let page = organiser.get(&format!("{PLAN}?budget=3")).await.html;
    let hash = values(&page, "input_hash")[0];
    let inputs: Vec<(&str, &str)> = page
        .split("name=\"looks[")
        .skip(1)
        .map(|rest| rest.split_once(']').unwrap().0)
        .map(|key| (key, values(&page, &format!("looks[{key}]"))[0]))
        .collect();
    let suggested: u32 = inputs
        .iter()
        .filter_map(|own| own.1.parse::<u32>().ok())
        .sum();
    assert_eq!(suggested, 3);
    let until = before_the_result(&page);
    let names: Vec<String> = inputs
        .iter()
        .map(|own| format!("looks[{}]", own.0))
        .collect();
    let fields = |until, first: &'static str| {
        let mut fields = vec![
            ("slug", "pilot-2026"),
            ("input_hash", hash),
            ("until", until),
            ("reason", "Too close to call."),
        ];
        let typed = names.iter().zip(&inputs);
        fields.extend(typed.map(|(name, own)| (name.as_str(), own.1)));
        if !first.is_empty() {
            fields[4].1 = first;
        }
        fields
    };
    let bad = organiser.post(PLAN, OPEN, &fields("", "99")).await;
    assert_eq!(bad.status, 422);
    assert_eq!(
        values(&bad.html, &names[0])[0],
        "99",
        "what was typed stays"
    );
    assert!(bad.html.contains("Too close to call.</textarea>"));

    let done = organiser.post(PLAN, OPEN, &fields(&until, "")).await;
    assert_eq!(
        (done.status, done.location.as_str()),
        (303, ASSIGNMENT),
        "{}",
        done.html
    );
    let matrix = organiser.get(ASSIGNMENT).await.html;
    assert!(matrix.contains("judged in an earlier round"));
    // Who handed in nothing gets nothing new, unless the organiser says so.
    assert!(matrix.contains("Give nothing new to"));
    let without = values(&matrix, "without");
    assert!(!without.is_empty());
    let preview = format!(
        "{ASSIGNMENT}/preview?seed=5&without={}",
        without.join("&without=")
    );
    let html = organiser.get(&preview).await.html;
    assert!(html.contains("Nothing new goes to"));
    let basis = values(&html, "basis")[0];
    let mut apply = vec![("slug", "pilot-2026"), ("seed", "5"), ("basis", basis)];
    apply.extend(without.iter().map(|juror| ("without[]", *juror)));
    let given = organiser.post(&preview, "/api/jury/apply", &apply).await;
    assert_eq!((given.status, given.location.as_str()), (303, ASSIGNMENT));
    let rules = app.visitor().get("/c/pilot-2026/rules").await.html;
    assert!(rules.contains("Too close to call."), "everybody reads why");
    let log = organiser.get("/organise/pilot-2026/audit").await.html;
    assert!(log.contains("Second look opened"));

    // The juror's own page tells the rounds apart, and an old review is only read.
    let juror = app.signed_in("juror").await;
    let queue = juror.get("/jury/pilot-2026").await.html;
    let first = queue.split("id=\"round-1\"").last().unwrap();
    let sheet = first.split("href=\"/reviews/").nth(1).unwrap();
    let sheet = sheet.split('"').next().unwrap();
    let html = juror.get(&format!("/reviews/{sheet}")).await.html;
    assert!(!html.contains("value=\"submit\""), "no button to hand in");
}

//! A jury that loses jurors midway, over HTTP: who sees what became free, and how it is given to others.

use crate::support::{App, Browser};

const PROGRESS: &str = "/organise/pilot-2026/progress";
const PREVIEW: &str = "/organise/pilot-2026/assignment/preview";

/// What stands between the first `start` and the next `end`.
pub fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let rest = html
        .split_once(start)
        .unwrap_or_else(|| panic!("{start}"))
        .1;
    rest.split(end).next().unwrap()
}

/// The values of all inputs of this name.
pub fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let name = format!("name=\"{name}\" value=\"");
    let rest = html.split(&name).skip(1);
    rest.map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The part of the page about free places.
async fn vacancies(organiser: &Browser) -> Option<String> {
    let page = organiser.get(PROGRESS).await.html;
    let (_, rest) = page.split_once("id=\"vacancies\"")?;
    Some(rest.split("</section>").next().unwrap().to_owned())
}

/// Declares a conflict with the first proposal of the juror's queue.
async fn declare(juror: &Browser, reason: &str) {
    let queue = juror.get("/jury/pilot-2026").await.html;
    let sheet = between(&queue, "href=\"/reviews/", "\"");
    let page = format!("/reviews/{sheet}/conflict");
    let html = juror.get(&page).await.html;
    let fields = [
        ("slug", "pilot-2026"),
        ("proposal", values(&html, "proposal")[0]),
        ("reason", reason),
    ];
    let done = juror.post(&page, "/api/jury/declare-one", &fields).await;
    assert_eq!(done.status, 303);
}

#[tokio::test]
async fn place_freed_by_a_conflict_is_given_with_one_press_and_the_conflict_is_seen_by_organisers_only()
 {
    let app = App::demo();
    let juror = app.signed_in("juror").await;
    let organiser = app.signed_in("organiser").await;
    let auditor = app.signed_in("auditor").await;
    let before = vacancies(&organiser)
        .await
        .map_or(0, |part| values(&part, "proposal").len());
    declare(&juror, "My sister leads the team.").await;

    let part = vacancies(&organiser).await.expect("something is free");
    assert_eq!(values(&part, "proposal").len(), before + 1);
    assert!(
        !vacancies(&auditor)
            .await
            .expect("auditors see it")
            .contains("<form")
    );
    let (proposal, other) = (
        values(&part, "proposal")[before],
        values(&part, "juror")[before],
    );
    let fields = [("proposal", proposal), ("juror", other)];
    let given = organiser
        .post(PROGRESS, "/api/jury/add-pair", &fields)
        .await;
    assert_eq!((given.status, given.location.as_str()), (303, PROGRESS));
    let after = vacancies(&organiser).await.unwrap_or_default();
    assert!(!values(&after, "proposal").contains(&proposal));
    // Pressed again on an old page: said in place, nothing is done twice.
    let again = organiser
        .post(PROGRESS, "/api/jury/add-pair", &fields)
        .await;
    assert_eq!(again.status, 422);

    let jury = organiser.get("/organise/pilot-2026/jury").await.html;
    let mut seen = 0;
    for link in jury.split("href=\"/organise/pilot-2026/jury/").skip(1) {
        let page = format!(
            "/organise/pilot-2026/jury/{}",
            link.split('"').next().unwrap()
        );
        if organiser
            .get(&page)
            .await
            .html
            .contains("My sister leads the team.")
        {
            seen += 1;
            assert!(
                auditor
                    .get(&page)
                    .await
                    .html
                    .contains("My sister leads the team.")
            );
            let denied = juror.get(&page).await;
            assert!(denied.status == 403 && !denied.html.contains("My sister"));
        }
    }
    assert_eq!(seen, 1);
}

#[tokio::test]
async fn juror_who_cannot_go_on_leaves_by_a_plain_page() {
    let app = App::demo();
    let juror = app.signed_in("juror").await;
    let organiser = app.signed_in("organiser").await;
    let page = "/jury/pilot-2026/leave";
    assert!(juror.get("/jury/pilot-2026").await.html.contains(page));
    assert!(!juror.get(page).await.html.contains(".wasm"));
    let leave = async |reason| {
        let fields = [("slug", "pilot-2026"), ("reason", reason)];
        juror.post(page, "/api/jury/leave", &fields).await
    };
    let refused = leave(" ").await;
    assert!(refused.status == 422 && refused.html.contains("id=\"reason-error\""));
    let left = leave("I am ill.").await;
    assert_eq!((left.status, left.location.as_str()), (303, page));
    let gone = juror.get(page).await;
    assert!(gone.status == 200 && !gone.html.contains("/api/jury/leave"));
    assert!(juror.get("/jury/pilot-2026").await.status >= 400);
    assert!(vacancies(&organiser).await.is_some());
    assert!(organiser.get(page).await.status >= 400);
}

#[tokio::test]
async fn work_of_chosen_jurors_goes_to_others_after_a_look() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let page = organiser.get(PROGRESS).await.html;
    assert!(page.contains(&format!("formaction=\"{PREVIEW}\"")));
    let chooser = page
        .split("<input")
        .map(|input| input.split('>').next().unwrap())
        .find(|input| {
            input.contains("name=\"juror\"")
                && input.contains("type=\"checkbox\"")
                && !input.contains("disabled")
        })
        .expect("a juror with work left");
    let juror = between(chooser, "value=\"", "\"");
    // As the list sends it, with the choice about begun reviews.
    let asked = format!("{PREVIEW}?juror={juror}&begun=true");
    let preview = organiser.get(&asked).await.html;
    assert!(preview.contains("id=\"effects-title\""));
    assert_eq!(values(&preview, "without[]"), [juror]);
    let (seed, basis) = (values(&preview, "seed"), values(&preview, "basis")[0]);
    let fields = |begun| {
        vec![
            ("slug", "pilot-2026"),
            ("seed", seed[0]),
            ("basis", basis),
            ("without[]", juror),
            ("begun", begun),
        ]
    };
    let other = organiser
        .post(&asked, "/api/jury/apply", &fields("false"))
        .await;
    assert_eq!(other.status, 409, "another choice than was shown");
    let done = organiser
        .post(&asked, "/api/jury/apply", &fields("true"))
        .await;
    assert_eq!(done.status, 303);
    let log = organiser.get("/organise/pilot-2026/audit").await.html;
    assert!(log.contains("assignments.redistributed"));
}

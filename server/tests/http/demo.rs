//! The demo: one link for each role, and none of it anywhere else.

use crate::support::App;

/// Every role, with a word of its name on the page of roles.
const ROLES: [&str; 11] = [
    "organiser",
    "auditor",
    "juror",
    "silent-juror",
    "lead",
    "member",
    "selected-lead",
    "rejected-lead",
    "investor",
    "new-investor",
    "operator",
];

#[tokio::test]
async fn demo_page_links_to_every_role_and_each_signs_in_as_a_person_of_its_own() {
    let app = App::demo();
    let page = app.visitor().get("/demo").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.html.matches("href=\"/demo/").count(), ROLES.len());
    let mut greetings = Vec::new();
    for role in ROLES {
        assert!(
            page.html.contains(&format!("href=\"/demo/{role}\"")),
            "{role}"
        );
        let browser = app.visitor();
        let answer = browser.get(&format!("/demo/{role}")).await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (303, "/home"),
            "{role}"
        );
        let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
        assert!(
            cookie.starts_with("icumi_session=") && cookie.contains("HttpOnly; SameSite=Lax"),
            "{cookie}"
        );
        let home = browser.get("/home").await;
        assert_eq!(home.status, 200, "{role}");
        let greeting = home.html.split("<h1>").nth(1).unwrap();
        greetings.push(greeting.split("</h1>").next().unwrap().to_owned());
    }
    greetings.sort();
    greetings.dedup();
    assert_eq!(greetings.len(), ROLES.len(), "{greetings:?}");
    assert_eq!(app.visitor().get("/demo/president").await.status, 404);
}

#[tokio::test]
async fn installation_that_is_no_demo_has_no_demo_page_and_signs_nobody_in() {
    let app = App::empty();
    let browser = app.visitor();
    assert_eq!(browser.get("/demo").await.status, 404);
    let answer = browser.get("/demo/organiser").await;
    assert_eq!(answer.status, 404);
    assert!(!answer.headers.contains_key("set-cookie"));
}

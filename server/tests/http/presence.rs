//! Who else has a section open, as a stream.

use crate::support::{App, Browser, Stream};

/// The address of the stream of a section of the demo's draft.
async fn address(lead: &Browser) -> String {
    let home = lead.get("/home").await.html;
    let id = home.split("href=\"/proposals/").nth(1).unwrap();
    format!("/proposals/{}/idea/present", &id[..36])
}

/// What the next event says.
async fn next(stream: &mut Stream) -> String {
    let event = stream.next().await;
    let data = event.lines().find_map(|line| line.strip_prefix("data: "));
    serde_json::from_str(data.expect("an event with data")).unwrap()
}

#[tokio::test]
async fn members_hear_at_once_who_comes_and_goes() {
    let app = App::demo();
    let lead = app.signed_in("lead").await;
    let member = app.signed_in("member").await;
    let address = address(&lead).await;
    let mut followed = lead.follow(&address).await;
    assert_eq!(followed.kind, "text/event-stream");
    assert_eq!(next(&mut followed).await, "");

    let other = member.follow(&address).await;
    assert!(next(&mut followed).await.contains("Kevin Mugisha"));
    drop(other);
    assert_eq!(next(&mut followed).await, "");
}

#[tokio::test]
async fn only_the_team_may_follow() {
    let app = App::demo();
    let address = address(&app.signed_in("lead").await).await;
    assert_eq!(app.visitor().get(&address).await.status, 401);
    for role in ["new-investor", "investor", "juror", "auditor", "organiser"] {
        let page = app.signed_in(role).await.get(&address).await;
        assert_eq!((page.status, page.html.as_str()), (404, ""), "{role}");
    }
    let lead = app.signed_in("lead").await;
    let nowhere = address.replace("/idea/", "/nonsense/");
    assert_eq!(lead.get(&nowhere).await.status, 404);
}

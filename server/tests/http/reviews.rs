//! A juror's work over HTTP.

use crate::support::App;

#[tokio::test]
async fn conflict_found_while_reading_takes_the_proposal_away_once_it_has_a_reason() {
    let app = App::demo();
    let juror = app.signed_in("juror").await;
    let queue = juror.get("/jury/pilot-2026").await.html;
    let start = queue.find("/reviews/").unwrap();
    let sheet = &queue[start..start + "/reviews/".len() + 36];
    let declare = format!("{sheet}/conflict");
    assert!(juror.get(sheet).await.html.contains(&declare));

    let page = juror.get(&declare).await.html;
    let proposal = page
        .split("name=\"proposal\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let fields = [
        ("slug", "pilot-2026"),
        ("proposal", proposal),
        ("reason", " "),
    ];
    let refused = juror.post(&declare, "/api/jury/declare-one", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.html.contains("id=\"reason-error\"")
            && refused.html.contains("aria-invalid=\"true\"")
    );
    assert_eq!(juror.get(sheet).await.status, 200, "nothing has happened");

    let fields = [
        ("slug", "pilot-2026"),
        ("proposal", proposal),
        ("reason", "My sister leads the team."),
    ];
    let done = juror.post(&declare, "/api/jury/declare-one", &fields).await;
    assert_eq!(
        (done.status, done.location.as_str()),
        (303, "/jury/pilot-2026")
    );
    assert!(!juror.get("/jury/pilot-2026").await.html.contains(sheet));
    assert!(juror.get(sheet).await.status >= 400);
}

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

#[tokio::test]
async fn practice_is_answered_on_its_page_and_a_refused_one_loses_nothing() {
    let app = App::demo();
    let juror = app.signed_in("juror").await;
    juror.get("/language/en").await;
    let page = "/jury/pilot-2026/practice";
    let reason = "One box was built and tested";
    assert!(
        juror
            .get("/jury/pilot-2026")
            .await
            .html
            .contains(&format!("href=\"{page}\""))
    );
    let sheet = juror.get(page).await;
    assert_eq!(sheet.status, 200);
    assert!(sheet.html.contains("Cold water for the milk of Gatare"));
    assert!(
        !sheet.html.contains(reason),
        "the organisers' levels come with the answer"
    );

    let mut fields = vec![
        ("slug", "pilot-2026"),
        ("scores[relevance]", "3"),
        ("scores[feasibility]", "9"),
        ("scores[innovation]", "cannot"),
        ("reasons[innovation]", ""),
        ("scores[inclusion]", "4"),
        ("scores[economy]", "cannot"),
        ("reasons[economy]", "I know no prices <there>"),
        ("scores[team]", "5"),
    ];
    let refused = juror.post(page, "/api/reviews/practise", &fields).await;
    assert_eq!(refused.status, 422);
    let beside = |field: &str| {
        let start = refused
            .html
            .find(&format!("id=\"{field}-error\""))
            .unwrap_or_else(|| panic!("{field}"));
        refused.html[start..start + 120].contains("class=\"error\"")
            || refused.html[start - 60..start].contains("class=\"error\"")
    };
    assert!(beside("scores[feasibility]") && beside("reasons[innovation]"));
    assert!(!beside("scores[relevance]"));
    assert!(refused.html.contains("I know no prices &lt;there&gt;"));
    for (name, value) in [
        ("scores[relevance]", "3"),
        ("scores[innovation]", "cannot"),
        ("scores[economy]", "cannot"),
        ("scores[team]", "5"),
    ] {
        let kept = format!("name=\"{name}\" value=\"{value}\" checked");
        assert!(refused.html.contains(&kept), "{kept}");
    }
    assert!(!refused.html.contains(reason));

    fields[2].1 = "3";
    fields[4].1 = "Not my field";
    // As from the page that came back, whose address is the server function's.
    let from = "/api/reviews/practise";
    let again = "/api/reviews/practise?from=%2Fjury%2Fpilot-2026%2Fpractice";
    let answer = juror.post(from, again, &fields).await;
    assert_eq!((answer.status, answer.location.as_str()), (200, ""));
    assert!(answer.html.contains(reason) && answer.html.contains("1 lower"));
    assert!(answer.html.contains("I know no prices &lt;there&gt;"));
    assert!(!answer.html.contains("<script"));
    assert_eq!(answer.headers["cache-control"], "private, no-store");
    assert!(
        !juror.get(page).await.html.contains("checked"),
        "nothing is kept"
    );
    let json = juror.call("/api/reviews/practise", &fields).await;
    assert_eq!(json.status, 200);
    assert!(json.html.starts_with("{\"compared\":["));
}

#[tokio::test]
async fn place_that_is_none_is_named_by_its_proposal_in_the_summary() {
    let app = App::demo();
    let juror = app.signed_in("juror").await;
    let page = "/jury/pilot-2026/scores";
    let html = juror.get(page).await.html;
    let names: Vec<String> = html
        .split("name=\"place[a")
        .skip(1)
        .map(|rest| format!("a{}", rest.split(']').next().unwrap()))
        .collect();
    let title = html
        .split("href=\"/reviews/")
        .find(|rest| names[1].ends_with(&rest[..36]))
        .and_then(|rest| rest.split('>').nth(1)?.split('<').next())
        .unwrap();
    let fields: Vec<(String, &str)> = names
        .iter()
        .flat_map(|name| {
            [
                (format!("place[{name}]"), "1"),
                (format!("before[{name}]"), ""),
            ]
        })
        .collect();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), *v)).collect();
    fields.push(("slug", "pilot-2026"));
    fields[2].1 = "first";
    let refused = juror.post(page, "/api/reviews/place", &fields).await;
    assert_eq!(refused.status, 422);
    let line = format!("<a href=\"#place[{}]\">{title}: ", names[1]);
    assert!(refused.html.contains(&line), "{line}");
}

//! Deciding about several proposals by plain forms, and taking it back.

use crate::support::App;

const LIST: &str = "/organise/pilot-2026/proposals";

/// What stands between `start` and the next quotation mark.
fn after<'a>(html: &'a str, start: &str) -> &'a str {
    let (_, rest) = html.split_once(start).unwrap();
    rest.split('"').next().unwrap()
}

/// How many boxes are ticked.
fn ticked(html: &str) -> usize {
    let boxes = html.split("<input type=\"checkbox\"").skip(1);
    boxes
        .filter(|rest| {
            rest.split('>')
                .next()
                .is_some_and(|tag| tag.contains(" checked"))
        })
        .count()
}

#[tokio::test]
async fn several_are_refused_by_plain_forms_and_taken_back_before_anybody_hears() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let list = organiser.get(LIST).await.html;
    assert_eq!(ticked(&list), 0);
    let all = organiser.get(&format!("{LIST}?all=1")).await.html;
    assert_eq!(ticked(&all), 50);

    let proposal = after(&list, "name=\"proposal\" value=\"");
    let address = format!("/organise/pilot-2026/decide?decision=ineligible&proposal={proposal}");
    let preview = organiser.get(&address).await.html;
    let chosen = after(&preview, "name=\"chosen[]\" value=\"");
    assert!(chosen.starts_with(proposal), "{chosen}");
    let mut fields = vec![
        ("slug", "pilot-2026"),
        ("decision", "ineligible"),
        ("chosen[]", chosen),
        ("reason", " "),
    ];
    let decide = "/api/screening/decide-many";
    let refused = organiser.post(&address, decide, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("id=\"reason-error\""));
    assert!(refused.html.contains(chosen));
    fields[3].1 = "Not in Rwanda";
    fields.push(("points[p1]", "met"));
    fields.push(("points[p2]", "unmet"));
    let decided = organiser.post(&address, decide, &fields).await;
    assert_eq!(decided.status, 303, "{}", decided.html);
    assert_eq!(decided.headers["location"], LIST);

    let list = organiser.get(LIST).await.html;
    let decision = after(&list, "name=\"decision\" value=\"");
    let undo = [("decision", decision), ("all", "true")];
    let undone = organiser
        .post(LIST, "/api/screening/take-back", &undo)
        .await;
    assert_eq!(undone.status, 303, "{}", undone.html);
    let list = organiser.get(LIST).await.html;
    assert!(!list.contains("/api/screening/take-back"));
    let read = organiser.get(&format!("{LIST}/1")).await.html;
    assert!(read.contains("Taken back by"));
    assert!(read.contains("Not in Rwanda"));
    assert!(read.contains("<li>The project takes place in Rwanda, at the college named.</li>"));
}

//! The criteria of second looks over HTTP, on plain pages: written in a draft, read by everybody.

use crate::{
    forms::{DRAFT, found, version},
    support::App,
};

#[tokio::test]
async fn criterion_of_second_looks_comes_back_when_refused_and_stands_in_the_rules() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    found(&organiser, "2030-01-01T08:00").await;
    let rubric = format!("{DRAFT}/rubric");
    let page = organiser.get(&rubric).await;
    assert!(page.html.contains("scored by the criteria above"));
    let new = format!("{rubric}/new?second_look=true");
    assert!(page.html.contains(&format!("href=\"{new}\"")));
    let form = organiser.get(&new).await;
    assert!(
        form.html
            .contains("name=\"edit[second_look]\" value=\"true\"")
    );
    let version = version(&form);
    let mut fields = vec![
        ("slug", "forms-2030"),
        ("version", &version),
        ("id", ""),
        ("edit[second_look]", "true"),
        ("edit[name]", "Depth of the plan"),
        ("edit[code]", "feasibility"),
        ("edit[weight]", "10"),
        ("edit[units_per_point]", "2"),
        ("edit[min]", "0"),
        ("edit[max]", "4"),
    ];
    let save = "/api/competitions/save-criterion";
    let refused = organiser.post(&new, save, &fields).await;
    assert_eq!(refused.status, 422);
    for part in [
        "id=\"edit[code]-error\"",
        "value=\"Depth of the plan\"",
        "name=\"edit[second_look]\" value=\"true\"",
    ] {
        assert!(refused.html.contains(part), "{part}");
    }
    fields[5].1 = "depth";
    let saved = organiser.post(&new, save, &fields).await;
    assert_eq!(
        (saved.status, saved.location.as_str()),
        (303, rubric.as_str())
    );
    let page = organiser.get(&rubric).await.html;
    assert!(page.contains("they score these criteria alone"));
    // All of its look: the first criteria keep their shares.
    let (first, second) = page.split_once("Criteria of second looks").unwrap();
    assert!(first.contains(">25 %<") && second.contains(">100 %<"));
    assert!(second.contains("Depth of the plan") && !first.contains("Depth of the plan"));
    let rules = organiser.get("/c/forms-2030/rules").await.html;
    let (_, second) = rules.split_once("Criteria of second looks").unwrap();
    assert!(second.contains("Depth of the plan"));
    // A competition without them says nothing of it in its rules.
    let other = app.visitor().get("/c/pilot-2026/rules").await.html;
    assert!(!other.contains("Criteria of second looks"));
}

//! The form's editor as plain pages, and long texts as their readers get them.

use crate::support::{App, Browser, Page};

/// Pages of the competition that is founded here.
pub const DRAFT: &str = "/organise/forms-2030";

/// Founds a competition by the plain form.
pub async fn found(organiser: &Browser, opens_at: &str) {
    let edit = |name: &'static str| format!("edit[{name}]");
    let fields = [
        ("slug", "forms-2030"),
        ("name", "Forms 2030"),
        ("summary", "Questions"),
        ("zone", "Africa/Kigali"),
        ("seats", "10"),
        ("reviews_per_proposal", "3"),
        ("opens_at", opens_at),
        ("closes_at", "2030-02-01T08:00"),
        ("grace_minutes", "10"),
        ("jury_opens_at", "2030-03-01T08:00"),
        ("jury_closes_at", "2030-04-01T08:00"),
        ("publishes_at", "2030-05-01T08:00"),
        ("consent", "lead"),
        ("team_visibility", "shown"),
        ("others_visibility", "never"),
    ]
    .map(|(name, value)| (edit(name), value));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let founded = organiser
        .post("/organise/new", "/api/competitions/create", &fields)
        .await;
    assert_eq!(founded.status, 303, "{}", founded.html);
}

/// The version that the page's forms name.
pub fn version(page: &Page) -> String {
    let (_, version) = page.html.split_once("name=\"version\" value=\"").unwrap();
    version.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn refused_question_comes_back_with_all_languages_and_the_mended_one_is_on_the_blank_form() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    found(&organiser, "2030-01-01T08:00").await;
    let new = format!("{DRAFT}/form/section/solution/new");
    let page = organiser.get(&new).await;
    assert_eq!(page.status, 200);
    assert!(!page.html.contains("nonce="));
    let version = version(&page);
    let mut fields = vec![
        ("slug", "forms-2030"),
        ("version", &version),
        ("section", "solution"),
        ("id", ""),
        ("edit[label][en]", "What burns?"),
        ("edit[label][rw]", "Hatwikwa iki?"),
        ("edit[kind]", "choice"),
        ("edit[options][en]", "Wood\r\nGas"),
        ("edit[options][fr]", "Bois"),
        ("edit[many]", "true"),
        ("edit[key]", ""),
    ];
    let save = "/api/competitions/save-form-question";
    let refused = organiser.post(&new, save, &fields).await;
    assert_eq!(refused.status, 422);
    for part in [
        "Hatwikwa iki?",
        ">Wood\r\nGas<",
        ">Bois<",
        "id=\"edit[options][fr]-error\"",
        "There must be as many lines",
    ] {
        assert!(refused.html.contains(part), "{part} in {}", refused.html);
    }
    fields[8].1 = "Bois\r\nGaz";
    let saved = organiser.post(&new, save, &fields).await;
    assert_eq!(saved.status, 303);
    let place = saved.headers["location"].to_str().unwrap();
    assert!(
        place.ends_with("/organise/forms-2030/form#part-solution-what_burns"),
        "{place}"
    );
    let list = organiser.get(&format!("{DRAFT}/form")).await;
    assert!(list.html.contains("id=\"part-solution-what_burns\""));
    let stale = organiser.post(&new, save, &fields).await;
    assert_eq!(stale.status, 409);
    assert!(stale.html.contains("Hatwikwa iki?"));
    let blank = organiser.get("/c/forms-2030/form").await.html;
    for part in [
        "What burns?",
        "Choose all that apply",
        "<li>Wood</li><li>Gas</li>",
    ] {
        assert!(blank.contains(part), "{part} in {blank}");
    }
    let hidden = app.visitor().get("/c/forms-2030/form").await;
    assert_eq!(hidden.status, 404);
}

#[tokio::test]
async fn form_of_an_open_call_is_read_only_and_says_so() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let page = organiser.get("/organise/pilot-2027/form").await;
    assert_eq!(page.status, 200);
    assert!(
        page.html
            .contains("the rules are fixed when the call opens")
    );
    assert!(!page.html.contains("move-in-form") && !page.html.contains("reset-form"));
    let edit = organiser
        .get("/organise/pilot-2027/form/section/idea")
        .await;
    assert_eq!(edit.status, 404);
    let auditor = app.signed_in("auditor").await;
    assert_eq!(auditor.get("/organise/pilot-2026/form").await.status, 200);
}

#[tokio::test]
async fn long_text_is_formatted_for_its_readers_and_holds_no_tag_of_a_person() {
    let app = App::demo();
    let lead = app.signed_in("lead").await;
    let home = lead.get("/home").await;
    let start = home.html.find("/proposals/").unwrap();
    let id = &home.html[start + "/proposals/".len()..start + "/proposals/".len() + 36];
    let page = lead.get(&format!("/proposals/{id}/solution")).await;
    let (_, version) = page.html.split_once("name=\".version\" value=\"").unwrap();
    let version = version.split('"').next().unwrap();
    let typed =
        "A **strong** text\n\n- one\n- two\n\n<script>alert(1)</script> [x](javascript:alert(1))";
    let fields = [
        (".proposal", id),
        (".section", "solution"),
        (".version", version),
        ("solution", typed),
    ];
    let saved = lead
        .post(
            &format!("/proposals/{id}/solution"),
            "/api/proposals/save",
            &fields,
        )
        .await;
    assert_eq!(saved.status, 303, "{}", saved.html);
    let preview = lead.get(&format!("/proposals/{id}/preview")).await.html;
    assert!(
        preview.contains("<strong>strong</strong>") && preview.contains("<li>one</li>"),
        "{preview}"
    );
    assert!(
        preview.contains("&lt;script&gt;alert(1)") && !preview.contains("<script>"),
        "{preview}"
    );
    assert!(!preview.contains("\"javascript:"), "{preview}");
    let overview = lead.get(&format!("/proposals/{id}")).await.html;
    assert!(overview.contains("9 of 400 words"), "{overview}");
}

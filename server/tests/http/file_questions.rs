//! A question that files answer, from the organiser's form to those who read the submission.

use crate::{
    forms::{DRAFT, found, version},
    support::{App, Browser, Page},
};
use sea_orm::ConnectionTrait;
use store::Store;

const PDF: &[u8] = b"%PDF-1.7\nThe college agrees";
const KEY: &str = "a_letter_of_the_college";
const LABEL: &str = "A letter of the college";

/// The deadline passes, the proposal is eligible, and the demo's juror is to review it.
const JURY: [&str; 4] = [
    "UPDATE competitions SET closes_at = opens_at + 1, jury_opens_at = opens_at + 2 WHERE slug = 'forms-2030'",
    "UPDATE proposals SET screening = 'eligible'
     WHERE competition_id = (SELECT id FROM competitions WHERE slug = 'forms-2030')",
    "INSERT INTO jurors (id, competition_id, account_id, email, name, employer, languages, sectors, capacity, state,
       conflicts_declared_at, created_at, version)
     SELECT randomblob(16), c.id, j.account_id, j.email, j.name, j.employer, j.languages, j.sectors, j.capacity, 'active',
       9000000000000, 1, 1
     FROM jurors j JOIN competitions o ON o.id = j.competition_id, competitions c
     WHERE c.slug = 'forms-2030' AND o.slug = 'pilot-2026' AND j.email LIKE 'marie.josee.ingabire@%'",
    "INSERT INTO assignments (id, round_id, juror_id, proposal_id, state, reason, seed, created_at)
     SELECT randomblob(16), r.id, j.id, p.id, 'active', 'by_hand', '', 1
     FROM competitions c JOIN rounds r ON r.competition_id = c.id JOIN jurors j ON j.competition_id = c.id
       JOIN proposals p ON p.competition_id = c.id
     WHERE c.slug = 'forms-2030'",
];

/// What stands between `start` and the next quotation mark.
fn after<'a>(html: &'a str, start: &str) -> &'a str {
    let (_, rest) = html
        .split_once(start)
        .unwrap_or_else(|| panic!("{start} in {html}"));
    rest.split('"').next().unwrap()
}

/// The value of the first choice of a menu.
fn first_choice(page: &Page, name: &str) -> String {
    let (_, menu) = page
        .html
        .split_once(&format!("<select id=\"{name}\""))
        .unwrap();
    let values = menu.split("<option value=\"").skip(1);
    let values = values.filter_map(|rest| rest.split('"').next());
    values
        .into_iter()
        .find(|value| !value.is_empty())
        .unwrap()
        .to_owned()
}

/// The organiser asks for a letter and opens the call.
async fn open_call(organiser: &Browser) {
    found(organiser, "2020-01-01T08:00").await;
    let new = format!("{DRAFT}/form/section/plan/new");
    let page = organiser.get(&new).await;
    assert!(
        page.html.contains("<option value=\"file\""),
        "{}",
        page.html
    );
    let fields = [
        ("slug", "forms-2030"),
        ("version", &version(&page)),
        ("section", "plan"),
        ("id", ""),
        ("edit[label][en]", LABEL),
        ("edit[hint][en]", "Signed <today>"),
        ("edit[kind]", "file"),
        ("edit[required]", "true"),
        ("edit[key]", ""),
    ];
    let saved = organiser
        .post(&new, "/api/competitions/save-form-question", &fields)
        .await;
    assert_eq!(saved.status, 303, "{}", saved.html);
    assert!(
        saved.location.ends_with(&format!("#part-plan-{KEY}")),
        "{}",
        saved.location
    );
    let new = format!("{DRAFT}/needs/new");
    let fields = [
        ("slug", "forms-2030"),
        ("version", &version(&organiser.get(&new).await)),
        ("id", ""),
        ("edit[title]", "Clean stoves"),
        ("edit[description]", "Smoke in the kitchen"),
        ("edit[sector]", "energy"),
        ("edit[college]", ""),
        ("edit[priority]", "1"),
    ];
    let saved = organiser
        .post(&new, "/api/competitions/save-need", &fields)
        .await;
    assert_eq!(saved.status, 303, "{}", saved.html);
    let open = format!("{DRAFT}/open");
    let version = version(&organiser.get(&open).await);
    let fields = [("slug", "forms-2030"), ("version", &version)];
    let opened = organiser
        .post(&open, "/api/competitions/open", &fields)
        .await;
    assert_eq!(
        (opened.status, opened.location.as_str()),
        (303, DRAFT),
        "{}",
        opened.html
    );
}

/// A team founds itself and answers all questions but the one for a letter; says its proposal.
async fn written(lead: &Browser) -> String {
    let join = lead.get("/c/forms-2030/join").await.html;
    let fields = [
        ("competition", after(&join, "name=\"competition\" value=\"")),
        ("name", "Amashyiga"),
        ("kind", "trainer"),
        ("language", "en"),
    ];
    let founded = lead
        .post("/c/forms-2030/join", "/api/teams/found", &fields)
        .await;
    assert_eq!(founded.status, 303, "{}", founded.html);
    let team = lead.get(&founded.location).await.html;
    let id = after(&team, "href=\"/proposals/")[..36].to_owned();
    let place = lead.get(&format!("/proposals/{id}/need")).await;
    let (need, college) = (
        first_choice(&place, "need"),
        first_choice(&place, "college"),
    );
    let sections: [(&str, &[(&str, &str)]); 7] = [
        (
            "idea",
            &[
                ("title", "Stoves"),
                ("summary", "Of clay"),
                ("sector", "energy"),
            ],
        ),
        (
            "need",
            &[
                ("need", &need),
                ("situation", "Smoke"),
                ("college", &college),
                ("target_groups.women", "true"),
            ],
        ),
        (
            "solution",
            &[("solution", "A chimney"), ("skills", "Masonry")],
        ),
        (
            "plan",
            &[
                ("milestones.0.date", "2031-01-01"),
                ("milestones.0.what", "Ten stoves"),
                ("jobs", "2"),
            ],
        ),
        (
            "team",
            &[("roles.0.name", "Keza"), ("roles.0.role", "Builds")],
        ),
        (
            "budget",
            &[
                ("budget.currency", "RWF"),
                ("budget.0.label", "Clay"),
                ("budget.0.amount", "1000"),
            ],
        ),
        ("future", &[("sustainability", "They pay")]),
    ];
    for (section, answers) in sections {
        let mut fields = vec![
            (".proposal", id.as_str()),
            (".section", section),
            (".version", "0"),
        ];
        fields.extend_from_slice(answers);
        let page = format!("/proposals/{id}/{section}");
        let saved = lead.post(&page, "/api/proposals/save", &fields).await;
        assert_eq!(saved.status, 303, "{section}: {}", saved.html);
    }
    id
}

/// Adds the juror's part of the story behind the server's back.
async fn begin_jury(app: &App) {
    let database = app.folder.path().join("icumi.db");
    let store = Store::open(&format!("sqlite://{}", database.display()))
        .await
        .unwrap();
    for sql in JURY {
        let done = store.writer().execute_unprepared(sql).await.unwrap();
        assert_eq!(done.rows_affected(), 1, "{sql}");
    }
}

#[tokio::test]
async fn question_for_a_file_is_asked_answered_submitted_and_read_only_by_those_who_may() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    open_call(&organiser).await;
    let blank = app.visitor().get("/c/forms-2030/form").await.html;
    assert!(
        blank.contains(LABEL) && blank.contains("Signed &lt;today&gt;"),
        "{blank}"
    );

    let lead = app.signed_in("lead").await;
    let id = written(&lead).await;
    let overview = format!("/proposals/{id}");
    let missing = format!("href=\"/proposals/{id}/plan#{KEY}\">{LABEL}</a>");
    let page = lead.get(&overview).await.html;
    assert!(
        page.contains(&missing) && page.contains("Still missing: 1"),
        "{page}"
    );
    let preview = format!("/proposals/{id}/preview");
    let submission = [("id", id.as_str()), ("sure", "true")];
    let early = lead
        .post(&preview, "/api/proposals/submit", &submission)
        .await;
    assert_eq!(early.status, 422);
    assert!(early.html.contains(&missing), "{}", early.html);

    // From the section to the files, where the question is chosen already.
    let plan = format!("/proposals/{id}/plan");
    let page = lead.get(&plan).await.html;
    let add = format!("/proposals/{id}/files?question={KEY}");
    for part in [LABEL, "Signed &lt;today&gt;", &format!("href=\"{add}\"")] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let chosen = format!("<option value=\"{KEY}\" selected");
    assert!(lead.get(&add).await.html.contains(&chosen));
    let upload = format!("/api/files/upload/{id}");
    let refused = lead
        .upload(
            &upload,
            &[("question", KEY)],
            ("letter.pdf", b"MZ".to_vec()),
        )
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.html.contains(&chosen) && refused.html.contains("id=\"file-error\""),
        "{}",
        refused.html
    );
    // A file that answers nothing leaves the question open.
    let other = lead
        .upload(&upload, &[("question", "")], ("map.pdf", PDF.to_vec()))
        .await;
    assert_eq!(other.status, 303, "{}", other.html);
    assert!(lead.get(&overview).await.html.contains(&missing));
    let added = lead
        .upload(&upload, &[("question", KEY)], ("letter.pdf", PDF.to_vec()))
        .await;
    assert_eq!(added.status, 303, "{}", added.html);
    let page = lead.get(&plan).await.html;
    assert!(
        page.contains("<li>letter.pdf</li>") && !page.contains("<li>map.pdf</li>"),
        "{page}"
    );
    let page = lead.get(&overview).await.html;
    assert!(
        !page.contains(&missing) && !page.contains("id=\"missing\""),
        "{page}"
    );

    let submitted = lead
        .post(&preview, "/api/proposals/submit", &submission)
        .await;
    assert_eq!(
        submitted.location,
        format!("/proposals/{id}/receipt"),
        "{}",
        submitted.html
    );
    let receipt = lead.get(&submitted.location).await.html;
    assert!(
        receipt.contains("letter.pdf") && receipt.contains(KEY),
        "{receipt}"
    );
    // Added after the submission: nobody outside of the team knows of it.
    let late = lead
        .upload(&upload, &[("question", KEY)], ("late.pdf", PDF.to_vec()))
        .await;
    assert_eq!(late.status, 303, "{}", late.html);
    let files = format!("/proposals/{id}/files");
    let list = lead.get(&files).await.html;
    let [letter, map, late] = ["letter.pdf", "map.pdf", "late.pdf"].map(|name| {
        let (before, _) = list.split_once(&format!(">{name}</a>")).unwrap();
        let (_, id) = before.rsplit_once("href=\"/files/").unwrap();
        format!("/files/{}", &id[..36])
    });

    let juror = app.signed_in("juror").await;
    assert_eq!(
        juror.get(&letter).await.status,
        404,
        "not yet theirs to read"
    );
    begin_jury(&app).await;
    juror.get("/language/en").await;
    let queue = juror.get("/jury/forms-2030").await.html;
    let sheet = format!("/reviews/{}", &after(&queue, "href=\"/reviews/")[..36]);
    let screening = format!("{DRAFT}/proposals/1");
    for (reader, page, heading) in [
        (&juror, &sheet, "h3"),
        (&juror, &files, "h2"),
        (&organiser, &screening, "h3"),
        (&organiser, &files, "h2"),
    ] {
        let read = reader.get(page).await;
        assert_eq!(read.status, 200, "{page}");
        // Pages that hydrate have marks between their texts.
        let html = read.html.replace("<!>", "");
        let start = format!("<{heading}>{LABEL}</{heading}>");
        let answer = html.split_once(&start);
        let (_, answer) = answer.unwrap_or_else(|| panic!("{start} in {html}"));
        let (answer, _) = answer
            .split_once(&format!("<{heading}>"))
            .unwrap_or((answer, ""));
        assert!(
            answer.contains("letter.pdf") && !answer.contains("map.pdf"),
            "{page}: {answer}"
        );
        assert!(!html.contains("late.pdf"), "{page}");
        let download = reader.get(&letter).await;
        assert_eq!(
            (download.status, download.bytes.as_slice()),
            (200, PDF),
            "{page}"
        );
        assert_eq!(reader.get(&map).await.status, 200, "{page}");
        assert_eq!(reader.get(&late).await.status, 404, "{page}");
    }
    for role in ["investor", "auditor", "rejected-lead"] {
        let other = app.signed_in(role).await;
        for page in [&letter, &files, &plan, &overview] {
            assert_eq!(other.get(page).await.status, 404, "{role} {page}");
        }
    }
    let visitor = app.visitor().get(&letter).await;
    assert!(
        visitor.location.starts_with("/sign-in"),
        "{}",
        visitor.location
    );
    let stranger = app.signed_in("rejected-lead").await;
    let denied = stranger
        .upload(&upload, &[("question", KEY)], ("x.pdf", PDF.to_vec()))
        .await;
    assert_eq!(denied.status, 404);
}

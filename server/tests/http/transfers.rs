//! Data in and out over HTTP: a file is sent, seen to be wrong, corrected and carried out; tables are taken out.

use crate::support::{App, Browser, Page};

/// The demo's competition whose jury is at work.
const NOW: &str = "/organise/pilot-2026";
/// The one whose result is published.
const LAST: &str = "/organise/pilot-2025";

/// Two rows of a spreadsheet; the second has a sector that nobody knows, and a name that would be a formula.
const BAD: &str =
    "Nom,Domaine,Somme\nSolar kiln for bricks,energy,1500000\n=Hives,beekeeping,900000\n";

async fn send(browser: &Browser, kind: &str, text: impl Into<Vec<u8>>) -> Page {
    let fields = [
        ("kind", kind),
        ("entering", "submitted"),
        ("create", "true"),
    ];
    browser
        .upload(
            "/api/transfers/upload/pilot-2026",
            &fields,
            ("p.csv", text.into()),
        )
        .await
}

/// What stands between the first `from` and the next `to`.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split(from).nth(1).unwrap().split(to).next().unwrap()
}

#[tokio::test]
async fn import_names_a_bad_row_changes_nothing_and_carries_out_what_was_corrected() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let start = organiser.get(&format!("{NOW}/import")).await;
    assert_eq!(start.status, 200);
    assert!(
        start.html.contains("enctype=\"multipart/form-data\"") && !start.html.contains("nonce=")
    );
    let before = organiser.get(&format!("{NOW}/export/proposals.csv")).await;

    // Its columns have names of their own: they are chosen on the page.
    let kept = send(&organiser, "proposals", BAD).await;
    assert_eq!(kept.status, 303, "{}", kept.html);
    let page = kept.location.as_str();
    let id = page.rsplit('/').next().unwrap();
    let dry = organiser.get(page).await;
    assert_eq!(dry.status, 200);
    assert!(
        dry.html.contains("This column is needed and was not found"),
        "{}",
        dry.html
    );
    assert!(dry.html.contains("name=\"mapping[title]\""));
    assert!(!dry.html.contains("/api/transfers/carry-out"));
    let mapping = [
        ("slug", "pilot-2026"),
        ("id", id),
        ("mapping[title]", "Nom"),
        ("mapping[sector]", "Domaine"),
        ("mapping[amount]", "Somme"),
        ("choices[entering]", "submitted"),
        ("choices[create]", "true"),
    ];
    let mapped = organiser
        .post(page, "/api/transfers/change", &mapping)
        .await;
    assert_eq!((mapped.status, mapped.location.as_str()), (303, page));
    let dry = organiser.get(page).await;
    let problems = between(&dry.html, "id=\"problems\"", "</section>");
    for text in [
        ">3<",
        ">Domaine<",
        ">beekeeping<",
        "This sector is not known",
    ] {
        assert!(problems.contains(text), "{text}: {problems}");
    }
    assert!(!problems.contains("Solar kiln"));
    let in_french = organiser.get("/language/fr").await;
    assert_eq!(in_french.status, 303);
    assert!(
        organiser.get(page).await.html.contains("Toute la ligne")
            || organiser.get(page).await.html.contains("Ce qui ne va pas")
    );
    organiser.get("/language/en").await;

    // Carrying it out all the same is refused, and nothing has changed.
    let own = [("slug", "pilot-2026"), ("id", id)];
    let refused = organiser.post(page, "/api/transfers/carry-out", &own).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.html.contains("so nothing was changed"),
        "{}",
        refused.html
    );
    let unchanged = organiser.get(&format!("{NOW}/export/proposals.csv")).await;
    assert_eq!(unchanged.html, before.html);

    // The corrected file needs no choice of columns any more when they are named as usual.
    let good = BAD
        .replace("beekeeping", "agriculture")
        .replace("Nom,Domaine,Somme", "Titre,Secteur,Budget");
    let kept = send(&organiser, "proposals", good).await;
    let page = kept.location.as_str();
    let id = page.rsplit('/').next().unwrap();
    assert!(
        organiser
            .get(page)
            .await
            .html
            .contains("/api/transfers/carry-out")
    );
    let own = [("slug", "pilot-2026"), ("id", id)];
    let done = organiser.post(page, "/api/transfers/carry-out", &own).await;
    assert_eq!(
        (done.status, done.location.as_str()),
        (303, page),
        "{}",
        done.html
    );
    let report = organiser.get(page).await;
    assert!(
        report.html.contains("Carried out on") && report.html.contains("2 proposals"),
        "{}",
        report.html
    );
    assert!(!report.html.contains("/api/transfers/carry-out"));
    let again = organiser.post(page, "/api/transfers/carry-out", &own).await;
    assert_eq!(again.status, 403);

    let after = organiser.get(&format!("{NOW}/export/proposals.csv")).await;
    assert_eq!(after.html.lines().count(), before.html.lines().count() + 2);
    assert!(
        after.html.contains(",Solar kiln for bricks,") && after.html.contains(",'=Hives,"),
        "{}",
        after.html
    );
    let log = organiser.get(&format!("{NOW}/audit")).await;
    assert_eq!(log.status, 200);
    assert!(log.html.contains("Proposals imported") && log.html.contains("import.proposals"));
    let older = organiser.get(&format!("{NOW}/audit?page=2")).await;
    assert!(older.html.contains("rel=\"prev\"") && !older.html.contains("Proposals imported"));
}

#[tokio::test]
async fn import_of_scores_reaches_the_progress_and_can_be_thrown_away() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let criteria = [
        "relevance",
        "feasibility",
        "innovation",
        "inclusion",
        "economy",
        "team",
    ];
    let scores = |value: &str| vec![value; criteria.len()].join(",");
    let file = |last: &str| {
        format!(
            "proposal,juror,{}\nBamboo bridge,Ann Outside,{}\nBamboo bridge,Bob Outside,{}\n",
            criteria.join(","),
            scores("3"),
            scores(last)
        )
    };
    let kept = send(&organiser, "scores", file("99")).await;
    let bad = organiser.get(&kept.location).await;
    let problems = between(&bad.html, "id=\"problems\"", "</section>");
    assert!(
        problems.contains("Must be between") && problems.contains(">3<"),
        "{problems}"
    );
    let id = kept.location.rsplit('/').next().unwrap();
    let own = [("slug", "pilot-2026"), ("id", id)];
    let thrown = organiser
        .post(&kept.location, "/api/transfers/discard", &own)
        .await;
    assert_eq!(
        (thrown.status, thrown.location.as_str()),
        (303, "/organise/pilot-2026/import")
    );
    assert_eq!(organiser.get(&kept.location).await.status, 404);

    let kept = send(&organiser, "scores", file("4")).await;
    let id = kept.location.rsplit('/').next().unwrap();
    let own = [("slug", "pilot-2026"), ("id", id)];
    let done = organiser
        .post(&kept.location, "/api/transfers/carry-out", &own)
        .await;
    assert_eq!(done.status, 303, "{}", done.html);
    let progress = organiser.get(&format!("{NOW}/export/progress.csv")).await;
    let row = progress
        .html
        .lines()
        .find(|line| line.contains("Bamboo bridge"))
        .unwrap();
    let cells: Vec<&str> = row.split(',').collect();
    assert_eq!(cells[4..6], ["2", "2"], "{row}");
    let jury = organiser.get(&format!("{NOW}/export/jury.csv")).await;
    assert!(jury.html.contains("Ann Outside"));
}

#[tokio::test]
async fn upload_that_cannot_be_read_comes_back_to_its_page_with_what_was_chosen() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let empty = send(&organiser, "people", "").await;
    assert_eq!(empty.status, 422);
    assert!(empty.html.contains("There is nothing in it") && empty.html.contains("enctype="));
    assert!(
        empty.html.contains("value=\"people\" checked"),
        "{}",
        empty.html
    );
    let latin = send(&organiser, "people", vec![b'n', 0xe9, b'\n']).await;
    assert_eq!(latin.status, 422);
    assert!(latin.html.contains("CSV UTF-8"));
    let large = send(&organiser, "people", vec![b'x'; 11 * 1024 * 1024]).await;
    assert_eq!(large.status, 413);
    assert!(large.html.contains("more than we can take") && large.html.contains("enctype="));
    let elsewhere = organiser
        .upload(
            "/api/transfers/upload/no-such-call",
            &[("kind", "people")],
            ("a.csv", b"a\nb\n".to_vec()),
        )
        .await;
    assert_eq!(elsewhere.status, 404);
}

#[tokio::test]
async fn exports_are_files_for_organisers_and_auditors() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let page = organiser.get(&format!("{LAST}/export")).await;
    assert_eq!(page.status, 200);
    for table in [
        "proposals",
        "people",
        "jury",
        "progress",
        "scores",
        "ranking",
        "investors",
        "funnel",
        "audit",
    ] {
        let address = format!("{LAST}/export/{table}");
        assert!(
            page.html.contains(&format!("href=\"{address}.csv\"")),
            "{table}"
        );
        let text = organiser.get(&format!("{address}.csv")).await;
        assert_eq!(text.status, 200, "{table}");
        assert!(
            text.html.starts_with('\u{feff}') && text.html.lines().count() > 1,
            "{table}"
        );
        assert_eq!(text.headers["cache-control"], "private, no-store");
        assert_eq!(
            text.headers["content-disposition"].to_str().unwrap(),
            format!("attachment; filename=\"pilot-2025-{table}.csv\"")
        );
        let book = organiser.get(&format!("{address}.xlsx")).await;
        assert_eq!(book.status, 200, "{table}");
        assert!(book.html.starts_with("PK"), "{table}");
    }
    let scores = organiser.get(&format!("{LAST}/export/scores.csv")).await;
    assert!(!scores.html.contains('@'), "jurors are numbers there");
    assert_eq!(
        organiser
            .get(&format!("{LAST}/export/secrets.csv"))
            .await
            .status,
        404
    );
    assert_eq!(
        organiser
            .get(&format!("{LAST}/export/scores.pdf"))
            .await
            .status,
        404
    );
    // Jurors still score: nobody sees the scores, and the page says why.
    let early = organiser.get(&format!("{NOW}/export/scores.csv")).await;
    assert_eq!(early.status, 403);
    assert!(
        early.html.contains("too early for this") && early.html.contains("/export/proposals.csv")
    );
    let auditor = app.signed_in("auditor").await;
    assert_eq!(
        auditor
            .get(&format!("{LAST}/export/scores.csv"))
            .await
            .status,
        200
    );
    let people = auditor.get(&format!("{LAST}/export/people.csv")).await;
    assert!(
        people.status == 200 && !people.html.contains('@'),
        "addresses are for organisers"
    );
}

#[tokio::test]
async fn transfers_are_closed_to_jurors_teams_and_visitors() {
    let app = App::demo();
    let pages = ["import", "export", "audit"];
    for role in ["juror", "lead", "investor", "operator"] {
        let browser = app.signed_in(role).await;
        for page in pages {
            let answer = browser.get(&format!("{NOW}/{page}")).await;
            assert_eq!(answer.status, 403, "{role} {page}");
        }
        for file in ["proposals.csv", "scores.csv", "people.xlsx", "audit.csv"] {
            let answer = browser.get(&format!("{LAST}/export/{file}")).await;
            assert_eq!(answer.status, 403, "{role} {file}");
            assert!(!answer.headers.contains_key("content-disposition"));
        }
        assert_eq!(send(&browser, "proposals", BAD).await.status, 403, "{role}");
    }
    let auditor = app.signed_in("auditor").await;
    let reads = auditor.get(&format!("{NOW}/import")).await;
    assert_eq!(reads.status, 200, "auditors read what could be brought in");
    assert!(!reads.html.contains("multipart/form-data"), "and no more");
    assert_eq!(send(&auditor, "proposals", BAD).await.status, 403);
    let visitor = app.visitor();
    for page in pages {
        assert_eq!(visitor.get(&format!("{NOW}/{page}")).await.status, 303);
    }
    assert_eq!(
        visitor
            .get(&format!("{LAST}/export/scores.csv"))
            .await
            .status,
        401
    );
    let sent = send(&visitor, "proposals", BAD).await;
    assert_eq!(sent.status, 401);
    assert!(sent.html.contains("/sign-in?next="), "{}", sent.html);
    // Another site cannot send a file in the organiser's name, and another organiser's file is not to be seen.
    let organiser = app.signed_in("organiser").await;
    let forged = [("origin", "https://evil.example")];
    assert_eq!(
        organiser
            .call_with("/api/transfers/upload/pilot-2026", &forged)
            .await
            .status,
        403
    );
    let kept = send(&organiser, "proposals", BAD).await;
    assert_eq!(auditor.get(&kept.location).await.status, 404);
}

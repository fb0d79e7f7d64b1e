//! A deliberation over HTTP, from its opening to its close; and that nothing of it is read elsewhere.

use crate::support::{App, Browser};
use sea_orm::ConnectionTrait;
use store::Store;

const ORGANISING: &str = "/organise/pilot-2026/deliberation";
const SPOKEN: &str = "MARKER-SPOKEN";
const MINUTED: &str = "MARKER-MINUTED";
const REASONED: &str = "MARKER-REASONED";

/// The jury of the demo has just closed, and everybody on it has declared conflicts.
const OVER: [&str; 3] = [
    "UPDATE competitions SET jury_closes_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 60000
     WHERE slug = 'pilot-2026'",
    "UPDATE rounds SET closes_at = (SELECT jury_closes_at FROM competitions WHERE slug = 'pilot-2026')
     WHERE competition_id = (SELECT id FROM competitions WHERE slug = 'pilot-2026')",
    "UPDATE jurors SET conflicts_declared_at = (SELECT MAX(submitted_at) FROM proposals)
     WHERE conflicts_declared_at IS NULL",
];

async fn after_the_jury() -> App {
    let app = App::demo();
    end_jury(&app).await;
    app
}

/// Lets the jury of the demo be over.
pub async fn end_jury(app: &App) {
    let path = app.folder.path().join("icumi.db");
    let url = format!("sqlite://{}", path.display());
    let store = Store::open(&url).await.unwrap();
    for sql in OVER {
        store.writer().execute_unprepared(sql).await.unwrap();
    }
}

/// The values of all inputs of this name.
fn values(html: &str, name: &str) -> Vec<String> {
    html.split("<input")
        .map(|tag| tag.split('>').next().unwrap_or_default())
        .filter(|tag| tag.contains(&format!("name=\"{name}\"")))
        .filter_map(|tag| tag.split("value=\"").nth(1)?.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// The first proposal that the juror handed a review in for, and whose discussion may be opened.
async fn own_proposal(juror: &Browser, offered: &[String]) -> String {
    for proposal in offered {
        let page = juror.get(&format!("/discussions/{proposal}")).await.html;
        if page.contains("/api/deliberations/change-scores") {
            return proposal.clone();
        }
    }
    panic!("no discussion of a proposal that the juror reviewed");
}

#[tokio::test]
async fn discussion_runs_from_its_opening_to_its_close_and_is_read_by_the_panel_only() {
    let app = after_the_jury().await;
    let organiser = app.signed_in("organiser").await;
    let juror = app.signed_in("juror").await;
    let other = app.signed_in("silent-juror").await;

    let page = organiser.get(ORGANISING).await;
    assert_eq!(page.status, 200);
    let offered = values(&page.html, "chosen[]");
    let mut fields = vec![("slug", "pilot-2026")];
    let none = organiser
        .post(ORGANISING, "/api/deliberations/open", &fields)
        .await;
    assert_eq!(none.status, 422);
    fields.extend(offered.iter().map(|id| ("chosen[]", id.as_str())));
    let opened = organiser
        .post(ORGANISING, "/api/deliberations/open", &fields)
        .await;
    assert_eq!((opened.status, opened.location.as_str()), (303, ORGANISING));

    let queue = juror.get("/jury/pilot-2026").await.html;
    assert!(queue.contains("href=\"/discussions/"));
    let proposal = own_proposal(&juror, &offered).await;
    let discussion = format!("/discussions/{proposal}");
    let html = juror.get(&discussion).await.html;
    assert!(!html.contains(".wasm"));

    let (message, version) = (values(&html, "message"), values(&html, "version"));
    let said = [
        ("proposal", proposal.as_str()),
        ("message", message.last().unwrap()),
        ("text", SPOKEN),
    ];
    let said = juror
        .post(&discussion, "/api/deliberations/say", &said)
        .await;
    assert_eq!(said.status, 303, "{}", said.html);
    assert!(other.get(&discussion).await.html.contains(SPOKEN));

    // One's own scores: first without a reason, then all at the lowest level that the form says.
    let names: Vec<String> = html
        .split("name=\"scores[")
        .skip(1)
        .map(|rest| format!("scores[{}]", rest.split(']').next().unwrap()))
        .collect();
    let levels: Vec<String> = names
        .iter()
        .map(|name| values(&html, name)[0].clone())
        .collect();
    let lowest = if levels[0] == "1" { "2" } else { "1" };
    let change = async |reason: &str| {
        let mut fields = vec![
            ("proposal", proposal.as_str()),
            ("version", version[0].as_str()),
            ("reason", reason),
            (names[0].as_str(), lowest),
        ];
        let rest = names.iter().zip(&levels).skip(1);
        fields.extend(rest.map(|(name, level)| (name.as_str(), level.as_str())));
        let path = "/api/deliberations/change-scores";
        juror.post(&discussion, path, &fields).await
    };
    let refused = change(" ").await;
    assert!(refused.status == 422 && refused.html.contains("id=\"reason-error\""));
    let changed = change(REASONED).await;
    assert_eq!(changed.status, 303, "{}", changed.html);
    assert!(juror.get(&discussion).await.html.contains(REASONED));
    assert!(!other.get(&discussion).await.html.contains(REASONED));
    let log = organiser.get("/organise/pilot-2026/audit").await.html;
    assert!(log.contains("score.changed") && log.contains(REASONED));

    // Who declares a conflict is out at once.
    let conflict = [
        ("slug", "pilot-2026"),
        ("proposal", proposal.as_str()),
        ("reason", "My cousin leads the team."),
    ];
    let declared = other
        .post("/jury/pilot-2026", "/api/jury/declare-one", &conflict)
        .await;
    assert_eq!(declared.status, 303, "{}", declared.html);
    let out = other.get(&discussion).await;
    assert!(out.status == 403 && !out.html.contains(SPOKEN));
    assert!(
        !other
            .get("/jury/pilot-2026")
            .await
            .html
            .contains(&discussion)
    );

    let minutes = [
        ("proposal", proposal.as_str()),
        ("version", "0"),
        ("minutes", MINUTED),
    ];
    let path = "/api/deliberations/minutes";
    assert_eq!(
        organiser.post(&discussion, path, &minutes).await.status,
        303
    );
    let close = [("slug", "pilot-2026"), ("proposal", proposal.as_str())];
    let path = "/api/deliberations/close";
    assert_eq!(organiser.post(&discussion, path, &close).await.status, 303);
    let late = [
        ("proposal", proposal.as_str()),
        ("message", proposal.as_str()),
        ("text", "Late"),
    ];
    let late = juror
        .post(&discussion, "/api/deliberations/say", &late)
        .await;
    assert_eq!(late.status, 403);
    let read = juror.get(&discussion).await.html;
    assert!(read.contains(MINUTED) && read.contains(SPOKEN));
    assert!(!read.contains("/api/deliberations/say"));

    nobody_else_reads(&app, &proposal).await;
}

/// No page that a team, an investor or a visitor may open says anything of it.
async fn nobody_else_reads(app: &App, proposal: &str) {
    let pages = [
        "/home".to_owned(),
        "/c/pilot-2026".to_owned(),
        "/c/pilot-2026/rules".to_owned(),
        "/c/pilot-2026/shortlist".to_owned(),
        "/c/pilot-2025/shortlist".to_owned(),
        "/jury/pilot-2026".to_owned(),
        ORGANISING.to_owned(),
        "/organise/pilot-2026/audit".to_owned(),
        format!("/discussions/{proposal}"),
        format!("/proposals/{proposal}"),
        format!("/proposals/{proposal}/result"),
        format!("/proposals/{proposal}/comments"),
        format!("/proposals/{proposal}/history"),
        format!("/proposals/{proposal}/receipt"),
    ];
    let mut people = vec![app.visitor()];
    for role in [
        "lead",
        "member",
        "selected-lead",
        "investor",
        "new-investor",
    ] {
        people.push(app.signed_in(role).await);
    }
    for browser in &people {
        for page in &pages {
            let html = browser.get(page).await.html;
            for marker in [SPOKEN, MINUTED, REASONED] {
                assert!(!html.contains(marker), "{marker} on {page}");
            }
        }
        let fields = [("proposal", proposal)];
        let answer = browser.call("/api/deliberations/discussion", &fields).await;
        assert!(answer.status == 401 || answer.status == 404);
    }
}

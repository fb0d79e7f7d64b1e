//! What a juror is told of teams and of other jurors, wherever they look: every page that links lead to, every server function
//! of `access.txt`, the exports. The same walk with other rules finds what it must not find here.

use crate::support::{App, Browser, Page};
use domain::exports::ExportTable;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Store, entities::*};

const TEAM: &str = "MARKER-TEAM";
const MEMBER: &str = "MARKER-MEMBER";
const MAIL: &str = "marker-mail";
const ROLE: &str = "MARKER-ROLE";
/// What tells whose the proposal is.
const WHOSE: [&str; 4] = [TEAM, MEMBER, MAIL, ROLE];
const TITLE: &str = "MARKER-TITLE";
const SAID: &str = "MARKER-SAID";
const NOTED: &str = "MARKER-NOTED";

/// A proposal of the juror, handed in by them and by another, marked wherever something could leak.
struct Marked {
    app: App,
    juror: Browser,
    ids: BTreeMap<&'static str, String>,
}

/// The demo under these rules.
async fn marked(teams: &str, others: &str) -> Marked {
    let app = App::demo();
    let url = format!("sqlite://{}", app.folder.path().join("icumi.db").display());
    let store = Store::open(&url).await.unwrap();
    let rules = format!(
        "UPDATE rounds SET team_visibility = '{teams}', others_visibility = '{others}'
         WHERE competition_id = (SELECT id FROM competitions WHERE slug = 'pilot-2026')"
    );
    store.writer().execute_unprepared(&rules).await.unwrap();
    let juror = app.signed_in("juror").await;
    let queue = juror.get("/jury/pilot-2026").await.html;
    let mut ids = BTreeMap::new();
    for link in links(&queue) {
        let Some(sheet) = link.strip_prefix("/reviews/") else {
            continue;
        };
        ids = mark(&store, sheet.parse().unwrap()).await;
        if !ids.is_empty() {
            break;
        }
    }
    assert!(!ids.is_empty(), "a proposal that two jurors handed in");
    Marked { app, juror, ids }
}

/// Marks the proposal of an assignment, if its juror and another have handed in.
async fn mark(store: &Store, assignment: sea_orm::prelude::Uuid) -> BTreeMap<&'static str, String> {
    let (read, write) = (store.read(), store.writer());
    let own = assignments::Entity::find_by_id(assignment).one(read).await;
    let own = own.unwrap().unwrap();
    let received = reviews::Entity::find()
        .filter(reviews::Column::ProposalId.eq(own.proposal_id))
        .filter(reviews::Column::State.eq("submitted"))
        .all(read)
        .await
        .unwrap();
    let (mine, theirs): (Vec<_>, Vec<_>) = received
        .into_iter()
        .partition(|review| review.juror_id == own.juror_id);
    let (false, Some(other)) = (mine.is_empty(), theirs.into_iter().next()) else {
        return BTreeMap::new();
    };
    let juror = other.juror_id;
    let mut other = other.into_active_model();
    other.comment = Set(SAID.to_owned());
    other.note = Set(NOTED.to_owned());
    other.update(write).await.unwrap();

    let proposal = proposals::Entity::find_by_id(own.proposal_id)
        .one(read)
        .await;
    let proposal = proposal.unwrap().unwrap();
    let (team, competition) = (proposal.team_id, proposal.competition_id);
    let (number, id) = (proposal.number, proposal.id);
    let mut titled = proposal.into_active_model();
    titled.title = Set(TITLE.to_owned());
    titled.update(write).await.unwrap();
    let row = teams::Entity::find_by_id(team).one(read).await.unwrap();
    let mut named = row.unwrap().into_active_model();
    named.name = Set(TEAM.to_owned());
    named.update(write).await.unwrap();
    let members = team_members::Entity::find()
        .filter(team_members::Column::TeamId.eq(team))
        .all(read)
        .await
        .unwrap();
    for (at, member) in members.into_iter().enumerate() {
        let person = accounts::Entity::find_by_id(member.account_id).one(read);
        let mut person = person.await.unwrap().unwrap().into_active_model();
        person.name = Set(MEMBER.to_owned());
        person.email = Set(format!("{MAIL}-{at}@example.org"));
        person.update(write).await.unwrap();
    }
    let texts = revisions::Entity::find()
        .filter(revisions::Column::ProposalId.eq(id))
        .all(read)
        .await
        .unwrap();
    for text in texts {
        let mut content: serde_json::Value = serde_json::from_str(&text.content).unwrap();
        content["answers"]["team"]["roles"] =
            serde_json::json!({ "team_roles": [{ "name": ROLE, "role": "Leads" }] });
        let mut text = text.into_active_model();
        text.content = Set(content.to_string());
        text.update(write).await.unwrap();
    }
    let zero = sea_orm::prelude::Uuid::nil().to_string();
    BTreeMap::from([
        ("assignment", assignment.to_string()),
        ("proposal", id.to_string()),
        ("screened", id.to_string()),
        ("selected", id.to_string()),
        ("team", team.to_string()),
        ("competition", competition.to_string()),
        ("juror", juror.to_string()),
        ("number", number.to_string()),
        ("investor", zero.clone()),
        ("interest", zero.clone()),
        ("zero", zero),
    ])
}

/// The addresses of this site that a page names in links.
fn links(html: &str) -> Vec<String> {
    let rest = html.split("href=\"/").skip(1);
    rest.filter_map(|rest| rest.split(['"', '#']).next())
        .map(|link| format!("/{link}"))
        .collect()
}

/// What the demo adds, what leads away, and what is public since last year.
const APART: [&str; 7] = [
    "/demo",
    "/mailbox",
    "/language",
    "/pkg",
    "/sign",
    "/c/pilot-2025",
    "/components",
];

/// An answer: where, and all of it, headers too.
type Told = (String, String);

fn all_of(page: &Page) -> String {
    format!("{:?} {}", page.headers, page.html)
}

impl Marked {
    /// All that the juror is answered anywhere.
    async fn walk(&self) -> Vec<Told> {
        let mut told = self.pages().await;
        told.extend(self.functions().await);
        told
    }

    /// From the first pages along all links, and what somebody might guess.
    async fn pages(&self) -> Vec<Told> {
        let id = |name: &str| self.ids[name].as_str();
        let (sheet, proposal, team) = (id("assignment"), id("proposal"), id("team"));
        let mut open = vec![
            "/home".to_owned(),
            "/jury".to_owned(),
            "/settings".to_owned(),
        ];
        for part in ["", "/history", "/conflict", "/others"] {
            open.push(format!("/reviews/{sheet}{part}"));
        }
        for part in [
            "",
            "/preview",
            "/receipt",
            "/comments",
            "/files",
            "/history",
            "/result",
            "/team",
        ] {
            open.push(format!("/proposals/{proposal}{part}"));
        }
        for part in ["", "/jury", "/interests"] {
            open.push(format!("/teams/{team}{part}"));
        }
        for part in [
            "",
            "proposals",
            "proposals/1",
            "jury",
            "assignment",
            "progress",
            "selection",
            "audit",
            "deliberation",
            "claims",
            "export",
        ] {
            open.push(format!("/organise/pilot-2026/{part}"));
        }
        for table in ExportTable::ALL {
            open.push(format!("/organise/pilot-2026/export/{}.csv", table.key()));
        }
        open.push(format!("/discussions/{proposal}"));
        open.push("/jury/pilot-2026/leave".to_owned());
        open.push("/jury/pilot-2026/scores".to_owned());
        let mut known: BTreeSet<String> = open.iter().cloned().collect();
        let mut told = Vec::new();
        while let Some(path) = open.pop() {
            let page = self.juror.get(&path).await;
            assert!(page.status < 500, "{path}: {}", page.status);
            for link in links(&page.html) {
                let apart = APART.iter().any(|start| link.starts_with(start));
                if !apart && !link.contains('.') && known.insert(link.clone()) {
                    open.push(link);
                }
            }
            told.push((path, all_of(&page)));
        }
        told
    }

    /// All server functions, asked about the marked proposal.
    async fn functions(&self) -> Vec<Told> {
        let mut told = Vec::new();
        let rows = include_str!("access.txt").lines();
        // Signing out ends the walk.
        for row in rows.filter(|row| !row.starts_with('#') && !row.contains("/sign-out")) {
            let mut parts = row.split_whitespace();
            let (path, sent) = (parts.next().unwrap(), parts.next().unwrap());
            let fields: Vec<(&str, &str)> = sent
                .split('&')
                .filter_map(|field| field.split_once('='))
                .map(|(name, value)| {
                    let word = value
                        .strip_prefix('{')
                        .and_then(|word| word.strip_suffix('}'));
                    (name, word.map_or(value, |word| self.ids[word].as_str()))
                })
                .collect();
            let path = format!("/api/{path}");
            let answer = self.juror.call(&path, &fields).await;
            assert!(answer.status < 500, "{path}: {}", answer.status);
            told.push((path, all_of(&answer)));
        }
        told
    }

    /// Ends the scoring and opens the discussion of the marked proposal.
    async fn deliberate(&self) {
        crate::deliberations::end_jury(&self.app).await;
        let organiser = self.app.signed_in("organiser").await;
        let fields = [
            ("slug", "pilot-2026"),
            ("chosen[]", self.ids["proposal"].as_str()),
        ];
        let page = "/organise/pilot-2026/deliberation";
        let opened = organiser
            .post(page, "/api/deliberations/open", &fields)
            .await;
        assert_eq!(opened.status, 303, "{}", opened.html);
    }
}

/// Where any of these words stands.
fn where_are<'a>(told: &'a [Told], words: &[&str]) -> Vec<&'a str> {
    let with = told
        .iter()
        .filter(|(_, text)| words.iter().any(|word| text.contains(word)));
    with.map(|(path, _)| path.as_str()).collect()
}

/// Where people are told without their proposals.
const CONFLICTS: [&str; 2] = ["/jury/pilot-2026/conflicts", "/api/jury/conflicts"];

#[tokio::test]
async fn hidden_teams_and_other_reviews_stand_nowhere_that_a_juror_can_look() {
    let marked = marked("hidden", "never").await;
    let check = |told: &[Told]| {
        assert!(told.len() > 150, "{} answers", told.len());
        assert_eq!(where_are(told, &[NOTED]), [""; 0]);
        assert_eq!(where_are(told, &[ROLE, MAIL]), [""; 0]);
        let mut people = where_are(told, &WHOSE);
        people.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(people, CONFLICTS);
        for (path, text) in told
            .iter()
            .filter(|(path, _)| CONFLICTS.contains(&path.as_str()))
        {
            for leading in [TITLE, &marked.ids["proposal"], &marked.ids["team"]] {
                assert!(!text.contains(leading), "{leading} on {path}");
            }
        }
        assert!(where_are(told, &[TITLE]).len() > 5);
    };
    let told = marked.walk().await;
    check(&told);
    assert_eq!(where_are(&told, &[SAID]), [""; 0]);
    marked.deliberate().await;
    let told = marked.walk().await;
    check(&told);
    let discussion = format!("/discussions/{}", marked.ids["proposal"]);
    let read = where_are(&told, &[SAID]);
    assert_eq!(read, [discussion.as_str(), "/api/deliberations/discussion"]);
    let (_, text) = told.iter().find(|(path, _)| *path == discussion).unwrap();
    assert!(text.contains(TITLE));
}

#[tokio::test]
async fn shown_teams_and_other_reviews_are_found_by_the_same_walk() {
    let marked = marked("shown", "after_own").await;
    let told = marked.walk().await;
    let sheet = format!("/reviews/{}", marked.ids["assignment"]);
    let others = format!("{sheet}/others");
    assert_eq!(where_are(&told, &[NOTED]), [""; 0]);
    assert!(where_are(&told, &[ROLE]).contains(&sheet.as_str()));
    for path in CONFLICTS {
        assert!(where_are(&told, &[TEAM]).contains(&path));
        assert!(where_are(&told, &[MEMBER]).contains(&path));
        assert!(where_are(&told, &[TITLE]).contains(&path));
    }
    let mut read = where_are(&told, &[SAID]);
    read.sort_unstable();
    assert_eq!(read, ["/api/reviews/others", others.as_str()]);
    let page = marked.juror.get(&sheet).await.html;
    assert!(page.contains(&format!("href=\"{others}\"")));
    let page = marked.juror.get(&others).await.html;
    assert!(!page.contains(".wasm"));
    marked.deliberate().await;
    let told = marked.pages().await;
    let discussion = format!("/discussions/{}", marked.ids["proposal"]);
    assert!(where_are(&told, &[ROLE]).contains(&discussion.as_str()));
}

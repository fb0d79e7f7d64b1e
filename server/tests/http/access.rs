//! Who may call what: every server function, as every kind of person, against the checked-in table.
//!
//! `access.txt` has a line for each server function: its address, what is sent, and the statuses that the
//! people of [`ROLES`] get. What is sent is well-formed and stale or incomplete, so that whoever may do it is
//! told that (409, 422) and nothing changes. After a deliberate change `UPDATE_GOLDEN=1` writes the table anew;
//! then its difference is to be read.

use crate::support::{App, Browser};
use std::{collections::BTreeSet, fmt::Write, path::Path};

/// A visitor, somebody without any role, an investor, a team's lead, a juror, an auditor, an organiser.
const ROLES: [&str; 7] = [
    "visitor",
    "new-investor",
    "investor",
    "lead",
    "juror",
    "auditor",
    "organiser",
];

#[tokio::test]
async fn every_server_function_answers_everybody_as_the_table_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/access.txt");
    let table = std::fs::read_to_string(&file).unwrap();
    let (comments, rows): (Vec<_>, Vec<_>) = table.lines().partition(|line| line.starts_with('#'));
    let listed: BTreeSet<&str> = rows.iter().map(|row| path_of(row)).collect();
    let mut known = BTreeSet::new();
    endpoints(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src"),
        &mut known,
    );
    assert_eq!(
        listed,
        known.iter().map(String::as_str).collect(),
        "a line for each server function"
    );

    let app = App::demo();
    let mut people = vec![app.visitor()];
    for role in &ROLES[1..] {
        people.push(app.signed_in(role).await);
    }
    let names = names(&app).await;
    let mut found = String::new();
    for comment in comments {
        writeln!(found, "{comment}").unwrap();
    }
    for row in rows {
        let mut parts = row.split_whitespace();
        let (path, sent) = (parts.next().unwrap(), parts.next().unwrap());
        write!(found, "{path:<32} {sent:<70}").unwrap();
        for person in &people {
            write!(
                found,
                " {}",
                status(person, path, &filled(sent, &names)).await
            )
            .unwrap();
        }
        found.push('\n');
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, &found).unwrap();
    }
    for (expected, found) in table.lines().zip(found.lines()) {
        assert_eq!(found, expected, "as {ROLES:?}");
    }
}

/// The addresses of all server functions, as the sources of a folder name them.
fn endpoints(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            endpoints(&path, found);
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for attribute in source.split("#[server(").skip(1) {
            let attribute = attribute.split(")]").next().unwrap();
            if let Some((_, rest)) = attribute.split_once("endpoint = \"") {
                found.insert(rest[..rest.find('"').unwrap()].to_owned());
            }
        }
    }
}

fn path_of(row: &str) -> &str {
    row.split_whitespace().next().unwrap_or(row)
}

/// `slug=calls&team={team}`, with what the demo has for the words in braces; `-` sends nothing.
fn filled(sent: &str, names: &[(&str, String)]) -> Vec<(String, String)> {
    let fields = sent.split('&').filter_map(|field| field.split_once('='));
    fields
        .map(|(name, value)| {
            let value = names
                .iter()
                .find(|(word, _)| value == format!("{{{word}}}"))
                .map_or(value, |(_, found)| found);
            assert!(!value.starts_with('{'), "{value} stands for something");
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

async fn status(person: &Browser, path: &str, fields: &[(String, String)]) -> u16 {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    person.call(&format!("/api/{path}"), &fields).await.status
}

/// Ids of the demo, as its pages show them.
async fn names(app: &App) -> Vec<(&'static str, String)> {
    let lead = app.signed_in("lead").await.get("/home").await.html;
    let juror = app.signed_in("juror").await;
    let queue = juror.get("/jury/pilot-2026").await.html;
    let organiser = app.signed_in("organiser").await;
    let jurors = organiser.get("/organise/pilot-2026/jury").await.html;
    let investors = organiser.get("/organise/pilot-2025/investors").await.html;
    let screened = organiser.get("/organise/pilot-2026/proposals/1").await.html;
    let list = app.visitor().get("/c/pilot-2025/shortlist").await.html;
    let number = after(&list, "/c/pilot-2025/projects/");
    let project = app
        .visitor()
        .get(&format!("/c/pilot-2025/projects/{number}"))
        .await
        .html;
    let interested = app.signed_in("selected-lead").await;
    let home = interested.get("/home").await.html;
    let proposed = interested.get(&team_page(&home)).await.html;
    let joining = app
        .signed_in("lead")
        .await
        .get("/c/pilot-2027/join")
        .await
        .html;
    vec![
        ("zero", "00000000-0000-0000-0000-000000000000".to_owned()),
        ("proposal", after(&lead, "href=\"/proposals/")),
        ("team", after(&lead, "href=\"/teams/")),
        ("assignment", after(&queue, "href=\"/reviews/")),
        ("juror", after(&jurors, "/organise/pilot-2026/jury/")),
        ("investor", input(&investors, "investor")),
        ("screened", input(&screened, "proposal")),
        ("number", number),
        ("selected", after(&project, "href=\"/projects/")),
        ("interest", input(&proposed, "interest")),
        ("competition", input(&joining, "competition")),
    ]
}

/// The page of interests in a team that has some.
fn team_page(home: &str) -> String {
    let end = home.find("/interests").unwrap();
    let start = home[..end].rfind('"').unwrap();
    home[start + 1..end + "/interests".len()].to_owned()
}

/// What follows `start`, up to the end of the word.
fn after(html: &str, start: &str) -> String {
    let rest = html
        .split_once(start)
        .unwrap_or_else(|| panic!("{start}"))
        .1;
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap();
    rest[..end].to_owned()
}

/// The value of the first input of this name.
fn input(html: &str, name: &str) -> String {
    let name = format!("name=\"{name}\"");
    let tag = html
        .split("<input")
        .find(|tag| tag.split('>').next().unwrap_or_default().contains(&name))
        .unwrap_or_else(|| panic!("{name}"));
    after(tag, "value=\"")
}

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
    let boxes = html
        .split("<input type=\"checkbox\" name=\"proposal\"")
        .skip(1);
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

#[tokio::test]
async fn imported_text_that_stands_there_already_is_pointed_out() {
    const SIMILAR: &str = "/organise/pilot-2026/similar";
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let empty = organiser.get(SIMILAR).await.html;
    assert!(empty.contains("59 texts were compared"), "{empty}");
    assert!(organiser.get(LIST).await.html.contains(SIMILAR));
    let own = organiser.get(&format!("{LIST}/1")).await.html;
    assert!(own.contains("None was found"), "{own}");

    let text = "A clean room with a press and a tank, run by women of three hills. They bring combs in \
         sealed buckets and are paid by weight on the same day, and the college tests every jar.";
    let rows = format!(
        "title,team,summary\nClean honey,Ubuki,{0:?}\nHoney of three hills,Inzuki,{0:?}\n",
        text
    );
    let fields = [
        ("kind", "proposals"),
        ("entering", "submitted"),
        ("create", "true"),
    ];
    let file = ("p.csv", rows.into_bytes());
    let kept = organiser
        .upload("/api/transfers/upload/pilot-2026", &fields, file)
        .await;
    let id = kept.location.rsplit('/').next().unwrap();
    let fields = [("slug", "pilot-2026"), ("id", id)];
    let done = organiser
        .post(&kept.location, "/api/transfers/carry-out", &fields)
        .await;
    assert_eq!(done.status, 303, "{}", done.html);

    let auditor = app.signed_in("auditor").await;
    for reader in [&organiser, &auditor] {
        let list = reader.get(SIMILAR).await.html;
        for shown in [
            "Clean honey",
            "Honey of three hills",
            "about 95 % of the text",
            "1 pair",
        ] {
            assert!(list.contains(shown), "{shown}: {list}");
        }
        let address = format!("{LIST}/{}", after(&list, &format!("href=\"{LIST}/")));
        let own = reader.get(&address).await.html;
        assert!(
            own.contains("Resembles") && own.contains("Honey of three hills"),
            "{own}"
        );
        assert!(own.contains("it decides nothing, and the team is not told"));
    }
}

#[tokio::test]
async fn columns_are_chosen_by_a_plain_form_and_kept_by_every_link_and_form() {
    let app = App::demo();
    let organiser = app.signed_in("organiser").await;
    let usual = organiser.get(LIST).await.html;
    assert!(usual.contains("data-label=\"College\"") && !usual.contains("data-label=\"Language\""));
    assert!(!usual.contains("href=\"/organise/pilot-2026/proposals?cols"));

    let asked = format!("{LIST}?q=&state=eligible&cols=language&cols=none");
    let html = organiser.get(&asked).await.html;
    assert!(html.contains("data-label=\"Language\"") && !html.contains("data-label=\"College\""));
    let (with, without): (Vec<&str>, Vec<&str>) = html
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| *href == LIST || href.starts_with(&format!("{LIST}?")))
        .partition(|href| href.contains("cols=language"));
    // Tabs, heads, pages, the link that clears; and the area's own link and the one to the usual columns.
    assert!(with.len() >= 9, "{with:?}");
    let plain = without.iter().filter(|href| **href != LIST);
    assert_eq!(
        plain.collect::<Vec<_>>(),
        [&format!("{LIST}?state=eligible").as_str()]
    );
    let filters = html.split("class=\"filters\"").nth(1).unwrap();
    let filters = filters.split("</form>").next().unwrap();
    for kept in [
        "name=\"cols\" value=\"language\"",
        "name=\"state\" value=\"eligible\"",
    ] {
        assert!(filters.contains(kept), "{kept}: {filters}");
    }

    let found = organiser.get(&format!("{LIST}?arrival=after")).await.html;
    assert!(found.contains("badge info\">Within the grace"), "{found}");
    let none = organiser.get(&format!("{LIST}?cols=none")).await.html;
    assert!(none.contains("data-label=\"Number\"") && !none.contains("data-label=\"Reviews\""));
}

//! Power cuts: what was acknowledged is there afterwards.

use crate::support::App;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

#[tokio::test]
async fn every_acknowledged_save_survives_kill_9_in_a_stream_of_writes() {
    let mut app = App::demo();
    let lead = app.signed_in("lead").await;
    let home = lead.get("/home").await.html;
    let proposal = home.split("href=\"/proposals/").nth(1).unwrap()[..36].to_owned();
    let page = lead.get(&format!("/proposals/{proposal}/idea")).await.html;
    let first: usize = hidden(&page, ".version").parse().unwrap();

    let acknowledged = Arc::new(AtomicUsize::new(first));
    let writing = {
        let (lead, proposal, acknowledged) = (lead, proposal.clone(), acknowledged.clone());
        tokio::spawn(async move {
            for version in first.. {
                let fields = [
                    (".proposal", proposal.as_str()),
                    (".section", "idea"),
                    (".version", &version.to_string()),
                    ("title", &format!("Title after {version}")),
                ];
                match lead.try_call("/api/proposals/save", &fields).await {
                    Some(200) => acknowledged.store(version + 1, Ordering::SeqCst),
                    Some(status) => panic!("a save was answered with {status}"),
                    None => break,
                }
            }
        })
    };
    while acknowledged.load(Ordering::SeqCst) < first + 20 {
        assert!(!writing.is_finished(), "the writer stopped early");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    app.crash_and_restart();
    writing.await.unwrap();

    let acknowledged = acknowledged.load(Ordering::SeqCst);
    let lead = app.signed_in("lead").await;
    let page = lead.get(&format!("/proposals/{proposal}/idea")).await.html;
    let kept: usize = hidden(&page, ".version").parse().unwrap();
    assert!(
        kept == acknowledged || kept == acknowledged + 1,
        "{acknowledged} was acknowledged, {kept} is there"
    );
    assert!(page.contains(&format!("Title after {}", kept - 1)));
}

/// The value of a hidden input.
fn hidden(html: &str, name: &str) -> String {
    let name = format!("name=\"{name}\"");
    let tag = html
        .split("<input")
        .find(|tag| tag.split('>').next().unwrap_or_default().contains(&name))
        .unwrap();
    let value = tag.split("value=\"").nth(1).unwrap();
    value[..value.find('"').unwrap()].to_owned()
}

//! What the worker removes, and what it must not.

use super::*;
use std::time::{Duration, SystemTime};
use store::files::begin_upload;

/// Bytes that nobody knows of, a day and an hour before `NOW` or just before it.
fn lay(desk: &Desk, path: &str, age: i64) -> PathBuf {
    let path = desk.folder.path().join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, b"left").unwrap();
    let at = SystemTime::UNIX_EPOCH + Duration::from_millis((NOW - age).unsigned_abs());
    let file = std::fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(at).unwrap();
    path
}

#[tokio::test]
async fn bytes_without_a_row_go_after_a_day() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let id = desk.add(&desk.lead, "plan.pdf", PDF).await.unwrap();
        let name = uuid::Uuid::now_v7();
        let old = [
            lay(&desk, &format!("files/{name}/{name}"), DAY + HOUR),
            lay(&desk, &format!("uploads/{name}"), DAY + HOUR),
        ];
        let fresh = [
            lay(&desk, &format!("files/{name}/fresh"), HOUR),
            lay(&desk, &format!("uploads/{}", uuid::Uuid::now_v7()), HOUR),
        ];
        desk.clean(NOW).await;
        assert!(old.iter().all(|path| !path.exists()));
        assert!(fresh.iter().all(|path| path.exists()));
        desk.clean(NOW + DAY).await;
        assert!(fresh.iter().all(|path| !path.exists()));
        assert_eq!(desk.read(&desk.lead, id).await.unwrap(), PDF);
    })
    .await;
}

#[tokio::test]
async fn unfinished_upload_goes_after_a_day() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let id = desk.proposal.id;
        let (upload, _) = begin_upload(&store, &desk.files, &desk.lead, id, "a.pdf", None, 9, NOW)
            .await
            .unwrap();
        desk.clean(NOW + DAY - 1).await;
        assert_eq!(desk.on_disk(), [0, 1]);
        // Somebody is sending right now.
        let held = desk.files.hold(upload.0);
        desk.clean(NOW + DAY).await;
        assert_eq!(desk.on_disk(), [0, 1]);
        drop(held);
        desk.clean(NOW + DAY).await;
        assert_eq!(desk.on_disk(), [0, 0]);
        let rows = uploads::Entity::find().count(store.read()).await.unwrap();
        assert_eq!(rows, 0);
    })
    .await;
}

#[tokio::test]
async fn removed_file_goes_after_a_day_unless_a_submission_names_it() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Jury).await;
        let opened = desk.competition.row(&store).await.opens_at;
        let mut ids = Vec::new();
        for name in ["frozen.pdf", "loose.pdf"] {
            let mut incoming = desk.files.incoming().await.unwrap();
            incoming.write(PDF).await.unwrap();
            let id = desk.proposal.id;
            let added = files::add(
                &store,
                &desk.files,
                &desk.lead,
                id,
                name,
                None,
                incoming,
                opened,
            );
            ids.push(added.await.unwrap());
        }
        desk.freeze(ids[0]).await;
        for id in &ids {
            files::remove(&store, &desk.lead, *id, opened)
                .await
                .unwrap();
        }
        desk.clean(opened + DAY - 1).await;
        assert_eq!(desk.on_disk(), [2, 0]);
        desk.clean(opened + DAY).await;
        assert_eq!(desk.on_disk(), [1, 0]);
        assert_eq!(desk.read(&desk.lead, ids[0]).await.unwrap(), PDF);
        assert_eq!(refusal(desk.read(&desk.lead, ids[1]).await), Error::Missing);
    })
    .await;
}

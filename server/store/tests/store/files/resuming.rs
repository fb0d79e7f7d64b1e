//! Uploads that are interrupted.

use super::*;
use domain::{UploadId, errors::Stale};
use store::files::{Progress, begin_upload, progress, resume, stop};

impl Desk {
    async fn begin(&self, length: i64) -> store::Result<UploadId> {
        let id = self.proposal.id;
        let (store, files) = (&self.store, &self.files);
        begin_upload(
            store,
            files,
            &self.editor,
            id,
            "plan.pdf",
            None,
            length,
            NOW,
        )
        .await
        .map(|(id, _)| id)
    }

    async fn send(&self, id: UploadId, offset: i64, bytes: &[u8]) -> store::Result<Progress> {
        let held = self.files.hold(id.0).expect("nobody has it");
        let (store, files) = (&self.store, &self.files);
        let mut upload = resume(store, files, &self.editor, held, offset, NOW).await?;
        upload.write(bytes).await?;
        upload.keep(store, files, &self.editor, NOW).await
    }

    async fn at(&self, id: UploadId) -> store::Result<i64> {
        let found = progress(&self.store, &self.editor, id, NOW).await?;
        Ok(found.received)
    }
}

#[tokio::test]
async fn upload_goes_on_where_it_stopped_and_becomes_a_file() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let id = desk.begin(PDF.len() as i64).await.unwrap();
        assert_eq!(desk.send(id, 0, &PDF[..5]).await.unwrap().received, 5);
        // Bytes that came before a crash, and that no row tells of.
        let part = desk.folder.path().join("uploads").join(id.to_string());
        std::fs::write(&part, b"%PDF-garbage").unwrap();
        let stale = Error::Conflict(Stale {
            version: 5,
            ..Stale::default()
        });
        assert_eq!(refusal(desk.send(id, 12, b"x").await), stale);
        assert_eq!(refusal(desk.send(id, 0, b"x").await), stale);
        assert_eq!(desk.page(&desk.editor).await.unwrap().unfinished.len(), 1);
        assert_eq!(desk.page(&desk.lead).await.unwrap().unfinished.len(), 0);
        let done = desk.send(id, 5, &PDF[5..]).await.unwrap();
        let file = done.file.unwrap();
        assert_eq!(desk.read(&desk.lead, file).await.unwrap(), PDF);
        assert_eq!(actions_on(&store, file).await, ["file.added"]);
        // Who did not hear of it asks again.
        let length = PDF.len() as i64;
        assert_eq!(desk.send(id, length, b"").await.unwrap(), done);
        assert_eq!(desk.page(&desk.editor).await.unwrap().files.len(), 1);
        assert_eq!(desk.on_disk(), [1, 0]);
    })
    .await;
}

#[tokio::test]
async fn upload_is_its_owners_alone_and_one_request_at_a_time() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let id = desk.begin(9).await.unwrap();
        let other = progress(&store, &desk.lead, id, NOW).await;
        assert_eq!(refusal(other), Error::Missing);
        let held = desk.files.hold(id.0).unwrap();
        assert!(desk.files.hold(id.0).is_none());
        let stopped = stop(&store, &desk.files, &desk.lead, &held, NOW).await;
        assert_eq!(refusal(stopped), Error::Missing);
        stop(&store, &desk.files, &desk.editor, &held, NOW)
            .await
            .unwrap();
        assert_eq!(refusal(desk.at(id).await), Error::Missing);
        assert_eq!(desk.on_disk(), [0, 0]);
        drop(held);
        assert!(desk.files.hold(id.0).is_some());
    })
    .await;
}

#[tokio::test]
async fn upload_that_is_not_taken_is_refused_at_once_or_thrown_away_at_its_end() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let large = desk.begin(FILE_LIMIT + 1).await;
        assert_eq!(problem(large), FileProblem::TooLarge);
        let id = desk.begin(4).await.unwrap();
        let more = desk.send(id, 0, b"MZ\x90\0 and more").await;
        assert_eq!(problem(more), FileProblem::TooLarge);
        assert_eq!(desk.at(id).await.unwrap(), 0);
        let wrong = desk.send(id, 0, b"MZ\x90\0").await;
        assert_eq!(problem(wrong), FileProblem::Kind);
        assert_eq!(refusal(desk.at(id).await), Error::Missing);
        assert_eq!(desk.on_disk(), [0, 0]);
        let rows = uploads::Entity::find().count(store.read()).await.unwrap();
        assert_eq!(rows, 0);
    })
    .await;
}

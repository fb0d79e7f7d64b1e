//! What a submission says about files.

use super::*;
use store::files::{self, Files};

#[tokio::test]
async fn submission_names_its_files_and_keeps_them_when_the_draft_goes_on() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let id = entry.proposal.id;
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("files");
        let storage = Files::open(place.to_str().unwrap(), &folder.path().join("uploads")).unwrap();
        let mut incoming = storage.incoming().await.unwrap();
        incoming.write(b"%PDF-1.7").await.unwrap();
        let file = files::add(
            &store,
            &storage,
            &entry.lead,
            id,
            "plan.pdf",
            None,
            incoming,
            NOW,
        )
        .await
        .unwrap();
        let receipt = proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        let named = Submission::parse(&receipt.text).unwrap().files;
        assert_eq!(named.len(), 1);
        assert_eq!((named[0].name.as_str(), named[0].size), ("plan.pdf", 8));
        assert_eq!(receipt.stamp.fingerprint, fingerprint(&receipt.text));
        assert!(!entry.detail(&store).await.changed);
        files::remove(&store, &entry.lead, file, NOW).await.unwrap();
        assert!(entry.detail(&store).await.changed);
        files::clean(&store, &storage, NOW + 2 * DAY).await.unwrap();
        let organiser = fixture.organiser(&entry.competition, "Olga").await;
        let page = files::page(&store, &organiser, id, NOW).await.unwrap();
        assert_eq!(page.files.len(), 1);
        let found = files::open(&store, &storage, &organiser, file, NOW).await;
        assert_eq!(found.unwrap().file.sha256, named[0].sha256);
        // The next submission does not name it any more, so others do not read it.
        let second = proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        assert_eq!(Submission::parse(&second.text).unwrap().files, []);
        let page = files::page(&store, &organiser, id, NOW).await.unwrap();
        assert_eq!(page.files, []);
    })
    .await;
}

#[tokio::test]
async fn submission_names_its_photo_and_a_text_from_before_is_still_found() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let entry = entry(&fixture, Phase::Open).await;
        entry.complete(&store).await;
        let (id, lead) = (entry.proposal.id, &entry.lead);
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("files");
        let storage = Files::open(place.to_str().unwrap(), &folder.path().join("uploads")).unwrap();
        let submit = || proposals::submit(&store, lead, id, NOW, NOW);
        let before = submit().await.unwrap();
        assert!(!before.text.contains("photo"));

        let mut incoming = storage.incoming().await.unwrap();
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::RgbImage::new(20, 10);
        picture
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        incoming.write(bytes.get_ref()).await.unwrap();
        let file = files::add(&store, &storage, lead, id, "kiln.png", None, incoming, NOW)
            .await
            .unwrap();
        let photo = file.to_string();
        files::choose_photo(&store, &storage, lead, id, 0, &photo, "A kiln", NOW)
            .await
            .unwrap();
        assert!(entry.detail(&store).await.changed);
        let receipt = submit().await.unwrap();
        let named = Submission::parse(&receipt.text).unwrap();
        let photo = named.photo.unwrap();
        assert_eq!(
            (photo.alt.as_str(), &photo.sha256),
            ("A kiln", &named.files[0].sha256)
        );
        assert_eq!(receipt.stamp.fingerprint, fingerprint(&receipt.text));
        assert!(!entry.detail(&store).await.changed);

        // Another text for the same picture is another submission.
        files::choose_photo(
            &store,
            &storage,
            lead,
            id,
            1,
            &file.to_string(),
            "Clay",
            NOW,
        )
        .await
        .unwrap();
        assert!(entry.detail(&store).await.changed);
        let organiser = fixture.organiser(&entry.competition, "Olga").await;
        let page = files::page(&store, &organiser, id, NOW).await.unwrap();
        assert_eq!(page.photo.unwrap().alt, "A kiln");
        for receipt in [&before, &receipt] {
            let check = proposals::check_receipt(&store, &receipt.text)
                .await
                .unwrap();
            assert_eq!(check.found.unwrap().revision, receipt.stamp.number);
        }
    })
    .await;
}

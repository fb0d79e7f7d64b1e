//! The photo for the gallery: chosen, frozen, shown to everybody only when selected and published.

use super::*;
use domain::{Problem, files::PhotoSize};
use image::{ImageFormat, Rgb, RgbImage};
use store::{
    entities::{photos, proposals, revision_photos},
    files::{choose_photo, open_photo, remove_photo},
    gallery::{photo_bytes, project, shortlist},
};

/// A picture as somebody uploads it.
fn jpeg() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(1300, 975, |x, y| Rgb([(x / 7) as u8, (y / 5) as u8, 90]));
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

impl Desk {
    async fn picture(&self) -> FileId {
        self.add(&self.lead, "kiln.jpg", &jpeg()).await.unwrap()
    }

    async fn choose(
        &self,
        actor: &Actor,
        version: i64,
        file: FileId,
        alt: &str,
    ) -> store::Result<i64> {
        let (photo, id) = (file.to_string(), self.proposal.id);
        choose_photo(
            &self.store,
            &self.files,
            actor,
            id,
            version,
            &photo,
            alt,
            NOW,
        )
        .await
    }

    async fn remove_photo(&self, version: i64) -> store::Result<i64> {
        remove_photo(&self.store, &self.lead, self.proposal.id, version, NOW).await
    }

    /// The newest revision names the picture as its photo.
    async fn freeze_photo(&self, file: FileId, alt: &str) {
        self.freeze(file).await;
        let named = revision_files::Entity::find()
            .filter(revision_files::Column::AttachmentId.eq(file.0))
            .one(self.store.read())
            .await
            .unwrap()
            .unwrap();
        let row = revision_photos::Model {
            revision_id: named.revision_id,
            attachment_id: file.0,
            alt: alt.to_owned(),
        };
        crate::support::insert(&self.store, row).await;
    }

    async fn public(&self, file: FileId) -> store::Result<usize> {
        use futures_util::TryStreamExt;
        let slug = &self.competition.slug;
        let bytes = photo_bytes(&self.store, &self.files, slug, file, PhotoSize::Small).await?;
        let pieces: Vec<_> = bytes.try_collect().await.unwrap();
        Ok(pieces.concat().len())
    }
}

#[tokio::test]
async fn photo_is_chosen_with_its_text_made_small_and_taken_away_again() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let file = desk.picture().await;
        assert_eq!(
            desk.choose(&desk.editor, 0, file, " A kiln\n")
                .await
                .unwrap(),
            1
        );
        let page = desk.page(&desk.reader).await.unwrap();
        let photo = page.photo.unwrap();
        assert_eq!((photo.file, photo.alt.as_str()), (file, "A kiln"));
        assert_eq!((photo.width, photo.height), (1280, 960));
        assert_eq!(page.photo_version, 1);
        // The picture, and the photo in two sizes.
        assert_eq!(desk.on_disk(), [3, 0]);
        let own = open_photo(
            &store,
            &desk.files,
            &desk.reader,
            file,
            PhotoSize::Small,
            NOW,
        )
        .await;
        assert!(own.is_ok());
        assert_eq!(
            desk.choose(&desk.lead, 1, file, "A kiln of clay")
                .await
                .unwrap(),
            2
        );
        assert_eq!(desk.remove_photo(2).await.unwrap(), 3);
        let page = desk.page(&desk.lead).await.unwrap();
        assert_eq!(
            (page.photo, page.photo_version, page.files.len()),
            (None, 3, 1)
        );
        let done = ["photo.chosen", "photo.chosen", "photo.removed"];
        assert_eq!(actions_on(&store, desk.proposal.id).await, done);
    })
    .await;
}

#[tokio::test]
async fn photo_of_an_older_version_or_of_no_picture_of_the_draft_is_refused() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let file = desk.picture().await;
        let plan = desk.add(&desk.lead, "plan.pdf", PDF).await.unwrap();
        let gone = desk.picture().await;
        files::remove(&store, &desk.lead, gone, NOW).await.unwrap();
        for other in [plan, gone, FileId(uuid::Uuid::nil())] {
            let told = desk.choose(&desk.lead, 0, other, "A kiln").await;
            assert_eq!(refusal(told), Error::invalid("photo", Problem::NotAChoice));
        }
        let told = desk.choose(&desk.lead, 0, file, " ").await;
        assert_eq!(refusal(told), Error::invalid("alt", Problem::Required));
        desk.choose(&desk.lead, 0, file, "Lead").await.unwrap();
        for told in [
            desk.choose(&desk.editor, 0, file, "Editor").await,
            desk.remove_photo(0).await,
        ] {
            let Error::Conflict(stale) = refusal(told) else {
                panic!("a conflict")
            };
            assert_eq!(stale.version, 1);
        }
        assert_eq!(
            desk.page(&desk.lead).await.unwrap().photo.unwrap().alt,
            "Lead"
        );
        assert_eq!(actions_on(&store, desk.proposal.id).await, ["photo.chosen"]);
    })
    .await;
}

#[tokio::test]
async fn photo_is_chosen_by_those_who_write_while_the_draft_can_change() {
    each_database(async |store| {
        let open = desk(&store, Phase::Open).await;
        let file = open.picture().await;
        let reader = open.choose(&open.reader, 0, file, "A kiln").await;
        assert_eq!(denied(reader), Denied::NotYours);
        let stranger = Fixture::new(&store).person("Stranger").await;
        assert_eq!(
            refusal(open.choose(&stranger, 0, file, "A kiln").await),
            Error::Missing
        );
        let small = PhotoSize::Small;
        let hidden = open_photo(&store, &open.files, &stranger, file, small, NOW).await;
        assert_eq!(refusal(hidden.map(drop)), Error::Missing);
        let late = open.competition.row(&store).await.closes_at + HOUR;
        let (photo, id) = (file.to_string(), open.proposal.id);
        let late = choose_photo(
            &store,
            &open.files,
            &open.lead,
            id,
            0,
            &photo,
            "A kiln",
            late,
        );
        assert_eq!(denied(late.await), Denied::TooLate);
        assert_eq!(photos::Entity::find().count(store.read()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn photo_goes_with_its_picture_and_comes_back_with_it() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let file = desk.picture().await;
        desk.choose(&desk.lead, 0, file, "A kiln").await.unwrap();
        desk.clean(NOW + 3 * DAY).await;
        assert_eq!(desk.on_disk(), [3, 0], "what belongs to a picture stays");
        files::remove(&store, &desk.lead, file, NOW).await.unwrap();
        assert_eq!(desk.page(&desk.lead).await.unwrap().photo, None);
        files::bring_back(&store, &desk.lead, file, NOW)
            .await
            .unwrap();
        assert!(desk.page(&desk.lead).await.unwrap().photo.is_some());
        files::remove(&store, &desk.lead, file, NOW).await.unwrap();
        desk.clean(NOW + DAY).await;
        assert_eq!(desk.on_disk(), [0, 0]);
        let page = desk.page(&desk.lead).await.unwrap();
        assert_eq!((page.photo, page.photo_version), (None, 2));
    })
    .await;
}

#[tokio::test]
async fn photo_of_a_project_is_public_only_when_it_is_selected_and_published() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let ended = desk(&store, Phase::Jury).await;
        let opened = ended.competition.row(&store).await.opens_at;
        let id = ended.proposal.id;
        let mut pictures = Vec::new();
        for name in ["kiln.jpg", "other.jpg"] {
            let mut incoming = ended.files.incoming().await.unwrap();
            incoming.write(&jpeg()).await.unwrap();
            let (files, lead) = (&ended.files, &ended.lead);
            let added = files::add(&store, files, lead, id, name, None, incoming, opened);
            pictures.push(added.await.unwrap());
        }
        let (file, other) = (pictures[0], pictures[1]);
        let alt = "A secret kiln, ask ada@rp.ac.rw";
        for (version, picture) in [(0, other), (1, file)] {
            let (files, photo) = (&ended.files, picture.to_string());
            choose_photo(&store, files, &ended.lead, id, version, &photo, alt, opened)
                .await
                .unwrap();
        }
        assert_eq!(
            refusal(ended.public(file).await),
            Error::Missing,
            "a draft's"
        );
        ended.freeze_photo(file, alt).await;
        ended.freeze(other).await;
        let card = CARD.replace("NUMBER", &ended.proposal.number.to_string());
        let (slug, number) = (ended.competition.slug.clone(), ended.proposal.number);
        assert_eq!(
            refusal(ended.public(file).await),
            Error::Missing,
            "no selection"
        );

        fixture
            .selection(&ended.competition)
            .card(&card)
            .with(&ended.proposal)
            .await;
        assert_eq!(
            refusal(ended.public(file).await),
            Error::Missing,
            "frozen, not public"
        );
        fixture.published(&ended.competition).await;
        assert!(ended.public(file).await.unwrap() > 500);
        assert_eq!(
            refusal(ended.public(other).await),
            Error::Missing,
            "another file"
        );
        let elsewhere = photo_bytes(&store, &ended.files, "nowhere", file, PhotoSize::Small).await;
        assert_eq!(refusal(elsewhere.map(drop)), Error::Missing);

        let list = shortlist(&store, &slug, NOW).await.unwrap();
        let photo = list.projects[0].photo.clone().unwrap();
        assert_eq!(
            (photo.file, photo.alt.as_str()),
            (file, "A secret kiln, ask […]")
        );
        let page = project(&store, &slug, number, NOW).await.unwrap();
        assert_eq!(page.entry.photo, Some(photo));

        let state = |state: &str| {
            let update = proposals::Entity::update_many()
                .col_expr(proposals::Column::State, Expr::value(state))
                .filter(proposals::Column::Id.eq(ended.proposal.id.0));
            let store = store.clone();
            async move { update.exec(store.writer()).await.unwrap() }
        };
        state("withdrawn").await;
        assert_eq!(
            refusal(ended.public(file).await),
            Error::Missing,
            "withdrawn"
        );
        assert_eq!(
            shortlist(&store, &slug, NOW).await.unwrap().projects[0].photo,
            None
        );
        state("submitted").await;
        use store::entities::selection_entries;
        selection_entries::Entity::update_many()
            .col_expr(selection_entries::Column::Selected, Expr::value(false))
            .exec(store.writer())
            .await
            .unwrap();
        assert_eq!(
            refusal(ended.public(file).await),
            Error::Missing,
            "not selected"
        );
    })
    .await;
}

const CARD: &str = r#"{"number":NUMBER,"title":"Solar kiln","summary":"","sector":"energy","college":null,
    "district":null,"province":null,"target_groups":[],"amount":{"minor":5,"currency":"RWF"},
    "team":"Kiln","members":{"trainers":1,"students":2,"professors":1}}"#;

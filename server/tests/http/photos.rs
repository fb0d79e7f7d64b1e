//! The photo for the gallery over HTTP: chosen in a form, and sent to everybody once its proposal is selected and published.

use crate::support::App;
use sea_orm::ConnectionTrait;
use store::Store;

/// The photo becomes that of the best project of the published call, as if its team had submitted it.
const GRAFT: [&str; 3] = [
    "UPDATE attachments SET proposal_id = (SELECT proposal_id FROM selection_entries WHERE rank = 1)",
    "INSERT INTO revision_files SELECT r.id, a.id FROM attachments a
     JOIN revisions r ON r.proposal_id = a.proposal_id ORDER BY r.number DESC LIMIT 1",
    "INSERT INTO revision_photos SELECT r.id, a.id, 'A <b>kiln</b> of clay' FROM attachments a
     JOIN revisions r ON r.proposal_id = a.proposal_id ORDER BY r.number DESC LIMIT 1",
];

fn picture() -> Vec<u8> {
    let mut photo = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(1600, 1200, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .write_to(&mut photo, image::ImageFormat::Jpeg)
        .unwrap();
    photo.into_inner()
}

#[tokio::test]
async fn photo_is_chosen_by_the_team_and_public_once_it_is_selected_and_published() {
    let app = App::demo();
    let lead = app.signed_in("lead").await;
    let home = lead.get("/home").await.html;
    let proposal = &home.split("href=\"/proposals/").nth(1).unwrap()[..36];
    let page = format!("/proposals/{proposal}/files");
    let upload = format!("/api/files/upload/{proposal}");
    let added = lead.upload(&upload, &[], ("kiln.jpg", picture())).await;
    assert_eq!(added.status, 303, "{}", added.html);
    let list = lead.get(&page).await.html;
    let id = list.split("href=\"/files/").nth(1).unwrap()[..36].to_owned();

    // Refused with what was chosen and typed.
    let long = format!("A kiln {}", "of clay ".repeat(40));
    let fields = |alt| {
        [
            ("id", proposal),
            ("version", "0"),
            ("photo", &*id),
            ("alt", alt),
        ]
    };
    let choose = "/api/files/choose-photo";
    let refused = lead.post(&page, choose, &fields(&long)).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains(&long) && refused.html.contains("id=\"alt-error\""));
    assert!(
        refused
            .html
            .contains(&format!("<option value=\"{id}\" selected"))
    );
    let empty = lead.post(&page, choose, &fields(" ")).await;
    assert_eq!(empty.status, 422);
    let chosen = lead.post(&page, choose, &fields("A kiln")).await;
    assert_eq!((chosen.status, chosen.location.as_str()), (303, &*page));
    let stale = lead.post(&page, choose, &fields("Another")).await;
    assert_eq!(stale.status, 409);
    assert!(stale.html.contains("Another") && stale.html.contains("value=\"1\""));

    let own = format!("/files/{id}/photo");
    for page in [&page, &format!("/proposals/{proposal}/preview")] {
        let html = lead.get(page).await.html;
        assert!(
            html.contains(&format!("<img src=\"{own}\" alt=\"A kiln\"")),
            "{html}"
        );
    }
    let photo = lead.get(&own).await;
    assert_eq!(
        (photo.status, &photo.headers["content-type"]),
        (200, &"image/jpeg".parse().unwrap())
    );
    assert_eq!(photo.headers["cache-control"], "private, no-store");
    assert_eq!(app.visitor().get(&own).await.status, 401);
    assert_eq!(app.signed_in("organiser").await.get(&own).await.status, 404);

    let visitor = app.visitor();
    let small = format!("/c/pilot-2025/photos/{id}/small");
    let draft = visitor.get(&small).await;
    assert_eq!((draft.status, draft.headers.get("etag")), (404, None));

    let database = app.folder.path().join("icumi.db");
    let store = Store::open(&format!("sqlite://{}", database.display()))
        .await
        .unwrap();
    for sql in GRAFT {
        store.writer().execute_unprepared(sql).await.unwrap();
    }
    let photo = visitor.get(&small).await;
    assert_eq!(photo.status, 200);
    assert_eq!(photo.headers["content-type"], "image/jpeg");
    assert_eq!(photo.headers["x-content-type-options"], "nosniff");
    assert_eq!(
        photo.headers["cache-control"],
        "public, max-age=604800, immutable"
    );
    assert!(photo.bytes.len() <= 40 * 1024, "{}", photo.bytes.len());
    let read = image::load_from_memory(&photo.bytes).unwrap();
    assert_eq!((read.width(), read.height()), (480, 360));
    let etag = photo.headers["etag"].to_str().unwrap();
    let again = visitor.get_with(&small, &[("if-none-match", etag)]).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    for other in [
        format!("/c/pilot-2026/photos/{id}/small"),
        format!("/c/pilot-2025/photos/{id}/huge"),
        "/c/pilot-2025/photos/x/small".to_owned(),
        format!("/c/pilot-2025/photos/{proposal}/small"),
    ] {
        assert_eq!(visitor.get(&other).await.status, 404, "{other}");
    }
    let seen = |size, pixels| {
        format!(
            "<img src=\"/c/pilot-2025/photos/{id}/{size}\" alt=\"A &lt;b&gt;kiln&lt;/b&gt; of clay\" {pixels}"
        )
    };
    let list = visitor.get("/c/pilot-2025/shortlist").await.html;
    let pixels = "width=\"480\" height=\"360\" loading=\"lazy\"";
    assert!(list.contains(&seen("small", pixels)), "{list}");
    let project = list.split("href=\"/c/pilot-2025/projects/").nth(1).unwrap();
    let project = format!(
        "/c/pilot-2025/projects/{}",
        project.split('"').next().unwrap()
    );
    for page in [project.clone(), format!("{project}/print")] {
        let html = visitor.get(&page).await.html;
        assert!(
            html.contains(&seen("large", "width=\"1280\" height=\"960\"")),
            "{html}"
        );
    }
    let large = visitor.get(&small.replace("small", "large")).await;
    assert_eq!(image::load_from_memory(&large.bytes).unwrap().width(), 1280);
}

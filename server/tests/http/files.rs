//! Files of a proposal over HTTP: in a form, by the tus protocol, and read again.

use crate::support::{App, Browser, Page};
use base64::{Engine, prelude::BASE64_STANDARD};

const PDF: &[u8] = b"%PDF-1.7\nA plan of the kiln, with two mirrors";

/// The lead's draft in the open call.
async fn draft(lead: &Browser) -> String {
    let home = lead.get("/home").await.html;
    home.split("href=\"/proposals/").nth(1).unwrap()[..36].to_owned()
}

async fn begin(browser: &Browser, proposal: &str, length: usize) -> Page {
    let code = |text: &str| BASE64_STANDARD.encode(text);
    let names = format!("proposal {},filename {}", code(proposal), code("Pläne.pdf"));
    let length = length.to_string();
    let headers = [
        ("upload-length", length.as_str()),
        ("upload-metadata", names.as_str()),
    ];
    tus(browser, "POST", "/files/uploads", &headers, b"").await
}

async fn tus(
    browser: &Browser,
    method: &str,
    path: &str,
    headers: &[(&'static str, &str)],
    body: &[u8],
) -> Page {
    let mut headers = headers.to_vec();
    headers.push(("tus-resumable", "1.0.0"));
    browser.request(method, path, &headers, body.to_vec()).await
}

async fn send(browser: &Browser, path: &str, offset: usize, body: &[u8]) -> Page {
    let offset = offset.to_string();
    let headers = [
        ("upload-offset", offset.as_str()),
        ("content-type", "application/offset+octet-stream"),
    ];
    tus(browser, "PATCH", path, &headers, body).await
}

fn offset(page: &Page) -> &str {
    page.headers["upload-offset"].to_str().unwrap()
}

#[tokio::test]
async fn upload_by_pieces_resumes_at_its_offset_and_becomes_a_file_of_the_page() {
    let mut app = App::demo();
    let lead = app.signed_in("lead").await;
    let proposal = draft(&lead).await;
    let about = lead
        .request("OPTIONS", "/files/uploads", &[], Vec::new())
        .await;
    assert_eq!(about.status, 204);
    assert_eq!(about.headers["tus-version"], "1.0.0");
    assert_eq!(
        about.headers["tus-extension"],
        "creation,expiration,termination"
    );
    let unversioned = lead
        .request("POST", "/files/uploads", &[], Vec::new())
        .await;
    assert_eq!(unversioned.status, 412);

    let begun = begin(&lead, &proposal, PDF.len()).await;
    assert_eq!(begun.status, 201, "{}", begun.html);
    assert_eq!(begun.headers["tus-resumable"], "1.0.0");
    assert!(
        begun.headers["upload-expires"]
            .to_str()
            .unwrap()
            .ends_with("GMT")
    );
    let place = begun.location;
    let first = send(&lead, &place, 0, &PDF[..10]).await;
    assert_eq!((first.status, offset(&first)), (204, "10"));
    assert_eq!(send(&lead, &place, 3, &PDF[3..]).await.status, 409);

    // A power cut in between.
    app.crash_and_restart();
    let lead = app.signed_in("lead").await;
    let there = tus(&lead, "HEAD", &place, &[], b"").await;
    assert_eq!((there.status, offset(&there)), (200, "10"));
    assert_eq!(there.headers["cache-control"], "no-store");
    let waiting = lead.get(&format!("/proposals/{proposal}/files")).await;
    assert!(waiting.html.contains("Pläne.pdf") && waiting.html.contains("Not finished yet"));

    // It is the lead's alone.
    let member = app.signed_in("organiser").await;
    for method in ["HEAD", "DELETE"] {
        assert_eq!(tus(&member, method, &place, &[], b"").await.status, 404);
        let visitor = app.visitor();
        assert_eq!(tus(&visitor, method, &place, &[], b"").await.status, 401);
    }
    assert_eq!(send(&member, &place, 10, &PDF[10..]).await.status, 404);

    let last = send(&lead, &place, 10, &PDF[10..]).await;
    assert_eq!((last.status, offset(&last)), (204, &*PDF.len().to_string()));
    let page = lead.get(&format!("/proposals/{proposal}/files")).await;
    assert!(page.html.contains("Pläne.pdf") && !page.html.contains("Not finished yet"));
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self';"), "{policy}");
    assert!(
        page.html
            .contains("<script src=\"/upload.js\" type=\"module\">")
    );
    let address = page.html.split("href=\"/files/").nth(1).unwrap();
    let address = format!("/files/{}", &address[..36]);

    let file = lead.get(&address).await;
    assert_eq!((file.status, file.bytes.as_slice()), (200, PDF));
    assert_eq!(file.headers["content-type"], "application/pdf");
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    assert_eq!(
        file.headers["content-disposition"],
        "attachment; filename=\"Pl_ne.pdf\"; filename*=UTF-8''Pl%C3%A4ne.pdf"
    );
    for role in ["organiser", "juror", "investor"] {
        let other = app.signed_in(role).await.get(&address).await;
        assert_eq!(other.status, 404, "{role}");
        let list = app.signed_in(role).await;
        let list = list.get(&format!("/proposals/{proposal}/files")).await;
        assert_eq!(list.status, 404, "{role}");
    }
    let visitor = app.visitor().get(&address).await;
    assert!(
        visitor.location.starts_with("/sign-in"),
        "{}",
        visitor.location
    );
}

#[tokio::test]
async fn what_is_not_taken_is_refused_with_its_status_and_in_the_persons_language() {
    let app = App::demo();
    let lead = app.signed_in("lead").await;
    let proposal = draft(&lead).await;
    let large = begin(&lead, &proposal, 26 * 1024 * 1024).await;
    assert_eq!(large.status, 413);
    assert_eq!(large.html, "This file is larger than 25 MB.");
    let organiser = app.signed_in("organiser").await;
    assert_eq!(begin(&organiser, &proposal, 9).await.status, 404);
    assert_eq!(begin(&app.visitor(), &proposal, 9).await.status, 401);

    let program = b"MZ\x90\0 a program";
    let place = begin(&lead, &proposal, program.len()).await.location;
    lead.get("/language/de").await;
    let wrong = send(&lead, &place, 0, program).await;
    assert_eq!(wrong.status, 415);
    assert!(
        wrong.html.starts_with("Das ist weder PDF"),
        "{}",
        wrong.html
    );
    assert_eq!(tus(&lead, "HEAD", &place, &[], b"").await.status, 404);
    lead.get("/language/en").await;

    let place = begin(&lead, &proposal, 5).await.location;
    assert_eq!(send(&lead, &place, 0, b"%PDF-1.7").await.status, 413);
    assert_eq!(tus(&lead, "DELETE", &place, &[], b"").await.status, 204);
    assert_eq!(tus(&lead, "HEAD", &place, &[], b"").await.status, 404);

    // Another site makes the browser send.
    let headers = [("origin", "https://evil.example"), ("upload-length", "9")];
    assert_eq!(
        tus(&lead, "POST", "/files/uploads", &headers, b"")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn form_adds_a_file_says_what_is_wrong_beside_it_and_removes_it_again() {
    let app = App::demo();
    let lead = app.signed_in("lead").await;
    let proposal = draft(&lead).await;
    let page = format!("/proposals/{proposal}/files");
    let action = format!("/api/files/upload/{proposal}");
    let refused = lead
        .upload(&action, &[], ("plan.pdf", b"no pdf".to_vec()))
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .html
            .contains("id=\"file-error\" class=\"error\">This is no PDF"),
        "{}",
        refused.html
    );
    let empty = lead.upload(&action, &[], ("", Vec::new())).await;
    assert_eq!(empty.status, 422);
    let large = vec![b' '; 26 * 1024 * 1024];
    let large = lead.upload(&action, &[], ("plan.pdf", large)).await;
    assert_eq!(large.status, 422);
    assert!(large.html.contains("larger than 25 MB"), "{}", large.html);
    let stranger = app.signed_in("organiser").await;
    let denied = stranger
        .upload(&action, &[], ("plan.pdf", PDF.to_vec()))
        .await;
    assert_eq!(denied.status, 404);

    let added = lead.upload(&action, &[], ("plan.pdf", PDF.to_vec())).await;
    assert_eq!(
        (added.status, added.location.as_str()),
        (303, page.as_str())
    );
    let list = lead.get(&page).await.html;
    let id = list.split("href=\"/files/").nth(1).unwrap()[..36].to_owned();
    let preview = lead.get(&format!("/proposals/{proposal}/preview")).await;
    assert!(preview.html.contains(&format!("/files/{id}")));
    let fields = [("id", id.as_str())];
    let removed = lead.post(&page, "/api/files/remove", &fields).await;
    assert_eq!(
        (removed.status, removed.location.as_str()),
        (303, page.as_str())
    );
    let list = lead.get(&page).await.html;
    assert!(list.contains("Bring back") && !list.contains(&format!("/files/{id}")));
    let back = lead.post(&page, "/api/files/bring-back", &fields).await;
    assert_eq!(back.status, 303);
    assert!(lead.get(&page).await.html.contains(&format!("/files/{id}")));
}

#[tokio::test]
async fn photo_loses_the_place_where_it_was_taken() {
    let app = App::demo();
    let lead = app.signed_in("lead").await;
    let proposal = draft(&lead).await;
    let mut photo = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 30, image::Rgb([200, 80, 40]))
        .write_to(&mut photo, image::ImageFormat::Jpeg)
        .unwrap();
    let photo = photo.into_inner();
    let note = b"\xff\xe1\0\x2aExif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0GPSLatitude 1 56 38 S\0";
    let sent = [&photo[..2], &note[..44], &photo[2..]].concat();
    assert!(image::load_from_memory(&sent).is_ok());
    let action = format!("/api/files/upload/{proposal}");
    let added = lead.upload(&action, &[], ("Kiln.JPG", sent)).await;
    assert_eq!(added.status, 303, "{}", added.html);
    let list = lead.get(&added.location).await.html;
    let id = &list.split("href=\"/files/").nth(1).unwrap()[..36];
    let kept = lead.get(&format!("/files/{id}")).await;
    assert_eq!(kept.headers["content-type"], "image/jpeg");
    assert!(!kept.bytes.windows(3).any(|part| part == b"GPS"));
    assert!(!kept.bytes.windows(4).any(|part| part == b"Exif"));
    assert_eq!(image::load_from_memory(&kept.bytes).unwrap().width(), 40);
}

//! What kinds files are, what they are called, and how many there may be.

use super::*;

#[test]
fn kind_follows_from_the_first_bytes() {
    let kinds: [(&[u8], Sniffed); 8] = [
        (b"%PDF-1.7\n", Sniffed::Kind(FileKind::Pdf)),
        (b"\n\n%PDF-1.4", Sniffed::Kind(FileKind::Pdf)),
        (b"\xff\xd8\xff\xe1\0\0Exif", Sniffed::Kind(FileKind::Jpeg)),
        (b"\x89PNG\r\n\x1a\n\0", Sniffed::Kind(FileKind::Png)),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Sniffed::Kind(FileKind::Webp)),
        (b"PK\x03\x04\x14\0", Sniffed::Package),
        (b"RIFF\x10\0\0\0WAVE", Sniffed::Unknown),
        (b"MZ\x90\0", Sniffed::Unknown),
    ];
    for (head, expected) in kinds {
        assert_eq!(sniff(head), expected, "{head:?}");
    }
    assert_eq!(sniff(b""), Sniffed::Unknown);
    assert_eq!(sniff(b"<html>"), Sniffed::Unknown);
}

#[test]
fn package_is_what_it_holds_and_none_with_macros() {
    let kind = |names: &[&str], mimetype| in_package(names.iter().copied(), mimetype);
    assert_eq!(
        kind(&["[Content_Types].xml", "word/document.xml"], None),
        Some(FileKind::Docx)
    );
    assert_eq!(kind(&["xl/workbook.xml"], None), Some(FileKind::Xlsx));
    assert_eq!(kind(&["ppt/presentation.xml"], None), Some(FileKind::Pptx));
    let odt = Some("application/vnd.oasis.opendocument.text");
    assert_eq!(kind(&["mimetype", "content.xml"], odt), Some(FileKind::Odt));
    assert_eq!(kind(&["mimetype", "Basic/script-lc.xml"], odt), None);
    assert_eq!(
        kind(&["word/document.xml", "word/vbaProject.bin"], None),
        None
    );
    assert_eq!(kind(&["payload.exe"], None), None);
    assert_eq!(kind(&["a"], Some("application/epub+zip")), None);
}

#[test]
fn name_is_the_last_part_with_the_ending_of_what_it_is() {
    use FileKind::{Jpeg, Pdf, Png};
    assert_eq!(file_name("Plan.PDF", Pdf), "Plan.PDF");
    assert_eq!(file_name("C:\\Users\\ada\\plan.pdf", Pdf), "plan.pdf");
    assert_eq!(file_name("../../etc/passwd", Pdf), "passwd.pdf");
    assert_eq!(file_name("bill.exe", Pdf), "bill.exe.pdf");
    assert_eq!(file_name("photo.webp", Jpeg), "photo.jpg");
    assert_eq!(file_name("photo.jpeg", Jpeg), "photo.jpeg");
    assert_eq!(file_name("bill\u{202e}fdp.png", Png), "billfdp.png");
    assert_eq!(
        file_name("Umushinga w’izuba.pdf", Pdf),
        "Umushinga w’izuba.pdf"
    );
    for empty in ["", " ", ".pdf", "\0"] {
        assert!(["file.pdf", "pdf.pdf"].contains(&file_name(empty, Pdf).as_str()));
    }
    let long = file_name(&format!("{}.pdf", "é".repeat(500)), Pdf);
    assert_eq!(long.chars().count(), NAME_LIMIT);
}

#[test]
fn file_is_taken_up_to_each_limit_and_not_beyond() {
    let stock = |files: &[i64], others| Stock {
        files: files.to_vec(),
        others,
        earlier: 0,
    };
    assert_eq!(stock(&[], 0).takes(FILE_LIMIT), Ok(()));
    assert_eq!(
        stock(&[], 0).takes(FILE_LIMIT + 1),
        Err(FileProblem::TooLarge)
    );
    assert_eq!(stock(&[], 0).takes(0), Err(FileProblem::Empty));
    assert_eq!(stock(&[1; 19], 0).takes(1), Ok(()));
    assert_eq!(stock(&[1; 20], 0).takes(1), Err(FileProblem::TooMany));
    let most = [FILE_LIMIT; 3];
    assert_eq!(stock(&most, 0).takes(FILE_LIMIT), Ok(()));
    let more = [FILE_LIMIT, FILE_LIMIT, FILE_LIMIT, 1];
    assert_eq!(stock(&more, 0).takes(FILE_LIMIT), Err(FileProblem::TooMuch));
    assert_eq!(stock(&[], KEPT_LIMIT - 1).takes(1), Ok(()));
    assert_eq!(stock(&[], KEPT_LIMIT).takes(1), Err(FileProblem::Kept));
    let of_earlier = |earlier| Stock {
        earlier,
        ..Stock::default()
    };
    assert_eq!(of_earlier(HELD_LIMIT - 1).takes(1), Ok(()));
    assert_eq!(of_earlier(HELD_LIMIT).takes(1), Err(FileProblem::Kept));
}

#[test]
fn photo_is_made_smaller_in_its_proportions_and_never_larger() {
    use PhotoSize::{Large, Small};
    assert_eq!(Small.of(2000, 1500), (480, 360));
    assert_eq!(Large.of(1500, 2000), (960, 1280));
    assert_eq!(Large.of(640, 480), (640, 480));
    assert_eq!(Small.of(2000, 1), (480, 1));
}

#[test]
fn photo_needs_a_picture_and_a_text_that_is_not_too_long() {
    let id = "018f2f6c-0000-7000-8000-000000000001";
    let taken = chosen_photo(id, " A kiln\r\nof clay\0 ").unwrap();
    assert_eq!(
        (taken.0.to_string().as_str(), taken.1.as_str()),
        (id, "A kiln of clay")
    );
    let fields = |photo: &str, alt: &str| match chosen_photo(photo, alt) {
        Err(Error::Invalid(list)) => list.into_iter().map(|e| (e.field, e.problem)).collect(),
        _ => Vec::new(),
    };
    let required = |field: &str| (field.to_owned(), Problem::Required);
    assert_eq!(fields("", " "), [required("photo"), required("alt")]);
    let long = "é".repeat(301);
    assert_eq!(
        fields("x", &long),
        [
            ("photo".to_owned(), Problem::NotAChoice),
            ("alt".to_owned(), Problem::TooLong { max: 300 })
        ]
    );
    assert_eq!(fields(id, &long[2..]), []);
}

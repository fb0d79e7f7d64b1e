//! What a file is, by its content, and what it is called.

use super::*;

crate::vocabulary::vocabulary! {
    /// What a file is.
    FileKind {
        /// A document as it is printed.
        Pdf = "pdf",
        /// A photo.
        Jpeg = "jpeg",
        /// A drawing.
        Png = "png",
        /// A picture; it is kept as JPEG, or as PNG when one can see through it.
        Webp = "webp",
        /// A text of Microsoft's.
        Docx = "docx",
        /// A spreadsheet of Microsoft's.
        Xlsx = "xlsx",
        /// Slides of Microsoft's.
        Pptx = "pptx",
        /// A text of LibreOffice's.
        Odt = "odt",
        /// A spreadsheet of LibreOffice's.
        Ods = "ods",
        /// Slides of LibreOffice's.
        Odp = "odp",
    }
}

/// What the beginning of a file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// A kind that is taken.
    Kind(FileKind),
    /// A ZIP package: what is in it tells.
    Package,
    /// Nothing that is taken.
    Unknown,
}

/// What a file is by its first [`HEAD`] bytes.
#[must_use]
pub fn sniff(head: &[u8]) -> Sniffed {
    match head {
        [0xff, 0xd8, 0xff, ..] => Sniffed::Kind(FileKind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Sniffed::Kind(FileKind::Png),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Sniffed::Kind(FileKind::Webp),
        [b'P', b'K', 3, 4, ..] => Sniffed::Package,
        // Some programs write a line before it, and readers take that.
        _ if head.windows(5).any(|part| part == b"%PDF-") => Sniffed::Kind(FileKind::Pdf),
        _ => Sniffed::Unknown,
    }
}

/// What a package is by the names in it and the text of its `mimetype`, if it has one. One with macros is none.
pub fn in_package<'a>(
    names: impl Iterator<Item = &'a str>,
    mimetype: Option<&str>,
) -> Option<FileKind> {
    let open = [FileKind::Odt, FileKind::Ods, FileKind::Odp];
    let mut found = mimetype.and_then(|text| {
        open.into_iter()
            .find(|kind| kind.media_type() == text.trim())
    });
    for name in names {
        if name.ends_with("vbaProject.bin") || name.starts_with("Basic/") {
            return None;
        }
        found = found.or(match name {
            "word/document.xml" => Some(FileKind::Docx),
            "xl/workbook.xml" => Some(FileKind::Xlsx),
            "ppt/presentation.xml" => Some(FileKind::Pptx),
            _ => None,
        });
    }
    found
}

impl FileKind {
    /// As HTTP names it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
        }
    }

    /// The kind that HTTP names so.
    #[must_use]
    pub fn of_media_type(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.media_type() == text)
    }

    /// Endings of names, the usual one first.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Odp => &["odp"],
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// The name under which a file is kept: the last part of what was sent, without signs that nobody sees, with the ending
/// of what it is.
#[must_use]
pub fn file_name(sent: &str, kind: FileKind) -> String {
    let visible = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(visible).collect();
    let name = name.trim().trim_start_matches('.');
    let ending = |name: &str| {
        let end = name.rsplit_once('.')?.1.to_lowercase();
        let of = |kind: &FileKind| kind.endings().contains(&end.as_str());
        FileKind::ALL.iter().copied().find(of)
    };
    // A picture may have become one of another kind; every other false ending stays, and the true one follows it.
    let (stem, end) = match (name.rsplit_once('.'), ending(name)) {
        (Some((stem, end)), Some(named)) if named == kind => (stem, end),
        (Some((stem, _)), Some(named)) if named.is_picture() && kind.is_picture() => {
            (stem, kind.endings()[0])
        }
        _ => (name, kind.endings()[0]),
    };
    let stem: String = stem.chars().take(NAME_LIMIT - end.len() - 1).collect();
    let stem = if stem.trim().is_empty() {
        "file"
    } else {
        stem.trim()
    };
    format!("{stem}.{end}")
}

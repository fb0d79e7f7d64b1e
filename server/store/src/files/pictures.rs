//! Pictures are written anew: turned upright, at most [`PICTURE_SIDE`] pixels long, without anything but their pixels.
//! What a camera notes beside them (where a photo was taken, with what, by whom) does not come along.

use super::examinations::refused;
use crate::{Error, Result};
use domain::files::{
    FileKind, FileProblem, PICTURE_SIDE, PIXEL_LIMIT, PhotoSize, SMALL_PHOTO, WHOLE_LIMIT,
};
use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::overlay,
    metadata::Orientation,
};
use jpeg_decoder::{CodingProcess, PixelFormat};
use std::{
    fs::File,
    io::{BufReader, BufWriter, Write},
    path::Path,
};

/// Of 100: no difference that people see.
const QUALITY: u8 = 85;

/// Reads the picture of `kind` at `from`, writes it to `to` and returns as what: drawings stay PNG, photos JPEG; a WebP
/// becomes JPEG, or PNG when one can see through it.
///
/// # Errors
/// `Invalid` on `file` when it cannot be read or has too many pixels.
pub(super) fn rewrite(kind: FileKind, from: &Path, to: &Path) -> Result<FileKind> {
    let picture = decode(kind, from)?;
    let kind = match kind {
        FileKind::Png => FileKind::Png,
        FileKind::Webp if picture.color().has_alpha() => FileKind::Png,
        _ => FileKind::Jpeg,
    };
    let mut out = BufWriter::new(File::create(to).map_err(Error::fault)?);
    let written = match kind {
        FileKind::Png => picture.write_with_encoder(PngEncoder::new(&mut out)),
        _ => {
            let photo = picture.into_rgb8();
            photo.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
        }
    };
    written.map_err(Error::fault)?;
    out.flush().map_err(Error::fault)?;
    Ok(kind)
}

/// Reads the kept picture at `from`, writes it as a photo in both sizes, small before large, as JPEG, and returns width and
/// height of the large one. What one can see through becomes white.
///
/// # Errors
/// `Invalid` on `file` when it cannot be read.
pub(super) fn photos(kind: FileKind, from: &Path, to: [&Path; 2]) -> Result<(u32, u32)> {
    let mut picture = decode(kind, from)?;
    if picture.color().has_alpha() {
        let (width, height) = picture.dimensions();
        let mut paper = image::RgbaImage::from_pixel(width, height, image::Rgba([255; 4]));
        overlay(&mut paper, &picture, 0, 0);
        picture = DynamicImage::ImageRgba8(paper);
    }
    let mut photo = picture.into_rgb8();
    let mut sized = |size: PhotoSize| {
        let (width, height) = size.of(photo.width(), photo.height());
        photo = image::imageops::thumbnail(&photo, width, height);
        photo.clone()
    };
    let large = sized(PhotoSize::Large);
    write_photo(&large, &[80], to[1])?;
    // Of what is full of small things, less fine.
    write_photo(&sized(PhotoSize::Small), &[75, 60, 45, 30], to[0])?;
    Ok(large.dimensions())
}

/// Writes a photo in the first quality in which it is small enough, else in the last.
fn write_photo(photo: &RgbImage, qualities: &[u8], to: &Path) -> Result<()> {
    let mut bytes = Vec::new();
    for quality in qualities {
        bytes.clear();
        photo
            .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, *quality))
            .map_err(Error::fault)?;
        if bytes.len() <= SMALL_PHOTO {
            break;
        }
    }
    std::fs::write(to, bytes).map_err(Error::fault)
}

fn decode(kind: FileKind, from: &Path) -> Result<DynamicImage> {
    let made_smaller = match kind {
        FileKind::Jpeg => decode_smaller(from)?,
        _ => None,
    };
    let (mut picture, orientation) = match made_smaller {
        Some(found) => found,
        None => decode_whole(kind, from)?,
    };
    if picture.width().max(picture.height()) > PICTURE_SIDE {
        picture = picture.thumbnail(PICTURE_SIDE, PICTURE_SIDE);
    }
    // Eight bits a colour are enough to look at.
    picture = match picture.color().has_alpha() {
        true => DynamicImage::ImageRgba8(picture.into_rgba8()),
        false => DynamicImage::ImageRgb8(picture.into_rgb8()),
    };
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// A photo, decoded at an eighth, a quarter, a half of its size where that is enough: whole it would take more memory than
/// the rest of the server. `None` for what cannot be decoded so: progressive and lossless ones, those without three colours.
fn decode_smaller(from: &Path) -> Result<Option<(DynamicImage, Orientation)>> {
    let mut decoder = jpeg_decoder::Decoder::new(open(from)?);
    let Some(info) = decoder.read_info().ok().and_then(|()| decoder.info()) else {
        return Ok(None);
    };
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    within(width, height, PIXEL_LIMIT)?;
    if info.coding_process != CodingProcess::DctSequential
        || info.pixel_format != PixelFormat::RGB24
    {
        return Ok(None);
    }
    let side = |side: u32| {
        let wanted = side * PICTURE_SIDE / width.max(height).max(PICTURE_SIDE);
        u16::try_from(wanted.max(1)).unwrap_or(u16::MAX)
    };
    let Ok((width, height)) = decoder.scale(side(width), side(height)) else {
        return Ok(None);
    };
    let Ok(pixels) = decoder.decode() else {
        return Ok(None);
    };
    let orientation = decoder
        .exif_data()
        .and_then(Orientation::from_exif_chunk)
        .unwrap_or(Orientation::NoTransforms);
    let photo = RgbImage::from_raw(width.into(), height.into(), pixels);
    Ok(photo.map(|photo| (DynamicImage::ImageRgb8(photo), orientation)))
}

fn decode_whole(kind: FileKind, from: &Path) -> Result<(DynamicImage, Orientation)> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let broken = |_| refused(FileProblem::Broken);
    let mut limits = Limits::default();
    // Four bytes a pixel, and what a decoder needs beside them.
    limits.max_alloc = Some(6 * WHOLE_LIMIT);
    let mut reader = ImageReader::with_format(open(from)?, format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    within(width, height, WHOLE_LIMIT)?;
    let orientation = decoder.orientation().map_err(broken)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    Ok((picture, orientation))
}

fn open(from: &Path) -> Result<BufReader<File>> {
    Ok(BufReader::new(File::open(from).map_err(Error::fault)?))
}

fn within(width: u32, height: u32, limit: u64) -> Result<()> {
    if u64::from(width) * u64::from(height) > limit {
        return Err(refused(FileProblem::Pixels));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use image::{Rgb, Rgba, RgbaImage};

    /// A camera's note: turned by 90 degrees, taken in Kigali.
    fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut tiff =
            b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        tiff.extend(b"GPSLatitude 1 56 S");
        let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
        let mut out = jpeg[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(length);
        out.extend(tiff);
        out.extend(&jpeg[2..]);
        out
    }

    #[test]
    fn photo_is_turned_made_smaller_and_loses_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        let photo = RgbImage::from_fn(2400, 600, |x, _| Rgb([(x / 10) as u8, 80, 40]));
        let mut jpeg = Vec::new();
        photo
            .write_with_encoder(JpegEncoder::new(&mut jpeg))
            .unwrap();
        std::fs::write(&from, with_exif(&jpeg)).unwrap();
        assert_eq!(rewrite(FileKind::Jpeg, &from, &to).unwrap(), FileKind::Jpeg);
        let bytes = std::fs::read(&to).unwrap();
        assert!(!bytes.windows(3).any(|part| part == b"GPS"));
        assert!(!bytes.windows(4).any(|part| part == b"Exif"));
        let picture = image::load_from_memory(&bytes).unwrap();
        assert_eq!(picture.dimensions(), (500, 2000));
    }

    #[test]
    fn drawing_keeps_what_one_sees_through() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        let drawing = RgbaImage::from_pixel(30, 20, Rgba([1, 2, 3, 100]));
        for (format, kind) in [
            (ImageFormat::Png, FileKind::Png),
            (ImageFormat::WebP, FileKind::Webp),
        ] {
            drawing.save_with_format(&from, format).unwrap();
            assert_eq!(rewrite(kind, &from, &to).unwrap(), FileKind::Png);
            let picture = image::load_from_memory(&std::fs::read(&to).unwrap()).unwrap();
            assert_eq!(picture.get_pixel(3, 3), Rgba([1, 2, 3, 100]));
        }
    }

    #[test]
    fn photo_is_small_for_cards_and_white_where_it_was_clear() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        // Nothing is harder to make small than noise.
        let mut seed = 1_u32;
        let noise = RgbImage::from_fn(1600, 1200, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Rgb(seed.to_be_bytes()[..3].try_into().unwrap())
        });
        let clear = RgbaImage::from_pixel(600, 800, Rgba([9, 9, 9, 0]));
        noise.save_with_format(at("a"), ImageFormat::Png).unwrap();
        clear.save_with_format(at("b"), ImageFormat::Png).unwrap();
        let made = |name: &str| photos(FileKind::Png, &at(name), [&at("s"), &at("l")]).unwrap();
        assert_eq!(made("a"), (1280, 960));
        let bytes = std::fs::read(at("s")).unwrap();
        assert!(bytes.len() <= SMALL_PHOTO, "{}", bytes.len());
        let small = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap();
        assert_eq!(small.dimensions(), (480, 360));
        assert_eq!(made("b"), (600, 800));
        let large = image::load_from_memory(&std::fs::read(at("l")).unwrap()).unwrap();
        assert_eq!(large.get_pixel(300, 400), Rgba([255; 4]));
    }

    #[test]
    fn picture_that_is_cut_off_or_too_large_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::write(&from, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
        let told = |kind, problem| match rewrite(kind, &from, &to) {
            Err(Error::Refused(error)) => FileProblem::in_error(&error) == Some(problem),
            _ => false,
        };
        assert!(told(FileKind::Png, FileProblem::Broken));
        let wide = image::GrayImage::new(6000, 5000);
        wide.save_with_format(&from, ImageFormat::Png).unwrap();
        assert!(told(FileKind::Png, FileProblem::Pixels));
        // A phone's photo is made smaller while it is read; a drawing of that size is not.
        let photo = RgbImage::new(4900, 3100);
        photo.save_with_format(&from, ImageFormat::Png).unwrap();
        assert!(told(FileKind::Png, FileProblem::Pixels));
        photo.save_with_format(&from, ImageFormat::Jpeg).unwrap();
        rewrite(FileKind::Jpeg, &from, &to).unwrap();
        let kept = image::load_from_memory(&std::fs::read(&to).unwrap()).unwrap();
        assert_eq!(kept.dimensions(), (2000, 1265));
    }
}

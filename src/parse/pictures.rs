//! How wide and high pictures are, as their first bytes say.

use crate::model::site::PictureSize;

/// No picture is wider or higher, whatever its bytes say: what JPEG can say at most (ITU-T T.81, B.2.2).
const MOST: usize = 65_535;

/// So many segments of a JPEG file are looked at for how the picture is turned.
const SEGMENTS: usize = 64;

/// Width and height in which a browser shows a picture; none of what is no picture, or has a size that none can have.
pub fn size(bytes: &[u8]) -> Option<PictureSize> {
    let size = imagesize::blob_size(bytes).ok()?;
    let side = |length: usize| u32::try_from(length).ok().filter(|_| (1..=MOST).contains(&length));
    let (width, height) = (side(size.width)?, side(size.height)?);
    Some(if lies_on_its_side(bytes) { (height, width) } else { (width, height) })
}

/// Whether a JPEG file says that its picture is to be turned by a quarter, as cameras do (Exif 2.32, tag *Orientation*, 5 to 8).
fn lies_on_its_side(bytes: &[u8]) -> bool {
    orientation(bytes).is_some_and(|way| (5..=8).contains(&way))
}

fn orientation(bytes: &[u8]) -> Option<u16> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    for _ in 0..SEGMENTS {
        let [0xff, marker, high, low, ..] = *rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let segment = rest.get(4..2 + length)?;
        if marker == 0xe1
            && let Some(tiff) = segment.strip_prefix(b"Exif\0\0")
        {
            return tag(tiff, 0x0112);
        }
        // The picture itself begins.
        if marker == 0xda {
            return None;
        }
        rest = &rest[2 + length..];
    }
    None
}

/// A short value of the first directory of TIFF 6.0.
fn tag(tiff: &[u8], wanted: u16) -> Option<u16> {
    let is_little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let bytes: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let start = if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) } as usize;
    let entries = usize::from(short(start)?);
    let mut places = (0..entries).map(|index| start + 2 + index * 12);
    short(places.find(|&at| short(at) == Some(wanted))? + 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG file of 40 × 30 with nothing but its head; `exif` stands before it.
    fn jpeg(exif: &[u8]) -> Vec<u8> {
        let mut bytes = b"\xff\xd8".to_vec();
        if !exif.is_empty() {
            bytes.extend(b"\xff\xe1");
            bytes.extend((exif.len() as u16 + 8).to_be_bytes());
            bytes.extend(b"Exif\0\0");
            bytes.extend(exif);
        }
        bytes.extend(b"\xff\xc0\0\x0b\x08\0\x1e\0\x28\x01\x01\x11\0\xff\xd9");
        bytes
    }

    #[test]
    fn a_picture_on_its_side_is_as_high_as_it_says_it_is_wide() {
        assert_eq!(size(&jpeg(b"")), Some((40, 30)));
        for (way, expected) in [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40)), (9, (40, 30))] {
            let little = [b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", &[way, 0, 0, 0][..]].concat();
            assert_eq!(size(&jpeg(&little)), Some(expected), "{way}");
            let big = [b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01", &[0, way, 0, 0][..]].concat();
            assert_eq!(size(&jpeg(&big)), Some(expected), "{way}");
        }
    }

    #[test]
    fn what_is_cut_off_or_lies_is_passed_over() {
        let exif = b"II\x2a\0\xff\xff\xff\xff";
        assert_eq!(size(&jpeg(exif)), Some((40, 30)));
        let whole = jpeg(b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        for end in 0..whole.len() {
            let _ = size(&whole[..end]);
        }
        let png = |width: u32, height: u32| {
            let sizes = [width.to_be_bytes(), height.to_be_bytes()].concat();
            size(&[&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &sizes].concat())
        };
        assert_eq!(png(2, 3), Some((2, 3)));
        assert_eq!(png(0, 3), None);
        assert_eq!(png(1, u32::MAX), None);
    }
}

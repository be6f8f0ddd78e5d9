//! Names for addresses.

use super::fold::bare;

/// A text as an anchor or a file's stem: `a-z`, `0-9`, and single hyphens between.
///
/// Diacritics go (`đ` becomes `d`, `ß` `ss`); apostrophes vanish; everything else, letters of other scripts too, parts
/// words. Without any word left the slug is `x`: never empty, and never made of chance.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut is_apart = false;
    for c in bare(text).chars() {
        let letters = match c {
            '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200d}' => continue,
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'ł' => "l",
            'ı' => "i",
            c if c.is_ascii_alphanumeric() => {
                push(&mut slug, &mut is_apart, c.encode_utf8(&mut [0; 4]));
                continue;
            }
            _ => "",
        };
        match letters {
            "" => is_apart = true,
            letters => push(&mut slug, &mut is_apart, letters),
        }
    }
    if slug.is_empty() { "x".to_owned() } else { slug }
}

fn push(slug: &mut String, is_apart: &mut bool, letters: &str) {
    if std::mem::take(is_apart) && !slug.is_empty() {
        slug.push('-');
    }
    slug.push_str(letters);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn check(text: &str, expected: &str) {
        assert_eq!(slug(text), expected, "{text:?}");
    }

    #[test]
    fn slugs_are_plain() {
        check("Kết luận số 57-KL/TW", "ket-luan-so-57-kl-tw");
        check("Đảng ủy – ĐẢNG UỶ", "dang-uy-dang-uy");
        check("Ðảng", "dang");
        check("  “Nội dung”  và hình thức?! ", "noi-dung-va-hinh-thuc");
        check("Don’t panic's", "dont-panics");
        check("Straße, Œuvre, Øre", "strasse-oeuvre-ore");
        check("ho\u{302}\u{323}i nghi\u{323}", "hoi-nghi");
    }

    #[test]
    fn a_slug_is_never_empty() {
        check("", "x");
        check("—", "x");
        check("日本", "x");
        check("日本 2", "2");
    }

    proptest! {
        #[test]
        fn slugs_are_well_formed(text in "\\PC{0,16}") {
            let found = slug(&text);
            prop_assert!(found.split('-').all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())));
            prop_assert_eq!(slug(&found), found);
        }
    }
}

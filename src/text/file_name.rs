//! Names of files, as file systems compare them.

use unicode_normalization::UnicodeNormalization;

/// A path as those file systems see it that tell no letter case and no Unicode normalisation apart: two paths with the same
/// result may be one place. In lower case and NFC (Unicode Standard Annex #15).
pub fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    // Lower case may decompose (`İ`), so composition comes last.
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

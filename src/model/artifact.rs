//! What a build makes, before anything is written.

/// One output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its path below the output folder: relative, `/`-separated, without `..`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What is known of an output file when its content is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// As [`Artifact::path`].
    pub path: String,
    /// In bytes.
    pub size: usize,
    /// The content's [`hash()`].
    pub hash: u128,
}

impl Artifact {
    /// What stays known of it.
    pub fn note(&self) -> Note {
        Note { path: self.path.clone(), size: self.bytes.len(), hash: hash(&self.bytes) }
    }
}

/// The hash by which contents are compared: XXH3-128 with seed 0.
pub fn hash(bytes: &[u8]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(bytes)
}

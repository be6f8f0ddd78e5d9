//! What a build makes, before anything is written.

/// One output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its path below the output folder: relative, `/`-separated, without `..`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

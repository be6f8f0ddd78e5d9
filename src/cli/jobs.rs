//! How many threads work.

/// Runs `work` on so many threads, or on as many as the machine has.
pub fn with_jobs<T: Send>(jobs: Option<u16>, work: impl FnOnce() -> T + Send) -> T {
    let Some(jobs) = jobs else { return work() };
    match rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(), // Without threads of its own the work is done on the common ones: slower, and the same.
    }
}

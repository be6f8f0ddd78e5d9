//! `khue annotate`, and builds that are given what it found.

mod annotate;
mod cluster;
mod given;
mod shard;

use crate::harness::{PortalTest, Run, SMALL};

/// The small portal with more of what texts may mention, and of what may be wrong in them.
fn portal() -> PortalTest {
    PortalTest::new(SMALL).with(
        "\
-- seeds/b.txt --
\u{feff}Bài thứ hai

Thứ ba, 12/10/2023, ông Nguyễn Văn A nói về Kết luận 57 và Nghị quyết số 12-NQ/TW. Ngày 31/2/2023 không có.

Chiều 11/10, Bộ Chính trị ban hành Kết luận số 57-KL/TW ngày 15/6/2023. Ông Nguyễn Văn A dự. Kết luận 57 nêu ba việc cần làm trong năm, và 58-KL/TW.
-- content/articles/b.yaml --
siglum: B
seed: b.txt
title: Bài thứ hai
events: [hop]
headings: [1]
-- content/articles/c.md --
---
siglum: C
title: Bài viết
---

Kết luận 57-KL/TW do Bộ Chính trị ban hành.
-- content/terms.yaml --
terms:
  - term: việc
    expansion: điều phải làm
",
    )
}

/// The facts of all seeds of a portal, as `khue annotate --root . seeds/*` prints them.
fn facts(test: &PortalTest) -> Vec<String> {
    let mut seeds: Vec<String> =
        crate::harness::folder_files(&test.root().join("seeds")).into_keys().collect();
    seeds.sort();
    let args = ["annotate", "--root", "."].map(str::to_owned);
    let args = args.into_iter().chain(seeds.into_iter().map(|name| format!("seeds/{name}")));
    test.run(&args.collect::<Vec<_>>()).done().stdout.lines().map(str::to_owned).collect()
}

/// A build of the portal from nothing, with these lines of facts.
fn build(test: &PortalTest, lines: &[String]) -> Run {
    std::fs::remove_dir_all(test.root().join("output")).ok();
    let mut text = lines.join("\n");
    text.push('\n');
    std::fs::write(test.beside("facts.ndjson"), text).unwrap();
    test.run(&["build", "--format", "json", "--facts", "../facts.ndjson"]).done()
}

//! The manual's recipe for a Ray cluster, on two workers of this machine.

use super::facts;
use crate::harness::{PortalTest, SMALL};
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// What a cluster's administrator has started already: here, two workers without more.
const START: &str = "\
import ray, runpy, sys
ray.init(num_cpus=2, include_dashboard=False)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name='__main__')
ray.shutdown()
";

/// A `khue` that notes for which worker it runs, and begins when two of them have one: so both must work, at the same time.
const TOGETHER: &str = "\
#!/bin/sh
echo $PPID >> \"$KHUE_WORKERS\"
for n in $(seq 600); do
  [ \"$(sort -u \"$KHUE_WORKERS\" | wc -l)\" -ge 2 ] && exec \"$KHUE_PROGRAM\" \"$@\"
  sleep 0.1
done
echo 'one worker was alone for a minute' >&2
exit 9
";

fn portal() -> PortalTest {
    let test = PortalTest::new(SMALL);
    for n in 0..59 {
        let text = format!("Bài {n}\n\nThứ ba, 12/10/2023, ông Nguyễn Văn A nói về Kết luận số 57-KL/TW.\n");
        test.write(&format!("seeds/x{n}.txt"), text.as_bytes());
        let described = format!("siglum: X{n}\nseed: x{n}.txt\ntitle: Bài {n}\n");
        test.write(&format!("content/articles/x{n}.yaml"), described.as_bytes());
    }
    test
}

#[test]
fn what_a_cluster_finds_makes_the_same_site() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cluster");
    let python = folder.join("venv/bin/python");
    assert!(python.exists(), "Ray is not installed: scripts/setup-tests installs it");
    let test = portal();
    let plain = test.build();
    let lines = facts(&test);
    assert_eq!(lines.len(), 60);

    let programs = test.beside("programs");
    std::fs::create_dir(&programs).unwrap();
    std::fs::write(programs.join("khue"), TOGETHER).unwrap();
    std::fs::set_permissions(programs.join("khue"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::join_paths(
        std::iter::once(programs).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    std::fs::create_dir(test.beside("ray")).unwrap();
    let output = Command::new(python)
        .args(["-c", START])
        .arg(folder.join("annotate.py"))
        .args([test.root(), test.beside("facts.ndjson"), "7".into()])
        .env("PATH", path.unwrap())
        .env("KHUE_PROGRAM", env!("CARGO_BIN_EXE_khue"))
        .env("KHUE_WORKERS", test.beside("workers"))
        .env("HOME", test.beside("ray"))
        .env("RAY_TMPDIR", test.beside("ray"))
        .env("RAY_AUTH_MODE", "disabled")
        .env("RAY_USAGE_STATS_ENABLED", "0")
        .env_remove("RAY_ADDRESS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let workers = std::fs::read_to_string(test.beside("workers")).unwrap();
    assert_eq!(workers.lines().collect::<BTreeSet<_>>().len(), 2, "{workers}");
    let found = std::fs::read_to_string(test.beside("facts.ndjson")).unwrap();
    let sorted = |lines: Vec<&str>| {
        // What differs is the name under which the seed was asked for.
        let values = lines.into_iter().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let mut hashes: Vec<String> = values.map(|value| value["sha256"].to_string()).collect();
        hashes.sort();
        hashes
    };
    assert_eq!(sorted(found.lines().collect()), sorted(lines.iter().map(String::as_str).collect()));
    std::fs::remove_dir_all(test.root().join("output")).unwrap();
    let run = test.run(&["build", "--facts", "../facts.ndjson"]).done();
    assert!(!run.stderr.contains("were computed"), "{}", run.stderr);
    assert_eq!(run.site.changes_from(&plain), "");
}

//! Files for other programs that the manual shows: read as far as those programs' forms are known, without running them here.
//!
//! | recipe | what is checked |
//! |---|---|
//! | `github` | YAML; triggers; runners, actions and Khuê itself pinned; commands; what is uploaded is what is built |
//! | `gitlab` | YAML; images and Khuê pinned; commands; the job `pages` hands over `public` |
//! | `toml` | every line is a table, a key with a string, or a remark; no key twice in a table |
//! | `headers` | paths, and below each the lines of a response's header |
//! | `nginx` | braces and semicolons; the page for what is not there; `nginx -t` where nginx is installed |
//! | `cluster` | that it is the program which the tests of `khue build --facts` run |

use serde_yaml::Value;
use std::process::Command;

/// Checks one.
pub fn check(place: &str, name: &str, text: &str) {
    match name {
        "github" => github(place, text),
        "gitlab" => gitlab(place, text),
        "toml" => toml(place, text),
        "headers" => headers(place, text),
        "nginx" => nginx(place, text),
        "cluster" => assert_eq!(text.trim(), include_str!("../../cluster/annotate.py").trim(), "{place}"),
        other => panic!("{place}: there is no recipe `{other}`"),
    }
}

/// Checks commands without running them: the shell understands them, and Khuê those that are its own.
pub fn shell(place: &str, text: &str) {
    let plain = without_expressions(text);
    let output = Command::new("sh").args(["-n", "-c", &plain]).output().unwrap();
    assert!(output.status.success(), "{place}: {}", String::from_utf8_lossy(&output.stderr));
    for line in plain.lines() {
        for part in line.split("&&").flat_map(|part| part.split("||")) {
            command(place, part);
        }
        if line.contains("cargo install") && line.contains("--git") {
            assert!(line.contains("OWNER/REPO") && line.contains("--locked"), "{place}: {line}");
        }
    }
}

/// Checks that a command that begins with `khue` is one that there is.
fn command(place: &str, line: &str) {
    let words = line.split_whitespace().take_while(|word| !word.starts_with(['#', '>', '|']));
    let words: Vec<String> = words.map(|word| word.trim_matches(['"', '\'']).to_owned()).collect();
    if words.first().is_some_and(|first| first == "khue" || first.ends_with("/khue")) {
        let known = khue::cli::command().try_get_matches_from(&words);
        let refused = known.err().filter(|error| error.use_stderr());
        assert!(refused.is_none(), "{place}: `{line}`: {}", refused.unwrap());
    }
}

/// Checks a command within a sentence, which may be named without its arguments: `khue build`.
pub fn named(place: &str, code: &str) {
    let words: Vec<&str> = code.split_whitespace().collect();
    match words.as_slice() {
        ["khue", name] if !name.starts_with('-') => {
            let known = khue::cli::command().find_subcommand(name).is_some();
            assert!(known, "{place}: there is no command `khue {name}`");
        }
        ["khue"] => {}
        // Any command: `khue COMMAND --help`.
        ["khue", name, ..] if name.chars().all(|c| c.is_ascii_uppercase()) => {}
        _ => command(place, code),
    }
}

/// `${{ … }}` and `$NAME` stand for addresses, as far as Khuê sees them.
fn without_expressions(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${{") {
        out.push_str(&rest[..at]);
        out.push_str("https://example.org");
        rest = rest[at..].split_once("}}").expect("an expression ends").1;
    }
    out.push_str(rest);
    out.replace("$CI_PAGES_URL", "https://example.org")
}

fn github(place: &str, text: &str) {
    let file: Value = serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{place}: {e}"));
    assert!(file.get("on").is_some() && file.get("permissions").is_some(), "{place}: `on`, `permissions`");
    let mut uploads = false;
    for (name, job) in mapping(place, &file["jobs"]) {
        let runner = job["runs-on"].as_str().unwrap_or_else(|| panic!("{place}: {name}: `runs-on`"));
        assert!(!runner.ends_with("latest"), "{place}: the runner `{runner}` is not pinned");
        for step in job["steps"].as_sequence().unwrap_or_else(|| panic!("{place}: {name}: `steps`")) {
            match (step["uses"].as_str(), step["run"].as_str()) {
                (Some(uses), None) => {
                    let version = uses.split_once('@').map(|(_, version)| version).unwrap_or_default();
                    let pinned = version.starts_with('v') || version.len() == 40;
                    assert!(pinned && uses.contains('/'), "{place}: `{uses}` is not pinned");
                    if uses.contains("upload-pages-artifact") {
                        uploads = true;
                        assert_eq!(step["with"]["path"], "output", "{place}");
                    }
                }
                (None, Some(run)) => pinned_shell(place, run),
                _ => panic!("{place}: a step has either `uses` or `run`: {step:?}"),
            }
        }
    }
    if uploads {
        let may = |what: &str| file["permissions"][what] == "write";
        assert!(may("pages") && may("id-token"), "{place}: the permissions that GitHub Pages needs");
    }
}

fn gitlab(place: &str, text: &str) {
    let file: Value = serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{place}: {e}"));
    let mut jobs = 0;
    for (name, job) in mapping(place, &file).filter(|(_, job)| job.get("script").is_some()) {
        jobs += 1;
        let image = job["image"].as_str().unwrap_or_default();
        assert!(
            image.contains(':') && !image.ends_with("latest"),
            "{place}: the image `{image}` is not pinned"
        );
        for line in job["script"].as_sequence().unwrap_or_else(|| panic!("{place}: {name}: `script`")) {
            pinned_shell(place, line.as_str().expect("a command is text"));
        }
        if name == "pages" {
            assert_eq!(job["artifacts"]["paths"][0], "public", "{place}");
        }
    }
    assert!(jobs > 0, "{place}: no job has a script");
}

fn pinned_shell(place: &str, text: &str) {
    shell(place, text);
    let pinned = !text.contains("cargo install") || text.contains("--rev ");
    assert!(pinned, "{place}: a recipe builds one known state of Khuê: `--rev`");
}

fn mapping<'a>(place: &str, value: &'a Value) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let mapping = value.as_mapping().unwrap_or_else(|| panic!("{place}: keys with values"));
    mapping.iter().map(|(key, value)| (key.as_str().expect("keys are text"), value))
}

/// TOML v1.0.0, as far as the manual uses it: "Comment", "Key/Value Pair", "Table", "Array of Tables", "Basic Strings".
fn toml(place: &str, text: &str) {
    let mut keys: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let table = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
        if let Some(name) = table.or(line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))) {
            assert!(name.split('.').all(is_bare_key), "{place}: {line}");
            keys.clear();
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { panic!("{place}: {line}") };
        let (key, value) = (key.trim(), value.trim());
        let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        assert!(inner.is_some_and(|inner| !inner.contains(['"', '\\'])), "{place}: {line}");
        assert!(is_bare_key(key) && !keys.contains(&key), "{place}: {line}");
        keys.push(key);
    }
}

fn is_bare_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn headers(place: &str, text: &str) {
    let mut path = false;
    for line in text.lines().filter(|line| !line.is_empty()) {
        if line.starts_with('/') {
            path = true;
            continue;
        }
        let (name, value) = line.trim().split_once(": ").unwrap_or_else(|| panic!("{place}: {line}"));
        assert!(path && line.starts_with("  ") && is_bare_key(name) && !value.is_empty(), "{place}: {line}");
    }
}

fn nginx(place: &str, text: &str) {
    let mut depth = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.ends_with('{'), line == "}", line.ends_with(';')) {
            (true, ..) => depth += 1,
            (_, true, _) => depth -= 1,
            (.., true) => assert!(depth > 0, "{place}: a directive outside of `server`: {line}"),
            _ => panic!("{place}: neither a block nor a directive: {line}"),
        }
        assert!(depth >= 0, "{place}: a brace too many");
    }
    assert_eq!(depth, 0, "{place}: a brace is open");
    assert!(
        text.contains("error_page 404 ") && text.contains("/404.html;"),
        "{place}: the page for what is not there"
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nginx.conf");
    let pid = folder.path().join("pid");
    std::fs::write(&file, format!("pid {};\nevents {{}}\nhttp {{\n{text}\n}}\n", pid.display())).unwrap();
    if let Ok(output) = Command::new("nginx").arg("-t").arg("-c").arg(&file).output() {
        assert!(output.status.success(), "{place}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
#[should_panic(expected = "unexpected argument")]
fn a_command_that_there_is_not_is_found() {
    shell("here", "khue build --fast");
}

#[test]
#[should_panic(expected = "not pinned")]
fn an_action_without_a_version_is_found() {
    github(
        "here",
        "on: push\npermissions: {}\njobs: {a: {runs-on: ubuntu-24.04, steps: [{uses: actions/checkout}]}}\n",
    );
}

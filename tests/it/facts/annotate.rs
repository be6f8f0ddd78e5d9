//! Seeds in, facts out.

use super::{facts, portal};
use crate::harness::PortalTest;
use expect_test::expect;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::process::Stdio;

/// The places of a list, with what stands there in `text`.
fn shown(facts: &Value, list: &str, text: &str) -> String {
    let one = |item: &Value| {
        let at = |n: usize| item["range"][n].as_u64().unwrap() as usize;
        let what = ["id", "number", "iso"].iter().find_map(|key| item[key].as_str()).unwrap_or("-");
        format!("{}={what}", text[at(0)..at(1)].replace('\n', "⏎").chars().take(24).collect::<String>())
    };
    facts[list].as_array().unwrap().iter().map(one).collect::<Vec<_>>().join(" | ")
}

#[test]
fn facts_tell_what_stands_where_in_the_seed() {
    let test = portal();
    let text = std::fs::read_to_string(test.root().join("seeds/b.txt")).unwrap();
    let lines = facts(&test);
    let facts: Value = serde_json::from_str(&lines[1]).unwrap();
    let lists = ["passages", "mentions", "dates", "people", "organisations", "terms"];
    let all: Vec<String> =
        lists.iter().map(|list| format!("{list}: {}", shown(&facts, list, &text))).collect();
    expect![[r#"
        passages: Bài thứ hai⏎⏎Thứ ba, 12/=- | Chiều 11/10, Bộ Chính tr=-
        mentions: Kết luận 57=- | Nghị quyết số 12-NQ/TW=12-NQ/TW | Kết luận số 57-KL/TW=57-KL/TW | Kết luận 57=- | 58-KL/TW=58-KL/TW
        dates: Thứ ba, 12/10/2023=2023-10-12 | 31/2/2023=2023-02-31 | Chiều 11/10=2023-10-11 | 15/6/2023=2023-06-15
        people: Nguyễn Văn A=nguyen-van-a | Nguyễn Văn A=nguyen-van-a
        organisations: Bộ Chính trị=bo-chinh-tri
        terms: việc=viec"#]]
    .assert_eq(&all.join("\n"));
    assert_eq!(facts["written"], "2023-10-11", "the day of what it reports");
    let hash = facts["sha256"].as_str().unwrap();
    assert_eq!(hash, khue::model::hash::sha256(text.as_bytes()));
    let first: Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(
        first["omitted"].to_string(),
        r#"[{"lines":[1,1],"kind":"title"},{"lines":[7,7],"kind":"caption"}]"#
    );
}

#[test]
fn every_line_has_the_form_of_the_schema() {
    let test = portal();
    let schema: Value = serde_json::from_str(&test.run(&["annotate", "--schema"]).done().stdout).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    for line in facts(&test) {
        let facts: Value = serde_json::from_str(&line).unwrap();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&facts), keys(&schema["properties"]), "the keys, in their order");
        for (key, described) in schema["properties"].as_object().unwrap() {
            assert!(described["description"].is_string() || described["$ref"].is_string(), "{key}");
        }
    }
}

#[test]
fn lines_of_standard_input_are_answered_in_order() {
    let test = portal();
    let text = std::fs::read_to_string(test.root().join("seeds/a.txt")).unwrap();
    let mut input = String::new();
    for n in 0..1100 {
        let id = if n == 1050 { "a".to_owned() } else { format!("x{n}") };
        input.push_str(&json!({ "id": id, "text": format!("{text}{n}"), "language": "vi" }).to_string());
        input.push('\n');
    }
    // It answers before it has read everything, so that somebody must read meanwhile.
    std::fs::write(test.beside("input.ndjson"), input).unwrap();
    let mut command = test.command(&["annotate", "--root", ".", "--jobs", "3"]);
    let output = command.stdin(std::fs::File::open(test.beside("input.ndjson")).unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 1100);
    for (n, facts) in answers.iter().enumerate() {
        // Of the portal's article alone it is known what is left out, and when it was written.
        let (id, omitted, written) = match n {
            1050 => ("a".to_owned(), 2, json!("2023-10-12")),
            _ => (format!("x{n}"), 0, json!(null)),
        };
        assert_eq!(facts["id"], id);
        assert_eq!(facts["omitted"].as_array().unwrap().len(), omitted, "{n}");
        assert_eq!(facts["written"], written, "{n}");
    }
}

#[test]
fn a_bad_line_is_told_by_its_number_and_stops_no_other() {
    let test = portal();
    let input = b"{\"id\": \"x\", \"text\": \"M\xe1\"}\n\n{\"id\": \"y\", \"text\": \"N\xc4\x83m 2023\"}\nnonsense\n{\"id\": \"z\"}\n\
        {\"id\": \"w\", \"text\": \"\", \"written\": \"2023-02-30\"}\n{\"id\": \"v\", \"text\": \"\", \"writen\": null}";
    let run = test.run_with(&["annotate"], input).ended(1);
    let answers: Vec<String> = run
        .json()
        .iter()
        .map(|line| match line["error"].as_str() {
            Some(error) => format!("{}: {error}", line["line"]),
            None => format!("{} is well", line["id"]),
        })
        .collect();
    expect![[r#"
        1: invalid unicode code point at line 1 column 23
        2: EOF while parsing a value at line 1 column 0
        "y" is well
        4: expected ident at line 1 column 2
        5: missing field `text` at line 1 column 11
        6: `written` is no date: `2023-02-30`
        7: unknown field `writen`, expected one of `id`, `text`, `written`, `language` at line 1 column 32"#]]
    .assert_eq(&answers.join("\n"));
    for number in [1, 2, 4, 5, 6, 7] {
        assert!(run.stderr.contains(&format!("error: line {number} of standard input: ")), "{}", run.stderr);
    }
}

#[test]
fn a_seed_that_cannot_be_read_stops_no_other() {
    let test = portal();
    test.write("seeds/c.txt", b"\xff\xfe");
    let run = test.run(&["annotate", "seeds/c.txt", "seeds/none.txt", "seeds/a.txt"]).ended(3);
    let errors: Vec<bool> = run.json().iter().map(|line| line.get("error").is_some()).collect();
    assert_eq!(errors, [true, true, false]);
    assert!(run.stderr.contains("seeds/c.txt") && run.stderr.contains("seeds/none.txt"), "{}", run.stderr);
    test.run(&["annotate", "seeds/c.txt", "seeds/a.txt"]).ended(1);
    test.run(&["annotate", "seeds/none.txt"]).ended(3);
}

#[test]
fn a_seed_is_known_by_its_path_below_seeds() {
    let test = PortalTest::small().with(
        "-- seeds/2023/a.txt --\nMenu\n\nHọp ngày 5/7.\n-- content/articles/z.yaml --\nsiglum: Z\nseed: 2023/a.txt\ntitle: Z\n\
         published: 2019-07-06\nomit: [{kind: nav, lines: 1}]\n",
    );
    let lines = test.run(&["annotate", "--root", ".", "seeds/2023/a.txt", "seeds/a.txt"]).done().json();
    let told: Vec<_> = lines
        .iter()
        .map(|line| (&line["id"], &line["written"], line["omitted"].as_array().unwrap().len()))
        .collect();
    assert_eq!(told[0], (&json!("2023/a.txt"), &json!("2019-07-06"), 1));
    assert_eq!(told[1].0, &json!("a.txt"));
    assert_ne!(told[1].1, &json!("2019-07-06"));
}

#[test]
fn whoever_has_read_enough_may_close_the_pipe() {
    let test = portal();
    let mut command = test.command(&["annotate"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Written until the program ends, however much it takes.
    let writing = std::thread::spawn(move || {
        let line = json!({ "id": "x", "text": "Kết luận số 57-KL/TW. ".repeat(500) }).to_string();
        while writeln!(stdin, "{line}").is_ok() {}
    });
    let mut some = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn no_input_gives_no_output() {
    assert_eq!(PortalTest::small().run_with(&["annotate"], b"").done().stdout, "");
}

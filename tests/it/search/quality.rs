//! How often search is right, by the held-out sets of `tests/data/search`.

use crate::harness::node;
use crate::harness::{PortalTest, Site};
use serde_json::{Value, json};

#[test]
fn the_right_page_passage_and_excerpt_are_found() {
    let test = PortalTest::new("");
    let (root, output) = (test.beside("corpus"), test.beside("site"));
    node("data/search/portal.mjs", &[root.to_str().unwrap()], &Value::Null);
    test.run(&["build", "--root", root.to_str().unwrap(), "-o", output.to_str().unwrap()]).done();
    let articles = Site::read(&output).data("articles").len();
    assert_eq!(articles, 405, "five sources, 200 adversarial and 200 natural pages");
    let report = test.beside("report.json");
    let args = [output.to_str().unwrap(), "--split", "held-out", "--json", report.to_str().unwrap()];
    let printed = node("data/search/evaluate.mjs", &args, &Value::Null);
    let report: Value = serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap();
    let mut queries = 0;
    for set in ["adversarial", "natural"] {
        let share = |what: &str| {
            let counts = &report["table"][set]["all"][what];
            let (right, of) = (counts["right"].as_f64().unwrap(), counts["of"].as_f64().unwrap());
            assert!(of >= 20.0, "{set} {what}: {of} queries are too few to judge by");
            (right / of, of)
        };
        queries += share("three").1 as usize;
        for (what, least) in [("three", 0.98), ("passage", 0.97), ("excerpt", 0.97)] {
            assert!(share(what).0 >= least, "{set} {what}: {:.3}\n{printed}", share(what).0);
        }
    }
    assert!(queries >= 60, "{queries} queries");
    let forgiven =
        report["entries"].as_array().unwrap().iter().filter(|entry| entry["forgiven"] != json!([]));
    assert!(forgiven.count() >= 4, "mistakes of typing are told\n{printed}");
}

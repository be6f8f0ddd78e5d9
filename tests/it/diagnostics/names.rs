//! Names: those that two things bear, and those that stand where an ID belongs.

use super::{broken, check_files, check_small};
use expect_test::expect;

const ARTICLE: &str = "content/articles/cp.yaml";

#[test]
fn names_that_two_things_bear() {
    check_files(
        broken(ARTICLE, "siglum: CP", "siglum: NV"),
        expect![[r#"
        error[duplicate-name] content/articles/nv.yaml:1:9: the siglum `NV` belongs to the article `cp` too
          | siglum: NV
          = give one of them another `siglum`"#]],
    );
    check_small(
        "-- content/documents/57-cu.yaml --\nnumber: 57-KL/TW\nissued: 2018-01-02\n\
         -- content/documents/57-moi.yaml --\nnumber: 57 – kl/tw\nissued: 2018-01-02\n",
        expect![[r#"
            error[duplicate-name] content/documents/57-moi.yaml:1:9: `57-KL/TW` of the same date is the document `57-cu` too
              | number: 57 – kl/tw
              = a document's identity is number and date: correct one of them"#]],
    );
    check_small(
        "-- content/documents/d-7.yaml --\ntitle: A\naliases: [Res. 7/2023]\n\
         -- content/documents/d-9.yaml --\ntitle: B\naliases: [Res. 9/2024, res. 7/2023]\n",
        expect![[r#"
            warning[duplicate-name] content/documents/d-9.yaml:2:24: `res. 7/2023` is a name in `content/documents/d-7.yaml` too: texts that say it lead to neither
              | aliases: [Res. 9/2024, res. 7/2023]
              = give one of them a fuller name, or join the two files"#]],
    );
}

#[test]
fn what_is_called_by_its_name_is_offered_by_its_id() {
    check_small(
        "-- content/documents/dir-92.yaml --\ntitle: Directive on things\naliases: [Directive 2011/92/EU]\n\
         -- content/people/ellsworth.yaml --\nname: Mary Ellsworth\n\
         -- content/events/e.yaml --\ntitle: E\npeople: [mary ellsworth]\ndocuments: [Directive 2011/92/EU, Directive on things]\ndate: 07/25/2023\n\
         -- content/topics/t.md --\n---\ntitle: T\n---\n\n[[Mary Ellsworth]], [[publisher:bao]]\n",
        expect![[r#"
            error[unknown-reference] content/events/e.yaml:2:10: there is no person `mary ellsworth`
              | people: [mary ellsworth]
              = did you mean `ellsworth`?
            error[unknown-reference] content/events/e.yaml:3:13: there is no document `Directive 2011/92/EU`
              | documents: [Directive 2011/92/EU, Directive on things]
              = did you mean `dir-92`?
            error[unknown-reference] content/events/e.yaml:3:35: there is no document `Directive on things`
              | documents: [Directive 2011/92/EU, Directive on things]
              = did you mean `dir-92`?
            error[invalid-date] content/events/e.yaml:4:7: `07/25/2023` is not a date as the format writes them
              | date: 07/25/2023
              = write `2023-07-25`
            error[unknown-reference] content/topics/t.md:5:1: there is no document `Mary Ellsworth`
              | [[Mary Ellsworth]], [[publisher:bao]]
              = did you mean `person:ellsworth`?
            error[unknown-reference] content/topics/t.md:5:21: `publisher:bao` begins with no kind of thing
              | [[Mary Ellsworth]], [[publisher:bao]]
              = publishers have no page: lead to one of its articles, or write its name without brackets"#]],
    );
}

#[test]
fn a_word_that_is_nearly_an_id_is_told() {
    check_small(
        "-- content/people/ellsworth.yaml --\nname: Mary Ellsworth\n\
         -- content/events/e.yaml --\ntitle: E\nchair: elsworth\n\
         -- content/events/f.yaml --\ntitle: F\nchair: E. Lsworth\n",
        expect![[r#"
            warning[name-variant] content/events/e.yaml:2:8: `elsworth` is no person that a file describes, and is shown as a name
              | chair: elsworth
              = did you mean `ellsworth`?"#]],
    );
}

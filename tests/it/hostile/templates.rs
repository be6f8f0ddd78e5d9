//! Templates that lead back to themselves, or are too deep. What a template does otherwise is its author's affair: a theme is
//! trusted like code.

use super::check_told;

const ARTICLE: &str = "themes/khue/templates/article.html";

#[test]
fn endless_recursion_is_told_at_the_tag_that_leads_back() {
    for (what, article, others, place) in [
        ("include itself", "{% include \"article.html\" %}", &[][..], "article.html:1"),
        ("extend itself", "{% extends \"article.html\" %}", &[], "article.html:1"),
        (
            "include in a ring",
            "{% include \"a.html\" %}",
            &[("a.html", "{% include \"b.html\" %}"), ("b.html", "\n{% include \"a.html\" %}")],
            "a.html:1",
        ),
        (
            "extend in a ring",
            "{% extends \"a.html\" %}",
            &[("a.html", "{% extends \"b.html\" %}"), ("b.html", "{% extends \"a.html\" %}")],
            "a.html:1",
        ),
    ] {
        let others: Vec<(String, &str)> =
            others.iter().map(|(name, text)| (format!("themes/khue/templates/{name}"), *text)).collect();
        let mut files: Vec<(&str, &[u8])> =
            others.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
        files.push((ARTICLE, article.as_bytes()));
        check_told(what, &files, "template", &format!("themes/khue/templates/{place}"));
    }
    // The engine does not say in which file a component calls itself.
    let component = "{% component c() %}{{ <c /> }}{% endcomponent c %}{{ <c /> }}";
    check_told("a component", &[(ARTICLE, component.as_bytes())], "template", "themes/");
}

#[test]
fn templates_that_are_too_deep_or_count_too_far_are_told() {
    let parens = format!("{{{{ {}1 }}}}", "(".repeat(50_000));
    let lists = format!("{{{{ {} }}}}", "[".repeat(50_000));
    let dots = format!("{{{{ a{} }}}}", ".a".repeat(50_000));
    let filters = format!("{{{{ 1{} }}}}", "|string".repeat(50_000));
    let blocks = "{% if a %}".repeat(20_000);
    let count = "{% for i in range(end=1000000000) %}x{% endfor %}";
    for text in [parens.as_str(), &lists, &dots, &filters, &blocks, count] {
        let what: String = text.chars().take(20).collect();
        check_told(&what, &[(ARTICLE, text.as_bytes())], "template", &format!("{ARTICLE}:1"));
    }
}

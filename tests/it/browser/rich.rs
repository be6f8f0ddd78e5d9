//! A portal whose few texts use everything that Markdown and metadata can hold, in English.

use crate::harness::PortalTest;

/// An article, a page and a document in Markdown with every construct, and what goes wrong most easily in HTML:
/// wide tables and code, words that never end, the same headings twice, quotes in titles.
pub fn portal() -> PortalTest {
    PortalTest::new(FILES)
}

const FILES: &str = r##"-- portal.yaml --
title: 'Rivers & "Bridges" <study>'
description: What three sources say of a bridge
language: en
base_url: https://rivers.example/
authors: ['A & B', 'C "D" E']
licence: CC BY 4.0
menu: [topics, documents, articles, timeline, people, '[[page:about]]']
-- static/bridge.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 6q4-5 9 0z"/></svg>
-- static/plans/plan 1.txt --
A plan.
-- seeds/a.txt --
The bridge is open

On 3/4/2021 the Council issued Decision 12/2021/QĐ-TTg. Mrs Ann Lee spoke.

A_word_that_never_ends_because_somebody_forgot_every_space_and_went_on_writing_until_the_line_was_much_too_long_for_a_telephone

Photo: <b>the bridge</b> & "its" river

The bridge is 300 m long & carries four lanes.
-- content/publishers/gazette.yaml --
name: The 'Gazette' & Sons
site: https://gazette.example/?a=1&b=2
-- content/articles/a.yaml --
siglum: GZ
seed: a.txt
title: The bridge is open
publisher: gazette
published: 2021-04-04T08:30+07:00
url: https://gazette.example/an-address-that-goes-on-and-on-as-addresses-of-newspapers-do-until-nobody-can-read-them-any-more?a=1&b="2"
note: "Stored_under_a_name_without_a_single_space_that_is_much_too_long_for_any_telephone.txt"
topics: [bridge]
events: [opening]
omit:
  - kind: title
    lines: 1
  - kind: caption
    from: 'Photo:'
    to: 'Photo:'
notes:
  - at: p1
    kind: date
    text: The **day** is written day first; see [[topic:bridge]].
labels:
  p1: The decision & the date
-- content/articles/b.md --
---
siglum: MD
redirect_from: [old/river.html, "2020/river 'x'/"]
title: A guide to the bridge, "in full"
publisher: gazette
published: 2022-05
topics: [bridge]
---

## Crossing

First paragraph with *emphasis*, **strong**, ~~struck~~, `code`, a footnote[^one], another[^two], and the first again[^one].
It names [[12/2021/QĐ-TTg]] and [[topic:bridge|a topic]]; <https://rivers.example/x?y=1&z=2>.

| Name | Length | A column with a rather long heading | Another column with a long heading | And one more of them |
|:-----|-------:|:---:|---|---|
| North | 300 m | [[topic:bridge]] | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | `x | y` |
| South | 1 200 m | **two** lanes | bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb | a[^two] |

## Crossing

### Deeper

- one
- two
  1. inner
  2. inner

- [ ] open
- [x] done

Arch
: A curved span.
: Also a monument.

Pier
: What an arch stands on.

  With a second paragraph.

> A quotation
> of two lines.
>
> > Inside another.

> [!NOTE]
> A note with a list:
>
> - item

> [!WARNING]
> A warning.

> [!TIP]
> A tip.

> [!CAUTION]
> Care.

> [!IMPORTANT]
> Mind.

```rust
fn main() { let line = "a rather long line of code that does not fit into a small window at all, <&>"; println!("{line}"); }
```

```
plain & simple
```

    indented code

---

#### Too deep a heading {#own-id}

Line one  
line two. <b>raw</b> &amp; &copy; &#x1F600;

![a picture that is described](../../assets/mark.svg "its title")
![the bridge](../../static/bridge.svg) [the plan](../../static/plans/plan%201.txt) ![elsewhere](https://gazette.example/a.png)

[^one]: The first note, with a [link](../topics/bridge.md).
[^two]: The second note.

    Of two paragraphs, and `code`.
-- content/documents/decision-12.md --
---
type: Decision
number: 12/2021/QĐ-TTg
issued: 2021-04-03
issuer: council
title: On the bridge & its "lanes"
aliases: [the Bridge Decision]
relations:
  - kind: based-on
    target: old-charter
    basis: editor
    note: The portal's own guess.
---

# Article 1

Text of the decision.

# Article 2

More of it.
-- content/documents/old-charter.yaml --
type: Charter
title: The Old Charter_with_a_name_that_never_ends_because_somebody_forgot_every_space_in_it
issued: ../1990
-- content/events/opening.yaml --
kind: meeting
title: Opening of the bridge
date:
  - value: 2021-04-03
    article: a
    quote: On 3/4/2021 the Council issued
  - value: 2021-04
    article: b
place:
  - value: North bank
    article: a
  - value: South bank
    article: b
chair: ann-lee
people: [ann-lee]
documents: [decision-12]
topics: [bridge]
-- content/events/early.yaml --
kind: meeting
title: First plans
date: 1988
-- content/events/undated.yaml --
kind: meeting
title: Undated talk_with_a_name_that_never_ends_because_somebody_forgot_every_space_in_it
-- content/people/ann-lee.yaml --
name: Ann Lee
roles:
  - value: Mayor & "chair"
    article: a
    organisation: council
-- content/people/nobody.yaml --
name: "Nobody O'Neil"
-- content/organisations/council.yaml --
name: The Council_with_a_name_that_never_ends_because_somebody_forgot_every_space_in_it
-- content/topics/bridge.md --
---
title: The bridge & its "river"
order: 1
summary: How it came about.
documents: [decision-12]
events: [opening]
terms: [lanes]
points:
  - title: How long is it?
    quotes:
      - article: a
        text: The bridge is 300 m long & carries four lanes.
      - article: b
        text: A curved span.
    remark: One source **measures**.
---

# Heading

Body with a footnote[^x] and code:

```yaml
key: value
```

[^x]: Note.
-- content/topics/empty.md --
---
title: An empty topic with_a_name_that_never_ends_because_somebody_forgot_every_space_in_it
---
-- content/pages/about.md --
---
title: About <this> portal
---

## Two voices

Serif for sources.

## Two voices

Again.
"##;

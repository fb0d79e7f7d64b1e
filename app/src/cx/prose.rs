//! Long texts as HTML: paragraphs, lists, bold, italics and links of Markdown. What else Markdown knows becomes
//! plain paragraphs, and HTML that somebody typed is shown as text: no tag and no attribute comes from a person.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};

/// Lists deeper than this stand in their parent's item.
const DEEPEST_LIST: usize = 4;

/// The text as safe HTML. Line ends stay line ends.
#[must_use]
pub fn prose(text: &str) -> String {
    let mut events = Events::default();
    for event in Parser::new_ext(text, Options::empty()) {
        events.take(event);
    }
    let mut html = String::with_capacity(text.len() * 2);
    push_html(&mut html, events.kept.into_iter());
    html
}

#[derive(Default)]
struct Events<'a> {
    kept: Vec<Event<'a>>,
    /// Open lists, whether or not they are shown.
    lists: usize,
    /// Whether each open link is shown: those that lead elsewhere than to a page or a mailbox are not.
    links: Vec<bool>,
}

impl<'a> Events<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            // As text, so that nothing that was typed disappears.
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) => {
                self.lines(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.kept.push(Event::HardBreak),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Paragraph | Tag::Strong | Tag::Emphasis => self.kept.push(Event::Start(tag)),
            Tag::Heading { .. } => {
                self.kept.push(Event::Start(Tag::Paragraph));
                self.kept.push(Event::Start(Tag::Strong));
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.kept.push(Event::Start(Tag::Paragraph)),
            Tag::List(_) => {
                self.lists += 1;
                if self.lists <= DEEPEST_LIST {
                    self.kept.push(Event::Start(tag));
                }
            }
            Tag::Item if self.lists <= DEEPEST_LIST => self.kept.push(Event::Start(tag)),
            Tag::Item => self.kept.push(Event::HardBreak),
            Tag::Link { dest_url, .. } => {
                let shown = leads_somewhere(&dest_url);
                self.links.push(shown);
                if shown {
                    let href = escape(&dest_url);
                    let start = format!("<a href=\"{href}\" rel=\"nofollow noopener\">");
                    self.kept.push(Event::InlineHtml(start.into()));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Strong | TagEnd::Emphasis => {
                self.kept.push(Event::End(tag));
            }
            TagEnd::Heading(_) => {
                self.kept.push(Event::End(TagEnd::Strong));
                self.kept.push(Event::End(TagEnd::Paragraph));
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                // Each of their lines has an end, also the last.
                let blank = |event: &Event| match event {
                    Event::Text(text) => text.is_empty(),
                    event => *event == Event::HardBreak,
                };
                while self.kept.last().is_some_and(blank) {
                    self.kept.pop();
                }
                self.kept.push(Event::End(TagEnd::Paragraph));
            }
            TagEnd::List(_) => {
                if self.lists <= DEEPEST_LIST {
                    self.kept.push(Event::End(tag));
                }
                self.lists -= 1;
            }
            TagEnd::Item if self.lists <= DEEPEST_LIST => self.kept.push(Event::End(tag)),
            TagEnd::Link if self.links.pop() == Some(true) => {
                self.kept.push(Event::InlineHtml(CowStr::Borrowed("</a>")));
            }
            _ => {}
        }
    }

    fn lines(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.kept.push(Event::HardBreak);
            }
            self.kept.push(Event::Text(line.to_owned().into()));
        }
    }
}

fn leads_somewhere(url: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn paragraphs_lists_emphasis_and_links_are_shown() {
        let html = prose(
            "**Bold** and *soft*\nsecond line\n\n- one\n- two\n\n1. a\n2. b\n\n[site](https://rp.ac.rw/?a=1&b=2) <mailto:a@b.rw>",
        );
        let expected = "<p><strong>Bold</strong> and <em>soft</em><br />\nsecond line</p>\n\
            <ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n\
            <p><a href=\"https://rp.ac.rw/?a=1&amp;b=2\" rel=\"nofollow noopener\">site</a> \
            <a href=\"mailto:a@b.rw\" rel=\"nofollow noopener\">mailto:a@b.rw</a></p>\n";
        assert_eq!(html, expected);
    }

    #[test]
    fn what_else_was_typed_stays_as_text() {
        assert_eq!(
            prose("# Title\n\n> said\n\n    indented\n    twice\n\n`x < y`"),
            "<p><strong>Title</strong></p>\n<p>said</p>\n<p>indented<br />\ntwice</p>\n<p>x &lt; y</p>\n"
        );
        assert_eq!(
            prose("5 * 3 * 2 = a_b_c & <5"),
            "<p>5 * 3 * 2 = a_b_c &amp; &lt;5</p>\n"
        );
    }

    /// No tag but those that this module writes, and no attribute but those of its links.
    fn harmless(html: &str) -> bool {
        let known = [
            "p", "strong", "em", "ul", "ol", "li", "br /", "/p", "/strong", "/em", "/ul", "/ol",
            "/li", "/a",
        ];
        html.split('<').skip(1).all(|rest| {
            let tag = rest.split('>').next().unwrap_or_default();
            let link = tag.strip_prefix("a href=\"").is_some_and(|rest| {
                let (url, rest) = rest.split_once('"').unwrap_or_default();
                rest == " rel=\"nofollow noopener\"" && super::leads_somewhere(url)
            });
            let start = tag
                .strip_prefix("ol start=\"")
                .is_some_and(|n| n.trim_end_matches('"').chars().all(|c| c.is_ascii_digit()));
            known.contains(&tag) || link || start
        })
    }

    #[test]
    fn hostile_text_stays_text() {
        for text in [
            "<script>alert(1)</script>",
            "text <img src=x onerror=alert(1)> text",
            "<div onclick=\"alert(1)\">\n\n**b**\n\n</div>",
            "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](//evil.example)",
            "[a](java\nscript:alert(1)) [b](&#106;avascript:alert(1)) <javascript:alert(1)>",
            "[a](https://x\"onmouseover=\"alert(1)) [b](https://x 'y\" onclick=\"alert(1)')",
            "![a](https://x/y.png \"t\") ![b](javascript:alert(1))",
            "[![x](https://x/y.png)](javascript:alert(1))",
            "[a]: javascript:alert(1)\n\n[a]",
            "<!-- --><![CDATA[<script>]]><?php ?>",
            "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
            "`</p><script>`\n\n```html\n<script>\n```",
            "<a href=\"https://x\" style=\"position:fixed\">x</a>",
        ] {
            let html = prose(text);
            assert!(harmless(&html), "{text} gives {html}");
        }
        assert!(prose("<script>alert(1)</script>").contains("&lt;script&gt;alert(1)"));
    }

    #[test]
    fn deep_and_huge_texts_are_harmless_and_not_much_longer() {
        let deep = |part: &str| part.repeat(20_000);
        for text in [
            deep("> "),
            deep("- "),
            deep("*a "),
            deep("**a "),
            deep("["),
            deep("[a]("),
            deep("<b>"),
            deep("![a]("),
            deep("_*"),
            (0..400)
                .map(|at| format!("{}- a\n", "  ".repeat(at)))
                .collect(),
            deep("word **bold** and *soft* [link](https://x.y)\n\n"),
        ] {
            let html = prose(&text);
            assert!(harmless(&html));
            assert!(html.len() < 12 * text.len() + 100, "{}", html.len());
            let (mut depth, mut deepest) = (0, 0);
            for tag in html.split('<') {
                if tag.starts_with("ul>") {
                    depth += 1;
                    deepest = deepest.max(depth);
                } else if tag.starts_with("/ul>") {
                    depth -= 1;
                }
            }
            assert!(deepest <= super::DEEPEST_LIST);
            assert_eq!(depth, 0);
        }
    }
}

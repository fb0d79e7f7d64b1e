//! Rewrites pages on their way out. Plain ones lose what only a hydrating page needs, Leptos's data scripts and
//! its markers; those of refused forms remember where they stand.

use super::context::FROM;
use axum::{
    body::{Body, to_bytes},
    http::header,
    response::Response,
};

/// How the one script begins that a plain page may have (`app::components::PageScript`); Leptos's have no address.
const OWN: &str = "<script src=";

/// Leaves plain HTML. Text of people cannot be mistaken for a marker or a script: its `<` is escaped.
pub async fn without_hydration(response: Response) -> Response {
    rewritten(response, strip).await
}

/// The page of a refused form, whose forms name the page they stand on: the browser's address is that of a
/// server function now, and would lose the page when the next post is refused as well.
pub async fn remembering(response: Response, page: &str) -> Response {
    let query = serde_urlencoded::to_string([(FROM, page)]).unwrap_or_default();
    rewritten(response, |html| with_query(html, &query)).await
}

async fn rewritten(response: Response, rewrite: impl FnOnce(&str) -> String) -> Response {
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(head, Body::empty());
    };
    head.headers.remove(header::CONTENT_LENGTH);
    let body = match std::str::from_utf8(&bytes) {
        Ok(html) => Body::from(rewrite(html)),
        Err(_) => Body::from(bytes),
    };
    Response::from_parts(head, body)
}

/// Text of people cannot be mistaken for an attribute: its quotes are escaped in attributes, and its `<` in
/// texts, so that no element begins in it.
fn with_query(html: &str, query: &str) -> String {
    const ACTION: &str = " action=\"/api/";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<form") {
        let (before, form) = rest.split_at(at);
        out.push_str(before);
        let (tag, after) = form.split_at(form.find('>').unwrap_or(form.len()));
        match tag.find(ACTION) {
            Some(at) => {
                let value = at + ACTION.len();
                let end = tag[value..].find('"').map_or(tag.len(), |end| value + end);
                out.push_str(&tag[..end]);
                out.push('?');
                out.push_str(query);
                out.push_str(&tag[end..]);
            }
            None => out.push_str(tag),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn strip(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        out.push_str(text);
        let end = if tag.starts_with("<!>") {
            Some(3)
        } else if tag.starts_with("<!--") {
            tag.find("-->").map(|end| end + 3)
        } else if tag.starts_with("<script") && !tag.starts_with(OWN) {
            tag.find("</script>").map(|end| end + 9)
        } else {
            None
        };
        match end {
            Some(end) => rest = &tag[end..],
            None => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{strip, with_query};

    #[test]
    fn markers_and_scripts_go_and_text_stays() {
        let html = "<p>a<!>b &lt;script&gt; <!--<() />--><b>c</b></p><script nonce=\"x\">__RESOLVED=[];</script>é";
        assert_eq!(strip(html), "<p>ab &lt;script&gt; <b>c</b></p>é");
        assert_eq!(strip("a < b"), "a < b");
        let own = "<script src=\"/pkg/upload.js\" type=\"module\"></script>";
        assert_eq!(strip(own), own);
    }

    #[test]
    fn forms_of_server_functions_name_their_page() {
        let html = r#"<form method="post" action="/api/save"><p>&lt;form action="/api/</p></form><form action="/x">"#;
        let named = r#"<form method="post" action="/api/save?from=%2Fa"><p>&lt;form action="/api/</p></form><form action="/x">"#;
        assert_eq!(with_query(html, "from=%2Fa"), named);
    }
}

//! Takes out of public pages what only a hydrating page needs: Leptos's data scripts and its markers.

use axum::{
    body::{Body, to_bytes},
    http::header,
    response::Response,
};

/// Leaves plain HTML. Text of people cannot be mistaken for a marker or a script: its `<` is escaped.
pub async fn without_hydration(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(head, Body::empty());
    };
    head.headers.remove(header::CONTENT_LENGTH);
    let body = match std::str::from_utf8(&bytes) {
        Ok(html) => Body::from(strip(html)),
        Err(_) => Body::from(bytes),
    };
    Response::from_parts(head, body)
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
        } else if tag.starts_with("<script") {
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
    use super::strip;

    #[test]
    fn markers_and_scripts_go_and_text_stays() {
        let html = "<p>a<!>b &lt;script&gt; <!--<() />--><b>c</b></p><script nonce=\"x\">__RESOLVED=[];</script>é";
        assert_eq!(strip(html), "<p>ab &lt;script&gt; <b>c</b></p>é");
        assert_eq!(strip("a < b"), "a < b");
    }
}

//! Text of several lines. The only place where a raw `textarea` stands: Leptos writes the children of that
//! element unescaped into server HTML, so `</textarea><script>` in a person's text would run. Here it is
//! escaped on the server; in a browser the value is set as a property.

use super::FormState;
use crate::tr;
use domain::fields::words;
use leptos::prelude::*;

/// A labelled text area with hint, message and word count.
#[component]
pub fn TextArea(
    /// The form's state.
    form: FormState,
    /// The input's name, also its id.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What stands there now.
    #[prop(optional, into)]
    value: String,
    /// Help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it must be filled in sometimes, as the hint says: then it is not called optional.
    #[prop(optional)]
    conditional: bool,
    /// Most words; the count is shown when there is a limit. Longer text is kept and marked.
    #[prop(optional)]
    max_words: Option<u32>,
    /// Visible lines.
    #[prop(default = 6)]
    rows: u32,
    /// Told every text that is typed (for autosave).
    #[prop(optional, into)]
    on_text: Option<Callback<String>>,
) -> impl IntoView {
    let shown = form.value(&name, &value);
    let problem = form.problem(&name);
    let count = RwSignal::new(words(&shown));
    let id = |part: &str| format!("{name}-{part}");
    let (hint_id, error_id, count_id) = (id("hint"), id("error"), id("count"));
    let described = {
        let (hint_id, error_id, count_id) = (hint_id.clone(), error_id.clone(), count_id.clone());
        let (has_hint, has_count) = (hint.is_some(), max_words.is_some());
        move || {
            let parts: Vec<&str> = [
                has_hint.then_some(hint_id.as_str()),
                problem.with(Option::is_some).then_some(error_id.as_str()),
                has_count.then_some(count_id.as_str()),
            ]
            .into_iter()
            .flatten()
            .collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        }
    };
    let typed = move |ev: leptos::ev::Event| {
        let text = event_target_value(&ev);
        count.set(words(&text));
        if let Some(on_text) = on_text {
            on_text.run(text);
        }
    };
    view! {
        <div class="field">
            <label for=name.clone()>
                {label} {(!required && !conditional).then(|| view! { " " <span class="optional">{tr!(core.optional)}</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <textarea
                id=name.clone()
                name=name.clone()
                rows=rows.to_string()
                required=required
                aria-describedby=described
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                on:input=typed
                inner_html=escape(&shown)
            ></textarea>
            {max_words.map(|max| view! {
                <p class=move || count_class(count.get(), max) id=count_id>
                    {move || tr!(core.words_of, count = count.get(), max = max)}
                </p>
            })}
            {move || problem.get().map(|text| view! { <p class="error" id=error_id.clone()>{text}</p> })}
        </div>
    }
    .into_any()
}

fn count_class(count: usize, max: u32) -> &'static str {
    if count > max as usize {
        "word-count over"
    } else {
        "word-count"
    }
}

/// Escapes text for an element's content. A leading line end would be swallowed by the parser, so one more
/// is put before it.
fn escape(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    if escaped.starts_with('\n') {
        format!("\n{escaped}")
    } else {
        escaped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_ends_the_area_is_escaped_in_server_html() {
        let html = Owner::new().with(|| {
            let form = FormState { kept: None, error: Signal::stored(None), pending: Signal::stored(false), notes: None };
            view! { <TextArea form name="a" label="A" value="</textarea><script>alert(1)</script>"/> }.to_html()
        });
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
        assert_eq!(html.matches("<script").count(), 0, "{html}");
    }
}

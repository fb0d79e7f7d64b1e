//! Questions for files on the page of a section. Their answers are no inputs: the page gets them as HTML, made here, so that
//! the browser code needs to know nothing of files.

use crate::{texts::Texts, tr};
use domain::{
    ProposalId,
    proposals::{Answer, ProposalContent, Question, QuestionKind},
};

/// The content of a draft, whose questions for files became HTML in `prose`, with the names that were their answers and
/// a link to where files are added.
#[must_use]
pub fn files_as_html(id: ProposalId, mut content: ProposalContent) -> ProposalContent {
    for section in &content.form.sections {
        for question in &section.questions {
            if question.kind != QuestionKind::File {
                continue;
            }
            let own = content.answers.get_mut(&section.key);
            let names = match own.and_then(|own| own.0.remove(&question.key)) {
                Some(Answer::Choice(names)) => names,
                _ => Vec::new(),
            };
            let html = html(id, question, &names);
            content.prose.insert(question.key.clone(), html);
        }
    }
    content
}

fn html(id: ProposalId, question: &Question, names: &[String]) -> String {
    let language = Texts::current().language;
    let label = escape(question.label.get(language));
    let optional = match question.required {
        true => String::new(),
        false => format!(" <span class=\"optional\">{}</span>", tr!(core.optional)),
    };
    let hint = match question.hint.get(language) {
        "" => String::new(),
        hint => format!("<p class=\"hint\">{}</p>", escape(hint)),
    };
    let items: String = names
        .iter()
        .map(|name| format!("<li>{}</li>", escape(name)))
        .collect();
    let list = match names {
        [] => format!("<p class=\"meta\">{}</p>", tr!(files.none)),
        _ => format!("<ul>{items}</ul>"),
    };
    // A key is letters, digits and underscores.
    let link = format!("/proposals/{id}/files?question={}", question.key);
    let change = tr!(files.for_question);
    format!(
        "<strong>{label}{optional}</strong>{hint}{list}<p><a href=\"{link}\" rel=\"external\">{change}</a></p>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Language, Localised, files::SubmittedFile, proposals::standard_form};
    use leptos::prelude::{Owner, provide_context};

    #[test]
    fn names_of_files_become_html_that_cannot_leave_it_and_no_answer() {
        let mut form = standard_form();
        form.sections[0].questions.push(Question {
            key: "letter".into(),
            label: Localised::new(Language::En, "A <b>letter</b>"),
            hint: Localised::default(),
            required: false,
            kind: QuestionKind::File,
        });
        let content = ProposalContent {
            form,
            ..ProposalContent::default()
        }
        .with_files(&[SubmittedFile {
            name: "<script>.pdf".into(),
            size: 1,
            sha256: String::new(),
            question: Some("letter".into()),
        }]);
        assert!(content.answer("letter").is_some());
        let id: ProposalId = "018f2f6c-0000-7000-8000-000000000001"
            .parse()
            .expect("an id");
        let shown = Owner::new().with(|| {
            provide_context(Texts::of(Language::En));
            files_as_html(id, content)
        });
        assert_eq!(shown.answer("letter"), None);
        let html = &shown.prose["letter"];
        assert!(html.contains("A &lt;b&gt;letter&lt;/b&gt; <span"), "{html}");
        assert!(html.contains("<li>&lt;script&gt;.pdf</li>"), "{html}");
        assert!(html.contains("/files?question=letter\""), "{html}");
    }
}

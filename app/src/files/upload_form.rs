//! The form that adds a file. Without scripts it sends the whole file; `public/upload.js` finds all that it says in the
//! attributes of the form, in the reader's language.

use super::{UPLOAD, file_list::size_text};
use crate::{components::PageScript, forms::*, texts::Texts, tr};
use domain::{
    ProposalId,
    files::{FILE_INPUT, FILE_LIMIT, FILES_LIMIT, FileKind, FileQuestion, MOST_FILES, Unfinished},
};
use leptos::prelude::*;

/// The form, with what the reader did not finish.
#[component]
pub(super) fn UploadForm(
    id: ProposalId,
    unfinished: Vec<Unfinished>,
    /// What files are asked for.
    questions: Vec<FileQuestion>,
    /// Key of the question that the address names.
    question: String,
) -> impl IntoView {
    let language = Texts::current().language;
    let form = FormState::at(UPLOAD);
    let problem = form.problem(FILE_INPUT);
    let hint = tr!(
        files.hint,
        each = size_text(FILE_LIMIT),
        count = MOST_FILES,
        all = size_text(FILES_LIMIT)
    );
    let accept: Vec<String> = FileKind::ALL
        .iter()
        .flat_map(|kind| kind.endings())
        .map(|ending| format!(".{ending}"))
        .collect();
    view! {
        <section class="panel" aria-labelledby="upload-title">
            <header class="panel-head"><h2 id="upload-title">{tr!(files.upload_title)}</h2></header>
            <form
                class="form"
                method="post"
                action=format!("{UPLOAD}/{id}")
                enctype="multipart/form-data"
                data-uploads="/files/uploads"
                data-proposal=id.to_string()
                data-limit=FILE_LIMIT.to_string()
                data-large=crate::texts::named("problem", "file_too_large")
                data-sending=tr!(files.sending)
                data-paused=tr!(files.paused)
                data-waiting=tr!(files.waiting)
                data-checking=tr!(files.checking)
                data-done=tr!(files.done)
                data-stopped=tr!(files.stopped)
                data-failed=tr!(files.failed)
                data-pause=tr!(files.pause)
                data-continue=tr!(files.go_on)
            >
                <FormErrors form=form.clone() labels=vec![(FILE_INPUT, tr!(files.file))]/>
                <Waiting unfinished/>
                {(!questions.is_empty()).then(|| {
                    // Before the file: what stands behind it is not read.
                    let options = questions
                        .iter()
                        .map(|own| Choice::new(&own.key, own.label.get(language)))
                        .collect();
                    view! {
                        <Select form=form.clone() name="question" label=tr!(files.question) options value=question
                            hint=tr!(files.question_hint)/>
                    }
                })}
                <div class="field">
                    <label for=FILE_INPUT>{tr!(files.file)}</label>
                    <p class="hint" id="file-hint">{hint}</p>
                    <input type="file" id=FILE_INPUT name=FILE_INPUT required accept=accept.join(",")
                        aria-describedby="file-hint file-error"
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")/>
                    <p class="error" id="file-error" hidden=move || problem.with(Option::is_none)>{move || problem.get()}</p>
                </div>
                <div class="actions"><Submit form label=tr!(files.upload)/></div>
                <div class="stack" id="sending" hidden>
                    <div class="progress">
                        <label for="sent">{tr!(files.sent)}</label>
                        <progress id="sent" value="0" max="100"></progress>
                        <span class="value"></span>
                    </div>
                    <div class="actions">
                        <button type="button" class="small">{tr!(files.pause)}</button>
                        <button type="button" class="small">{tr!(files.stop)}</button>
                    </div>
                </div>
                <p class="meta" role="status"></p>
            </form>
            <PageScript name="/upload.js"/>
        </section>
    }
    .into_any()
}

#[component]
fn Waiting(unfinished: Vec<Unfinished>) -> impl IntoView {
    if unfinished.is_empty() {
        return ().into_any();
    }
    let items = unfinished
        .into_iter()
        .map(|upload| {
            let percent = upload.received * 100 / upload.length.max(1);
            let size = size_text(upload.length);
            view! { <li>{upload.name} " " <span class="meta">{tr!(files.percent_of, percent = percent, size = size)}</span></li> }
        })
        .collect_view();
    view! {
        <div class="notice info">
            <strong>{tr!(files.unfinished_title)}</strong>
            <p>{tr!(files.unfinished_text)}</p>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

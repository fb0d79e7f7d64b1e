//! Files of proposals: sent in a form or by the tus protocol, and read. Who may do what is asked in `store::files`.

mod downloads;
mod forms;
mod photos;
mod tus;

use super::{Web, limits::Limits};
use app::{
    cx::Cx,
    texts::{Texts, error_text, problem_text},
};
use axum::{Router, extract::DefaultBodyLimit, http::StatusCode};
use domain::{Error, Language, Problem, files::FileProblem};
use leptos::prelude::{Owner, provide_context};
use std::{sync::Arc, time::Duration};
use store::files::Files;

/// Uploads that one address may begin at once; one more each second.
const BURST: u32 = 60;
/// A connection that brings nothing for so long is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// What these handlers share.
#[derive(Clone)]
pub struct Desk {
    files: Files,
    pages: Router,
    limits: Arc<Limits>,
}

impl Desk {
    /// With a limit of its own.
    #[must_use]
    pub fn new(files: Files, pages: Router) -> Self {
        Self {
            files,
            pages,
            limits: Arc::new(Limits::new(BURST)),
        }
    }
}

/// All that comes in. Each has its own limit of the body.
pub fn uploads(desk: Desk) -> Router {
    forms::router(desk.clone())
        .merge(tus::router(desk))
        .layer(DefaultBodyLimit::disable())
}

/// All that goes out, compressed as it is.
pub fn downloads(web: &Web, desk: Desk) -> Router {
    downloads::router(web, desk.clone()).merge(photos::router(web, desk))
}

/// An error in the words of the person who reads it.
fn words(cx: &Cx, error: &Error) -> String {
    said(cx.language, error)
}

fn said(language: Language, error: &Error) -> String {
    Owner::new().with(|| {
        provide_context(Texts::of(language));
        match FileProblem::in_error(error) {
            Some(problem) => problem_text(&Problem::Other {
                what: problem.key().to_owned(),
            }),
            None => error_text(error),
        }
    })
}

/// The status of an error; HTTP has its own for files that are too large or of no kind that is taken.
fn status(error: &Error) -> StatusCode {
    match FileProblem::in_error(error) {
        Some(FileProblem::TooLarge | FileProblem::TooMuch | FileProblem::Kept) => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        Some(FileProblem::Kind) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => super::functions::status_of(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_words_in_every_language() {
        for problem in FileProblem::ALL {
            let error = Error::from(*problem);
            let said: Vec<String> = Language::ALL
                .iter()
                .map(|language| said(*language, &error))
                .collect();
            assert!(!said.iter().any(|text| text == problem.key()), "{said:?}");
            assert!(said.windows(2).all(|pair| pair[0] != pair[1]), "{said:?}");
        }
    }
}

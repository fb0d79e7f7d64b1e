//! The form that a competition begins with, for pilot projects at colleges. Its texts stand in
//! `standard_form.json`, in all five languages; organisers may change their copy, not this one.

use super::FormDefinition;

/// The standard form.
///
/// # Panics
/// Never: a test reads the file.
#[must_use]
pub fn standard_form() -> FormDefinition {
    serde_json::from_str(include_str!("standard_form.json")).expect("the standard form is JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, Localised, proposals::QuestionKind};
    use std::collections::BTreeSet;

    #[test]
    fn standard_form_speaks_every_language_and_has_unique_keys() {
        let form = standard_form();
        let complete = |text: &Localised| {
            Language::ALL
                .iter()
                .all(|language| text.0.get(language).is_some_and(|t| !t.trim().is_empty()))
        };
        assert!(!form.checks.is_empty() && form.checks.iter().all(complete));
        let mut keys = BTreeSet::new();
        for section in &form.sections {
            assert!(complete(&section.title), "{}", section.key);
            assert!(section.minutes > 0, "{}", section.key);
            assert!(keys.insert(section.key.clone()), "{}", section.key);
        }
        let mut keys = BTreeSet::new();
        for (_, question) in form.questions() {
            assert!(complete(&question.label), "{}", question.key);
            assert!(
                question.hint.is_empty() || complete(&question.hint),
                "{}",
                question.key
            );
            assert!(keys.insert(question.key.clone()), "{}", question.key);
            assert!(!question.key.contains(['.', '/']), "{}", question.key);
        }
    }

    #[test]
    fn standard_form_asks_what_lists_and_cards_show() {
        let form = standard_form();
        let kinds: Vec<_> = form.questions().map(|(_, q)| &q.kind).collect();
        for (wanted, found) in [
            (
                "need",
                kinds.iter().any(|k| matches!(k, QuestionKind::Need)),
            ),
            (
                "college",
                kinds.iter().any(|k| matches!(k, QuestionKind::College)),
            ),
            (
                "sector",
                kinds.iter().any(|k| matches!(k, QuestionKind::Sector)),
            ),
            (
                "groups",
                kinds
                    .iter()
                    .any(|k| matches!(k, QuestionKind::TargetGroups)),
            ),
            (
                "budget",
                kinds.iter().any(|k| matches!(k, QuestionKind::Budget)),
            ),
            (
                "roles",
                kinds.iter().any(|k| matches!(k, QuestionKind::TeamRoles)),
            ),
            (
                "milestones",
                kinds.iter().any(|k| matches!(k, QuestionKind::Milestones)),
            ),
        ] {
            assert!(found, "{wanted}");
        }
        for key in [
            super::super::TITLE,
            super::super::SUMMARY,
            super::super::JOBS,
        ] {
            assert!(form.section_of(key).is_some(), "{key}");
        }
    }
}

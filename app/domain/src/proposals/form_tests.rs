//! Whatever organisers do to a form, it stays acceptable, and it is the same form after it was stored.

use super::*;
use crate::{Error, Language, Problem};
use proptest::prelude::*;

fn typed(texts: &[(&str, &str)]) -> InLanguages {
    let text = |(code, text): &(&str, &str)| ((*code).to_owned(), (*text).to_owned());
    InLanguages(texts.iter().map(text).collect())
}

fn choice(label: &str, options: &str) -> QuestionEdit {
    QuestionEdit {
        kind: "choice".into(),
        label: typed(&[("en", label)]),
        options: typed(&[("en", options)]),
        ..QuestionEdit::default()
    }
}

fn faults<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(String, Problem)> {
    let Err(Error::Invalid(found)) = result else {
        panic!("{result:?}")
    };
    found.into_iter().map(|e| (e.field, e.problem)).collect()
}

fn other(what: &str) -> Problem {
    Problem::Other { what: what.into() }
}

#[derive(Clone, Debug)]
enum Change {
    Section(Option<usize>, SectionEdit),
    Question(usize, Option<usize>, QuestionEdit),
    Remove(usize),
    Shift(usize, bool),
}

/// All that can be named, whether or not it is there.
fn id(form: &FormDefinition, at: usize) -> String {
    let sections = form.sections.iter().map(|section| section.key.clone());
    let questions = form
        .questions()
        .map(|(section, question)| format!("{}/{}", section.key, question.key));
    let all: Vec<String> = sections.chain(questions).chain(["gone".into()]).collect();
    all[at % all.len()].clone()
}

fn text() -> impl Strategy<Value = InLanguages> {
    let line = prop_oneof![
        Just(String::new()),
        "[A-Za-z ]{1,12}",
        "\\PC{0,20}",
        "[a-c]\r\n[a-c]\n[d-f]",
        "x{0,700}"
    ];
    proptest::collection::btree_map("en|fr|rw|xx", line, 0..4).prop_map(InLanguages)
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("10".into()),
        Just(String::new()),
        "-?[0-9]{1,14}",
        "\\PC{0,4}"
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z_]{1,6}",
        Just("title".into()),
        Just("new".into()),
        "\\PC{0,50}"
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let kinds = prop_oneof![
        Just("line"),
        Just("text"),
        Just("number"),
        Just("choice"),
        Just("milestones"),
        Just("team_roles"),
        Just("budget"),
        Just("sector"),
        Just("need"),
        Just(""),
        Just("alchemy"),
    ];
    let section = (key(), text(), number()).prop_map(|(key, title, minutes)| SectionEdit {
        key,
        title,
        minutes,
    });
    let numbers = (number(), number(), number(), number());
    let question = (
        key(),
        kinds,
        text(),
        text(),
        any::<(bool, bool)>(),
        numbers,
        text(),
    )
        .prop_map(
            |(
                key,
                kind,
                label,
                hint,
                (required, many),
                (characters, words, lowest, highest),
                options,
            )| {
                QuestionEdit {
                    key,
                    kind: kind.into(),
                    label,
                    hint,
                    required,
                    characters,
                    words,
                    lowest,
                    highest,
                    many,
                    options,
                }
            },
        );
    prop_oneof![
        (any::<Option<usize>>(), section).prop_map(|(at, edit)| Change::Section(at, edit)),
        (any::<usize>(), any::<Option<usize>>(), question)
            .prop_map(|(section, at, edit)| Change::Question(section, at, edit)),
        any::<usize>().prop_map(Change::Remove),
        (any::<usize>(), any::<bool>()).prop_map(|(at, up)| Change::Shift(at, up)),
    ]
}

fn carry_out(form: &mut FormDefinition, change: Change) -> bool {
    let section =
        |form: &FormDefinition, at: usize| form.sections[at % form.sections.len()].key.clone();
    let done = match change {
        Change::Section(at, edit) => {
            let before = at.map(|at| section(form, at));
            form.save_section(before.as_deref(), &edit).map(drop)
        }
        Change::Question(at, before, edit) => {
            let section = section(form, at);
            let questions = &form.section(&section).unwrap().questions;
            let before = before.map(|at| match questions.len() {
                0 => "gone".to_owned(),
                count => questions[at % count].key.clone(),
            });
            form.save_question(&section, before.as_deref(), &edit)
                .map(drop)
        }
        Change::Remove(at) => form.remove(&id(form, at)),
        Change::Shift(at, up) => form.shift(&id(form, at), up).map(drop),
    };
    done.is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn form_stays_acceptable_and_comes_back_whatever_is_changed(
        changes in proptest::collection::vec(change(), 1..24)
    ) {
        let mut form = standard_form();
        for change in changes {
            let before = form.clone();
            if !carry_out(&mut form, change) {
                prop_assert_eq!(&form, &before);
            }
            prop_assert_eq!(form.problems(), vec![]);
            let stored = serde_json::to_string(&form).unwrap();
            prop_assert_eq!(&serde_json::from_str::<FormDefinition>(&stored).unwrap(), &form);
        }
    }

    #[test]
    fn key_of_any_title_is_acceptable_and_free(title in "\\PC{0,60}", taken in "[a-z]{2,4}") {
        let first = key_from(&title, "section", |key| key == taken);
        prop_assert_eq!(form_key(&first), Ok(first.clone()));
        prop_assert_ne!(&first, &taken);
        prop_assert_ne!(key_from(&title, "section", |key| key == first), first);
    }
}

#[test]
fn standard_form_is_acceptable() {
    assert_eq!(standard_form().problems(), []);
}

#[test]
fn choice_gets_keys_of_its_english_options_and_keeps_them() {
    let mut form = standard_form();
    let mut edit = choice("Fuel", " Fire wood \r\nGas\n\n");
    edit.options.0.insert("fr".into(), "Bois\nGaz".into());
    assert_eq!(form.save_question("idea", None, &edit), Ok("fuel".into()));
    edit.options = typed(&[
        ("en", "Sun\nFire wood\nFire-wood"),
        ("de", "Sonne\nHolz\nScheit"),
    ]);
    edit.key = "energy_source".into();
    let key = form.save_question("idea", Some("fuel"), &edit).unwrap();
    assert_eq!(key, "energy_source");
    let (_, question) = form.questions().find(|(_, own)| own.key == key).unwrap();
    let QuestionKind::Choice { options, .. } = &question.kind else {
        panic!("{question:?}")
    };
    let keys: Vec<&str> = options.iter().map(|option| option.key.as_str()).collect();
    assert_eq!(keys, ["sun", "fire_wood", "fire_wood_2"]);
    assert_eq!(options[1].label.get(Language::De), "Holz");
}

#[test]
fn question_with_many_faults_names_all_of_them_and_changes_nothing() {
    let mut form = standard_form();
    let edit = QuestionEdit {
        key: "Jobs".into(),
        kind: "number".into(),
        lowest: "five".into(),
        ..QuestionEdit::default()
    };
    let found = faults(form.save_question("idea", None, &edit));
    let expected = [
        ("key", Problem::Taken),
        ("lowest", Problem::NotANumber),
        ("highest", Problem::Required),
        ("label[en]", Problem::Required),
    ];
    assert_eq!(
        found,
        expected.map(|(field, problem)| (field.to_owned(), problem))
    );
    let mut one = choice("Fuel", "Gas");
    one.options.0.insert("rw".into(), "Gaze\nIzuba".into());
    let found = faults(form.save_question("idea", None, &one));
    let expected = [
        ("options[rw]", other("lines_differ")),
        ("options[en]", other("too_few_options")),
    ];
    assert_eq!(
        found,
        expected.map(|(field, problem)| (field.to_owned(), problem))
    );
    assert_eq!(form, standard_form());
}

#[test]
fn question_that_lists_rely_on_keeps_its_key_and_kind_and_stays() {
    let mut form = standard_form();
    for id in [
        "idea/title",
        "idea/summary",
        "idea/sector",
        "need/need",
        "need/college",
        "budget/budget",
        "idea",
    ] {
        assert_eq!(
            faults(form.remove(id)),
            [("id".into(), other("relied_on"))],
            "{id}"
        );
    }
    let edit = QuestionEdit {
        key: "name".into(),
        label: typed(&[("en", "Name of it")]),
        characters: "60".into(),
        kind: "text".into(),
        words: "9".into(),
        ..QuestionEdit::default()
    };
    let found = faults(form.save_question("idea", Some("title"), &edit));
    assert_eq!(found, [("kind".into(), other("relied_on"))]);
    let line = QuestionEdit {
        kind: "line".into(),
        ..edit
    };
    assert_eq!(
        form.save_question("idea", Some("title"), &line),
        Ok(TITLE.into())
    );
    let (_, title) = form.questions().next().unwrap();
    assert_eq!(
        (title.required, &title.kind),
        (true, &QuestionKind::Line { max: 60 })
    );
    let second = QuestionEdit {
        kind: "budget".into(),
        key: String::new(),
        ..line
    };
    let found = faults(form.save_question("idea", None, &second));
    assert_eq!(found, [("kind".into(), other("one_of_a_kind"))]);
}

#[test]
fn question_moved_past_the_end_of_its_section_enters_the_next() {
    let mut form = standard_form();
    assert_eq!(form.shift("idea/sector", false), Ok("need/sector".into()));
    assert_eq!(form.sections[1].questions[0].key, "sector");
    assert_eq!(form.shift("need/sector", true), Ok("idea/sector".into()));
    assert_eq!(form, standard_form());
    assert_eq!(form.shift("idea/title", true), Ok("idea/title".into()));
    assert_eq!(form.shift("idea", true), Ok("idea".into()));
    assert_eq!(form, standard_form());
    assert_eq!(form.shift("need", true), Ok("need".into()));
    assert_eq!(form.sections[0].key, "need");
}

#[test]
fn form_made_by_hand_is_told_what_is_wrong() {
    let mut form = standard_form();
    form.sections[0].key = "preview".into();
    form.sections[1].minutes = 0;
    form.sections[2].key = "need".into();
    form.sections[3].questions[1].kind = QuestionKind::Number { min: 5, max: 5 };
    form.sections[5].questions.clear();
    let found: Vec<_> = form
        .problems()
        .into_iter()
        .map(|e| (e.field, e.problem))
        .collect();
    let expected = [
        ("preview/key", other("reserved_key")),
        ("need/minutes", Problem::OutOfRange { min: 1, max: 600 }),
        ("need/key", Problem::Taken),
        ("plan/jobs/highest", other("highest_not_above_lowest")),
        ("sections", other("relied_on")),
    ];
    assert_eq!(
        found,
        expected.map(|(field, problem)| (field.to_owned(), problem))
    );
}

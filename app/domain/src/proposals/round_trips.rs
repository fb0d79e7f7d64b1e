//! Whatever a person types into any kind of question comes back: form → answers → stored text → answers →
//! form. And a frozen text is the same text again after it was read.

use super::*;
use crate::{Language, Localised, money::Currency};
use proptest::prelude::*;

fn offered(many: bool) -> QuestionKind {
    let option = |key: &str| ChoiceOption {
        key: key.into(),
        label: Localised::default(),
    };
    QuestionKind::Choice {
        many,
        options: ["wood", "gas", "maize"].map(option).into(),
    }
}

fn section_of_every_kind() -> Section {
    let question = |key: &str, kind| Question {
        key: key.into(),
        label: Localised::default(),
        hint: Localised::default(),
        required: true,
        kind,
    };
    Section {
        key: "all".into(),
        title: Localised::default(),
        minutes: 1,
        questions: vec![
            question("line", QuestionKind::Line { max: 20 }),
            question("text", QuestionKind::Text { words: 5 }),
            question("need", QuestionKind::Need),
            question("college", QuestionKind::College),
            question("sector", QuestionKind::Sector),
            question("groups", QuestionKind::TargetGroups),
            question("fuel", offered(false)),
            question("crops", offered(true)),
            question("number", QuestionKind::Number { min: 0, max: 99 }),
            question("budget", QuestionKind::Budget),
            question("steps", QuestionKind::Milestones),
            question("roles", QuestionKind::TeamRoles),
        ],
    }
}

/// What people type: nothing, numbers in several notations, words, scripts, line ends, control characters.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[0-9]{1,6}",
        "[0-9]{1,3}([.,' ][0-9]{3}){0,2}([.,][0-9]{1,2})?",
        "[a-zA-Zéßŵ.,' -]{0,24}",
        "\\PC{0,24}",
        "(\\PC|\\r\\n|\\n|\\t|\\x00){0,24}",
        "(20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}",
        "[0-9]{1,2}\\.[0-9]{1,2}\\.20[0-9]{2}",
    ]
}

fn fields() -> impl Strategy<Value = Fields> {
    let names: Vec<&'static str> = vec![
        "line",
        "text",
        "need",
        "college",
        "sector",
        "groups",
        "groups",
        "groups.women",
        "fuel",
        "crops.maize",
        "crops",
        "number",
        "budget.0.label",
        "budget.0.quantity",
        "budget.0.amount",
        "budget.3.label",
        "budget.3.amount",
        "budget.7.quantity",
        "steps.0.date",
        "steps.0.what",
        "steps.2.date",
        "roles.0.name",
        "roles.0.role",
        "roles.1.name",
        "roles.1.role",
        "unknown",
    ];
    let currency = prop_oneof![Just("RWF"), Just("EUR"), Just("USD"), Just("")];
    let values = proptest::collection::vec(typed(), names.len());
    (values, currency).prop_map(move |(values, currency)| {
        let mut fields: Fields = names
            .iter()
            .map(|name| (*name).to_owned())
            .zip(values)
            .collect();
        fields.push(("budget.currency".into(), currency.into()));
        fields
    })
}

proptest! {
    #[test]
    fn every_field_of_every_kind_survives_save_and_reload(fields in fields(), language in 0..5_usize) {
        let section = section_of_every_kind();
        let answers = read_answers(&section, &fields);
        let stored = answers.canonical();
        let loaded: Answers = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&loaded, &answers);
        prop_assert_eq!(loaded.canonical(), stored);
        let shown = to_fields(&loaded, Language::ALL[language]);
        prop_assert_eq!(read_answers(&section, &shown), answers);
    }

    #[test]
    fn letters_that_were_typed_are_never_dropped(fields in fields()) {
        let answers = read_answers(&section_of_every_kind(), &fields);
        let shown = to_fields(&answers, Language::En);
        let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
        let kept: Vec<String> = shown.iter().map(|(_, value)| letters(value)).collect();
        for (name, value) in &fields {
            let wanted = letters(value);
            let choice = ["need", "college", "sector", "groups", "fuel", "crops"].contains(&name.as_str())
                || name.starts_with("groups.") || name.starts_with("crops.") || name == "unknown" || name == "budget.currency";
            if !choice && !wanted.is_empty() {
                prop_assert!(kept.contains(&wanted), "{} = {:?}", name, value);
            }
        }
    }

    #[test]
    fn frozen_text_read_and_written_again_is_the_same(fields in fields()) {
        let submission = Submission {
            format: Submission::FORMAT,
            competition: crate::CompetitionId(uuid::Uuid::from_u128(1)),
            proposal: crate::ProposalId(uuid::Uuid::from_u128(2)),
            number: 7,
            team: "Team \"Ikawa\"".into(),
            language: Language::Rw,
            rules: Some("ab".into()),
            answers: AllAnswers::from([("all".into(), read_answers(&section_of_every_kind(), &fields))]),
            files: Vec::new(),
            photo: None,
        };
        let text = submission.canonical();
        let read = Submission::parse(&text).unwrap();
        prop_assert_eq!(&read, &submission);
        prop_assert_eq!(read.canonical(), text.clone());
        prop_assert_eq!(fingerprint_of_text(&text), crate::competitions::fingerprint(&text));
    }
}

#[test]
fn form_of_every_kind_is_read_into_typed_answers() {
    let pairs = [
        ("line", "Solar\r\nkiln"),
        ("text", "One\r\n\r\ntwo\u{0} "),
        ("sector", "energy"),
        ("groups", "youth"),
        ("groups.women", "on"),
        ("groups", "youth"),
        ("fuel", "gas"),
        ("crops.wood", "true"),
        ("crops.maize", "true"),
        ("number", " 1 200 "),
        ("budget.currency", "EUR"),
        ("budget.1.label", "Bricks"),
        ("budget.1.quantity", "3"),
        ("budget.1.amount", "1.250,50"),
        ("budget.0.label", " "),
        ("budget.10.label", "Later"),
        ("budget.10.amount", "about 5"),
        ("steps.0.date", "31.3.2027"),
        ("steps.0.what", "Kiln built"),
        ("roles.0.name", " "),
        ("roles.1.name", "Claudine"),
    ];
    let fields: Fields = pairs
        .map(|(name, value)| (name.into(), value.into()))
        .into();
    let answers = read_answers(&section_of_every_kind(), &fields);
    let line = |label: &str, quantity: Option<i64>, amount| BudgetLine {
        label: label.into(),
        quantity: quantity.map(Entered::Value),
        amount: Some(amount),
    };
    let expected = [
        ("line", Answer::Text("Solar kiln".into())),
        ("text", Answer::Text("One\n\ntwo ".into())),
        ("sector", Answer::Choice(vec!["energy".into()])),
        (
            "groups",
            Answer::Choice(vec!["women".into(), "youth".into()]),
        ),
        ("fuel", Answer::Choice(vec!["gas".into()])),
        ("crops", Answer::Choice(vec!["maize".into(), "wood".into()])),
        ("number", Answer::Number(Entered::Value(1_200))),
        (
            "budget",
            Answer::Budget(Budget {
                currency: Currency::Eur,
                lines: vec![
                    line("Bricks", Some(3), Entered::Value(125_050)),
                    line("Later", None, Entered::Typed("about 5".into())),
                ],
            }),
        ),
        (
            "steps",
            Answer::Milestones(vec![Milestone {
                date: "2027-03-31".into(),
                what: "Kiln built".into(),
            }]),
        ),
        (
            "roles",
            Answer::TeamRoles(vec![RoleInTeam {
                name: "Claudine".into(),
                role: String::new(),
            }]),
        ),
    ];
    let expected = Answers(
        expected
            .map(|(key, answer)| (key.to_owned(), answer))
            .into(),
    );
    assert_eq!(answers, expected);
}

#[test]
fn draft_warns_of_what_is_wrong_and_submission_of_what_is_missing_too() {
    use crate::{FieldError, Problem};
    let section = section_of_every_kind();
    let pairs = [
        ("line", "x".repeat(21)),
        ("text", "one two three four five six".into()),
        ("need", "00000000-0000-0000-0000-000000000009".into()),
        ("sector", "alchemy".into()),
        ("fuel", "coal".into()),
        ("crops.wood", "true".into()),
        ("crops.coal", "true".into()),
        ("number", "100".into()),
        ("budget.0.label", "Bricks".into()),
        ("budget.1.amount", "much".into()),
        ("budget.1.quantity", "0".into()),
        ("steps.0.date", "soon".into()),
    ];
    let fields: Fields = pairs.map(|(name, value)| (name.into(), value)).into();
    let answers = read_answers(&section, &fields);
    let found = |strength| -> Vec<(String, Problem)> {
        problems(&section, &answers, &Choices::default(), strength)
            .into_iter()
            .map(|FieldError { field, problem }| (field, problem))
            .collect()
    };
    let wrong = |key: &str, problem| (key.to_owned(), problem);
    assert_eq!(
        found(Strength::Draft),
        [
            wrong("line", Problem::TooLong { max: 20 }),
            wrong("text", Problem::TooManyWords { max: 5 }),
            wrong("need", Problem::NotAChoice),
            wrong("sector", Problem::NotAChoice),
            wrong("fuel", Problem::NotAChoice),
            wrong("crops", Problem::NotAChoice),
            wrong("number", Problem::OutOfRange { min: 0, max: 99 }),
            wrong(
                "budget.1.quantity",
                Problem::OutOfRange {
                    min: 1,
                    max: MOST_QUANTITY
                }
            ),
            wrong("budget.1.amount", Problem::NotANumber),
            wrong("steps.0.date", Problem::NotADate),
        ]
    );
    let missing: Vec<String> = found(Strength::Submission)
        .into_iter()
        .filter(|(_, problem)| *problem == Problem::Required)
        .map(|(field, _)| field)
        .collect();
    assert_eq!(
        missing,
        [
            "college",
            "groups",
            "budget.0.amount",
            "budget.1.label",
            "steps.0.what",
            "roles"
        ]
    );
}

#[test]
fn readiness_counts_sections_and_names_problems_with_their_section() {
    let form = FormDefinition {
        sections: vec![section_of_every_kind()],
        checks: Vec::new(),
    };
    let nothing = Readiness::of(&form, &AllAnswers::new(), &Choices::default());
    assert_eq!(nothing.sections[0].progress, Progress::Empty);
    assert!(!nothing.is_complete());
    assert_eq!(nothing.all_problems()[0].field, "all/line");
    let begun = AllAnswers::from([(
        "all".to_owned(),
        read_answers(&form.sections[0], &[("line".into(), "x".into())]),
    )]);
    let begun = Readiness::of(&form, &begun, &Choices::default());
    assert_eq!(begun.sections[0].progress, Progress::Begun);
    assert_eq!(begun.complete(), 0);
    let optional = FormDefinition {
        sections: vec![Section {
            questions: Vec::new(),
            ..section_of_every_kind()
        }],
        ..form
    };
    assert!(Readiness::of(&optional, &AllAnswers::new(), &Choices::default()).is_complete());
}

//! What a row says, as answers to the competition's form.

use domain::{
    Language,
    imports::ProposalRow,
    proposals::{
        AllAnswers, Answer, Budget, BudgetLine, Entered, FormDefinition, Overview, QuestionKind,
        SUMMARY, TITLE,
    },
};

/// Writes what the row says over the answers; what the form does not ask stays out.
pub(super) fn overlay(
    form: &FormDefinition,
    answers: &mut AllAnswers,
    row: &ProposalRow,
    language: Language,
) {
    let mut put = |key: &str, answer: Answer| {
        if let Some(section) = form.section_of(key) {
            let own = answers.entry(section.key.clone()).or_default();
            own.0.insert(key.to_owned(), answer);
        }
    };
    let of_kind = |kind: &QuestionKind| {
        form.questions()
            .find(|(_, question)| question.kind == *kind)
            .map(|(_, question)| question.key.clone())
    };
    let mut choose = |kind: &QuestionKind, chosen: Option<Vec<String>>| {
        if let (Some(key), Some(chosen)) = (of_kind(kind), chosen) {
            put(&key, Answer::Choice(chosen));
        }
    };
    choose(
        &QuestionKind::Sector,
        row.sector.map(|sector| vec![sector.key().to_owned()]),
    );
    choose(
        &QuestionKind::College,
        row.college.map(|college| vec![college.to_string()]),
    );
    choose(
        &QuestionKind::Need,
        row.need.map(|need| vec![need.to_string()]),
    );
    choose(
        &QuestionKind::TargetGroups,
        row.target_groups.as_ref().map(|groups| {
            let mut keys: Vec<String> = groups.iter().map(|group| group.key().to_owned()).collect();
            keys.sort_unstable();
            keys
        }),
    );
    put(TITLE, Answer::Text(row.title.clone()));
    if let Some(summary) = &row.summary {
        put(SUMMARY, Answer::Text(summary.clone()));
    }
    if let (Some(key), Some(amount)) = (of_kind(&QuestionKind::Budget), row.amount) {
        let section = form
            .section_of(&key)
            .map(|section| section.key.as_str())
            .unwrap_or_default();
        let adds_up = answers
            .get(section)
            .and_then(|own| own.get(&key))
            .is_some_and(
                |answer| matches!(answer, Answer::Budget(budget) if budget.sum() == amount),
            );
        if !adds_up {
            let budget = Budget {
                currency: amount.currency,
                lines: vec![BudgetLine {
                    label: total(language).to_owned(),
                    quantity: None,
                    amount: Some(Entered::Value(amount.minor)),
                }],
            };
            let own = answers.entry(section.to_owned()).or_default();
            own.0.insert(key, Answer::Budget(budget));
        }
    }
}

/// Writes what the row says over what lists show.
pub(super) fn overlay_overview(overview: &mut Overview, row: &ProposalRow) {
    overview.title.clone_from(&row.title);
    overview.sector = row.sector.or(overview.sector);
    overview.college = row.college.or(overview.college);
    overview.need = row.need.or(overview.need);
    overview.amount = row.amount.unwrap_or(overview.amount);
    if let Some(groups) = &row.target_groups {
        overview.target_groups.clone_from(groups);
        overview.target_groups.sort_unstable();
    }
}

/// What the one line of an imported budget is called, in the language of the proposal.
const fn total(language: Language) -> &'static str {
    match language {
        Language::En | Language::Fr => "Total",
        Language::Nl => "Totaal",
        Language::De => "Summe",
        Language::Rw => "Igiteranyo",
    }
}

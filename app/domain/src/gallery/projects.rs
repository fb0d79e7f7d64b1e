//! What everybody reads of selected projects.

use super::hide_addresses;
use crate::{
    Localised, ProposalId,
    files::Photo,
    policy::Phase,
    proposals::{
        AllAnswers, Answer, Answers, Choices, FormDefinition, ProposalContent, QuestionKind,
        SUMMARY, Section, TITLE,
    },
    selection::ProjectCard,
};
use serde::{Deserialize, Serialize};

/// A competition's public gallery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shortlist {
    /// Part of the competition's address.
    pub slug: String,
    /// The competition's name.
    pub name: Localised,
    /// IANA time zone of its deadlines.
    pub zone: String,
    /// Where it stands.
    pub phase: Phase,
    /// When the result is to be public.
    pub publishes_at: i64,
    /// When it became public; absent before, and then there are no projects.
    pub published_at: Option<i64>,
    /// SHA-256 of the frozen scores that decided, once it is public.
    pub input_hash: Option<String>,
    /// By rank.
    pub projects: Vec<ShortlistEntry>,
}

/// A project of a gallery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShortlistEntry {
    /// Names the page for stating interest.
    pub proposal: ProposalId,
    /// 1 is best.
    pub rank: u32,
    /// What is shown.
    pub card: ProjectCard,
    /// The local need that it addresses.
    pub need: Option<Localised>,
    /// Its photo, see [`public_photo`].
    pub photo: Option<Photo>,
}

/// The page of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectPage {
    /// Part of the competition's address.
    pub slug: String,
    /// The competition's name.
    pub name: Localised,
    /// IANA time zone of its deadlines.
    pub zone: String,
    /// Whether interest can be stated now.
    pub open: bool,
    /// What is shown first.
    pub entry: ShortlistEntry,
    /// The rest of the proposal as submitted, see [`public_part`].
    pub content: ProposalContent,
}

/// The photo with a text without addresses.
#[must_use]
pub fn public_photo(photo: Photo) -> Photo {
    Photo {
        alt: hide_addresses(&photo.alt),
        ..photo
    }
}

/// The card without addresses.
#[must_use]
pub fn public_card(card: ProjectCard) -> ProjectCard {
    ProjectCard {
        title: hide_addresses(&card.title),
        summary: hide_addresses(&card.summary),
        team: hide_addresses(&card.team),
        ..card
    }
}

/// What everybody may read of a selected proposal beside its card: texts, need, milestones, numbers and
/// budget lines. People's names and roles are left out, addresses are hidden, and so is everything that the
/// card says already. Sections without an answer that may be read are left out.
#[must_use]
pub fn public_part(content: &ProposalContent) -> ProposalContent {
    let mut answers = AllAnswers::new();
    let mut sections = Vec::new();
    for section in &content.form.sections {
        let own = content.section(&section.key);
        let mut kept = Answers::default();
        let mut questions = Vec::new();
        for question in &section.questions {
            if is_on_card(&question.key, &question.kind) || is_private(&question.kind) {
                continue;
            }
            if let Some(answer) = own.get(&question.key).and_then(public_answer) {
                kept.0.insert(question.key.clone(), answer);
                questions.push(question.clone());
            }
        }
        if !questions.is_empty() {
            answers.insert(section.key.clone(), kept);
            sections.push(Section {
                questions,
                ..section.clone()
            });
        }
    }
    ProposalContent {
        form: FormDefinition {
            sections,
            checks: Vec::new(),
        },
        answers,
        choices: Choices {
            needs: content.need().cloned().into_iter().collect(),
            colleges: Vec::new(),
        },
        language: content.language,
        ..ProposalContent::default()
    }
}

fn is_on_card(key: &str, kind: &QuestionKind) -> bool {
    matches!(key, TITLE | SUMMARY)
        || matches!(
            kind,
            QuestionKind::Sector | QuestionKind::College | QuestionKind::TargetGroups
        )
}

/// People's names; and files, which everybody reads only when they are the photo.
fn is_private(kind: &QuestionKind) -> bool {
    matches!(kind, QuestionKind::TeamRoles | QuestionKind::File)
}

fn public_answer(answer: &Answer) -> Option<Answer> {
    Some(match answer {
        Answer::Text(text) => Answer::Text(hide_addresses(text)),
        Answer::Milestones(steps) => {
            let mut steps = steps.clone();
            for step in &mut steps {
                step.what = hide_addresses(&step.what);
            }
            Answer::Milestones(steps)
        }
        Answer::Budget(budget) => {
            let mut budget = budget.clone();
            for line in &mut budget.lines {
                line.label = hide_addresses(&line.label);
            }
            Answer::Budget(budget)
        }
        Answer::Choice(_) | Answer::Number(_) => answer.clone(),
        Answer::TeamRoles(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::proposals::{Budget, BudgetLine, Entered, RoleInTeam, standard_form};

    fn content(answers: &[(&str, &str, Answer)]) -> ProposalContent {
        let mut all = AllAnswers::new();
        for (section, key, answer) in answers {
            all.entry((*section).to_owned())
                .or_default()
                .0
                .insert((*key).to_owned(), answer.clone());
        }
        ProposalContent {
            form: standard_form(),
            answers: all,
            ..ProposalContent::default()
        }
    }

    #[test]
    fn public_part_names_nobody_and_holds_no_address() {
        let content = content(&[
            (
                "solution",
                "solution",
                Answer::Text("Call Ada: ada@rp.ac.rw, +250 788 111 222".into()),
            ),
            (
                "team",
                "roles",
                Answer::TeamRoles(vec![RoleInTeam {
                    name: "Secret Person".into(),
                    role: "Welder".into(),
                }]),
            ),
            (
                "budget",
                "budget",
                Answer::Budget(Budget {
                    lines: vec![BudgetLine {
                        label: "Steel, from bob@steel.rw".into(),
                        quantity: None,
                        amount: Some(Entered::Value(5)),
                    }],
                    ..Budget::default()
                }),
            ),
        ]);
        let shown = public_part(&content);
        let text = serde_json::to_string(&shown).unwrap();
        for secret in ["Secret Person", "Welder", "rp.ac.rw", "788", "steel.rw"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        let keys: Vec<_> = shown.form.sections.iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys, ["solution", "budget"]);
        assert_eq!(
            shown.section("solution").text("solution"),
            "Call Ada: […] […]"
        );
    }

    #[test]
    fn public_part_leaves_out_what_the_card_says() {
        let form = standard_form();
        let title_section = form.section_of(TITLE).unwrap().key.clone();
        let shown = public_part(&content(&[(
            &title_section,
            TITLE,
            Answer::Text("Solar kiln".into()),
        )]));
        assert_eq!(shown.form.sections, []);
    }
}

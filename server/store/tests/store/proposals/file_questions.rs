//! Questions that files answer.

use super::*;
use domain::{
    FieldError, FileId, Localised,
    proposals::{FormDefinition, Question, QuestionKind, Submitted},
};
use store::files::{self, Files};
use tempfile::TempDir;

/// The standard form, which asks for a letter in its section `plan`.
fn form() -> FormDefinition {
    let mut form = standard_form();
    let plan = form.sections.iter_mut().find(|own| own.key == "plan");
    plan.unwrap().questions.push(Question {
        key: "letter".into(),
        label: Localised::new(Language::En, "A letter of the college"),
        hint: Localised::default(),
        required: true,
        kind: QuestionKind::File,
    });
    form
}

struct Shelf {
    files: Files,
    _folder: TempDir,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("files");
        Self {
            files: Files::open(place.to_str().unwrap(), &folder.path().join("uploads")).unwrap(),
            _folder: folder,
        }
    }

    async fn add(&self, store: &Store, entry: &Entry, name: &str, question: &str) -> FileId {
        let mut incoming = self.files.incoming().await.unwrap();
        incoming.write(b"%PDF-1.7").await.unwrap();
        let (actor, id) = (&entry.editor, entry.proposal.id);
        let question = Some(question);
        files::add(store, &self.files, actor, id, name, question, incoming, NOW)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn required_question_for_a_file_is_answered_by_uploading_one() {
    each_database(async |store| {
        let fixture = Fixture::new(&store);
        let competition = fixture.competition().form(form()).await;
        let entry = entry_of(&fixture, competition).await;
        let shelf = Shelf::new();
        entry.complete(&store).await;
        let missing = FieldError {
            field: "plan/letter".into(),
            problem: Problem::Required,
        };
        let before = entry.detail(&store).await;
        assert_eq!(
            before.readiness.all_problems(),
            std::slice::from_ref(&missing)
        );
        let id = entry.proposal.id;
        let early = proposals::submit(&store, &entry.lead, id, NOW, NOW).await;
        assert_eq!(refusal(early), Error::Invalid(vec![missing]));
        shelf
            .add(&store, &entry, "budget.pdf", "no_such_question")
            .await;
        assert!(!entry.detail(&store).await.readiness.is_complete());
        let letter = shelf.add(&store, &entry, "letter.pdf", "letter").await;
        let ready = entry.detail(&store).await;
        assert!(ready.readiness.is_complete());
        let names = Answer::Choice(vec!["letter.pdf".into()]);
        assert_eq!(ready.content.answer("letter"), Some(&names));
        // Saving the section does not touch it.
        assert_eq!(ready.version_of("plan"), before.version_of("plan"));

        let receipt = proposals::submit(&store, &entry.lead, id, NOW, NOW)
            .await
            .unwrap();
        let frozen = Submission::parse(&receipt.text).unwrap();
        let asked: Vec<_> = frozen
            .files
            .iter()
            .map(|file| file.question.as_deref())
            .collect();
        assert_eq!(asked, [None, Some("letter")]);
        let read = Submitted::parse(&receipt.text).unwrap();
        assert_eq!(read.answers["plan"].get("letter"), Some(&names));
        assert!(!entry.detail(&store).await.changed);

        let organiser = fixture.organiser(&entry.competition, "Olga").await;
        let page = files::page(&store, &organiser, id, NOW).await.unwrap();
        assert_eq!(page.questions.len(), 1);
        assert_eq!(page.files[1].question.as_deref(), Some("letter"));

        files::remove(&store, &entry.lead, letter, NOW)
            .await
            .unwrap();
        assert!(!entry.detail(&store).await.readiness.is_complete());
    })
    .await;
}

//! Files of proposals: adding, reading, removing, freezing, resuming, cleaning. Here is what their tests share: a draft
//! of Ada's (lead), Ben's (editor) and Rik's (reader) team, and a storage in a folder of its own.

mod access;
mod cleaning;
mod photos;
mod resuming;

use crate::support::{
    Competition, DAY, Fixture, HOUR, NOW, Proposal, actions_on, denied, each_database, refusal,
};
use domain::{
    Actor, Error, FileId,
    files::{FILE_LIMIT, FileKind, FileProblem, FilesPage},
    policy::{Denied, Phase},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use std::path::PathBuf;
use store::{
    Store,
    entities::{attachments, revision_files, revisions, uploads},
    files::{self, Files},
};
use tempfile::TempDir;

const PDF: &[u8] = b"%PDF-1.7\nA secret plan";

struct Desk {
    store: Store,
    files: Files,
    folder: TempDir,
    lead: Actor,
    editor: Actor,
    reader: Actor,
    competition: Competition,
    proposal: Proposal,
}

async fn desk(store: &Store, phase: Phase) -> Desk {
    let fixture = Fixture::new(store);
    let competition = fixture.competition().in_phase(phase).await;
    let lead = fixture.person("Ada").await;
    let editor = fixture.person("Ben").await;
    let reader = fixture.person("Rik").await;
    let team = fixture
        .team(&competition, "Kiln")
        .lead(&lead)
        .editor(&editor)
        .reader(&reader)
        .await;
    let proposal = match phase {
        Phase::Open => fixture.proposal(&team).await,
        _ => fixture.proposal(&team).eligible().await,
    };
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("files");
    Desk {
        store: store.clone(),
        files: Files::open(place.to_str().unwrap(), &folder.path().join("uploads")).unwrap(),
        folder,
        lead,
        editor,
        reader,
        competition,
        proposal,
    }
}

impl Desk {
    async fn add(&self, actor: &Actor, name: &str, bytes: &[u8]) -> store::Result<FileId> {
        let mut incoming = self.files.incoming().await?;
        incoming.write(bytes).await?;
        let id = self.proposal.id;
        files::add(
            &self.store,
            &self.files,
            actor,
            id,
            name,
            None,
            incoming,
            NOW,
        )
        .await
    }

    async fn page(&self, actor: &Actor) -> store::Result<FilesPage> {
        files::page(&self.store, actor, self.proposal.id, NOW).await
    }

    async fn names(&self, actor: &Actor) -> Vec<String> {
        let page = self.page(actor).await.unwrap();
        page.files.into_iter().map(|file| file.name).collect()
    }

    /// The bytes as somebody reads them.
    async fn read(&self, actor: &Actor, id: FileId) -> store::Result<Vec<u8>> {
        use futures_util::TryStreamExt;
        let download = files::open(&self.store, &self.files, actor, id, NOW).await?;
        let pieces: Vec<_> = download.bytes.try_collect().await.unwrap();
        Ok(pieces.concat())
    }

    /// As a submission does: the newest revision names the file.
    async fn freeze(&self, id: FileId) {
        let revision = revisions::Entity::find()
            .filter(revisions::Column::ProposalId.eq(self.proposal.id.0))
            .one(self.store.read())
            .await
            .unwrap()
            .unwrap();
        let row = revision_files::Model {
            revision_id: revision.id,
            attachment_id: id.0,
        };
        crate::support::insert(&self.store, row).await;
    }

    /// Files on the disk in the storage, and of uploads.
    fn on_disk(&self) -> [usize; 2] {
        ["files", "uploads"].map(|name| count(self.folder.path().join(name)))
    }

    async fn clean(&self, now: i64) {
        files::clean(&self.store, &self.files, now).await.unwrap();
    }
}

fn count(folder: PathBuf) -> usize {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { count(path) } else { 1 })
        .sum()
}

#[track_caller]
fn problem<T: std::fmt::Debug>(result: store::Result<T>) -> FileProblem {
    FileProblem::in_error(&refusal(result)).expect("a problem of a file")
}

#[tokio::test]
async fn file_is_kept_with_what_it_is_and_a_note_in_the_audit_log() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let id = desk.add(&desk.editor, "C:\\Plan.exe", PDF).await.unwrap();
        let page = desk.page(&desk.lead).await.unwrap();
        assert_eq!(page.files.len(), 1);
        let file = &page.files[0];
        assert_eq!((file.id, file.name.as_str()), (id, "Plan.exe.pdf"));
        assert_eq!((file.kind, file.size), (FileKind::Pdf, PDF.len() as i64));
        assert_eq!(file.by.as_deref(), Some("Ben"));
        assert_eq!(file.sha256.len(), 64);
        assert_eq!(desk.read(&desk.reader, id).await.unwrap(), PDF);
        assert_eq!(actions_on(&store, id).await, ["file.added"]);
        assert_eq!(desk.on_disk(), [1, 0]);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_taken_leaves_nothing_behind() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let lead = &desk.lead;
        for (bytes, expected) in [
            (&b""[..], FileProblem::Empty),
            (b"MZ\x90\0 a program", FileProblem::Kind),
            (b"PK\x03\x04 cut off", FileProblem::Broken),
            (b"\xff\xd8\xff\xe0 cut off", FileProblem::Broken),
        ] {
            assert_eq!(problem(desk.add(lead, "plan.pdf", bytes).await), expected);
        }
        for at in 0..20 {
            desk.add(lead, &format!("{at}.pdf"), PDF).await.unwrap();
        }
        let one_more = desk.add(lead, "21.pdf", PDF).await;
        assert_eq!(problem(one_more), FileProblem::TooMany);
        attachments::Entity::update_many()
            .col_expr(attachments::Column::Size, Expr::value(FILE_LIMIT))
            .exec(store.writer())
            .await
            .unwrap();
        for file in &desk.page(lead).await.unwrap().files[..16] {
            files::remove(&store, lead, file.id, NOW).await.unwrap();
        }
        let too_much = desk.add(lead, "big.pdf", PDF).await;
        assert_eq!(problem(too_much), FileProblem::TooMuch);
        assert_eq!(desk.on_disk(), [20, 0]);
        let rows = attachments::Entity::find()
            .count(store.read())
            .await
            .unwrap();
        assert_eq!(rows, 20);
    })
    .await;
}

#[tokio::test]
async fn removed_file_can_be_brought_back_for_a_day() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        let id = desk.add(&desk.lead, "plan.pdf", PDF).await.unwrap();
        files::remove(&store, &desk.editor, id, NOW).await.unwrap();
        files::remove(&store, &desk.editor, id, NOW).await.unwrap();
        let page = desk.page(&desk.lead).await.unwrap();
        assert_eq!((page.files.len(), page.removed.len()), (0, 1));
        files::bring_back(&store, &desk.lead, id, NOW)
            .await
            .unwrap();
        assert_eq!(desk.names(&desk.lead).await, ["plan.pdf"]);
        files::remove(&store, &desk.lead, id, NOW).await.unwrap();
        let late = files::bring_back(&store, &desk.lead, id, NOW + DAY).await;
        assert_eq!(refusal(late), Error::Missing);
        let done = [
            "file.added",
            "file.removed",
            "file.brought_back",
            "file.removed",
        ];
        assert_eq!(actions_on(&store, id).await, done);
    })
    .await;
}

#[tokio::test]
async fn two_files_at_once_never_pass_the_limit() {
    each_database(async |store| {
        let desk = desk(&store, Phase::Open).await;
        for at in 0..19 {
            desk.add(&desk.lead, &format!("{at}.pdf"), PDF)
                .await
                .unwrap();
        }
        let (one, two) = tokio::join!(
            desk.add(&desk.lead, "a.pdf", PDF),
            desk.add(&desk.editor, "b.pdf", PDF)
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!(desk.on_disk(), [20, 0]);
    })
    .await;
}

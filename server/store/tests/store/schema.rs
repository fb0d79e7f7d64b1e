//! The entities say the same as the migrations, on both databases.
//!
//! Each entity's own table is created beside the migrated one, and the database is asked about both:
//! columns with type, nullability and primary key, single unique columns, and foreign keys.

use crate::support::each_database;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Schema, Statement,
    sea_query::TableCreateStatement,
};
use store::{Store, entities::*};

/// The statements that would create the tables of all entities.
fn entity_tables(backend: DbBackend) -> Vec<(String, TableCreateStatement)> {
    fn table<E: EntityTrait>(schema: &Schema, entity: E) -> (String, TableCreateStatement) {
        (
            entity.table_name().to_owned(),
            schema.create_table_from_entity(entity),
        )
    }
    let schema = Schema::new(backend);
    macro_rules! tables {
        ($($name:ident)+) => { vec![$(table(&schema, $name::Entity)),+] };
    }
    tables![
        accounts anchors assignments attachments attempts audit_log claims colleges comments competition_roles competitions
        confirmations conflicts criteria discussion_messages discussion_visits discussions email_tokens extensions import_files interests investors jurors jury_extensions
        needs outbox
        photos practices presences proposal_sections proposals reminder_rounds reminder_schedules review_revisions review_scores reviews revision_files
        revision_photos revisions rounds screenings section_versions selection_entries selections sessions
        team_invitations team_members team_messages teams
        uploads
    ]
}

/// The first column of each row, sorted.
async fn ask(database: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let rows = database.query_all_raw(statement).await.unwrap();
    let mut facts: Vec<String> = rows
        .iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect();
    facts.sort();
    facts
}

async fn tables(database: &DatabaseConnection) -> Vec<String> {
    let sql = match database.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'seaql_migrations'"
        }
        _ => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'seaql_migrations' AND name NOT LIKE 'sqlite_%'"
        }
    };
    ask(database, sql).await
}

/// What the database knows of a table, a line each.
async fn facts(database: &DatabaseConnection, table: &str) -> Vec<String> {
    let questions = match database.get_database_backend() {
        DbBackend::Postgres => [
            format!(
                "SELECT column_name || ' ' || udt_name || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END
                 FROM information_schema.columns WHERE table_name = '{table}'"
            ),
            format!(
                "SELECT CASE WHEN indisprimary THEN 'key ' ELSE 'unique ' END || attname::text
                 FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                 WHERE indrelid = '{table}'::regclass AND (indisprimary OR (indisunique AND indnatts = 1))"
            ),
            format!(
                "SELECT attname || ' refers to ' || confrelid::regclass::text
                 FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
                 WHERE conrelid = '{table}'::regclass AND contype = 'f'"
            ),
        ],
        _ => [
            format!(
                "SELECT name || ' ' || lower(type) || CASE \"notnull\" WHEN 1 THEN '' ELSE ' null' END
                 FROM pragma_table_info('{table}')"
            ),
            format!(
                "SELECT 'key ' || name FROM pragma_table_info('{table}') WHERE pk > 0
                 UNION ALL
                 SELECT 'unique ' || max(i.name) FROM pragma_index_list('{table}') l, pragma_index_info(l.name) i
                 WHERE l.\"unique\" = 1 AND l.origin <> 'pk' GROUP BY l.name HAVING count(*) = 1"
            ),
            format!(
                "SELECT \"from\" || ' refers to ' || \"table\" FROM pragma_foreign_key_list('{table}')"
            ),
        ],
    };
    let mut facts = Vec::new();
    for question in questions {
        facts.extend(ask(database, &question).await);
    }
    facts
}

async fn all_facts(store: &Store) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for table in tables(store.writer()).await {
        let facts = facts(store.writer(), &table).await;
        all.push((table, facts));
    }
    all
}

#[tokio::test]
async fn entities_equal_the_migrated_schema() {
    each_database(async |store| {
        let database = store.writer();
        let entities = entity_tables(database.get_database_backend());
        let mut names: Vec<&str> = entities.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(tables(database).await, names);
        for (name, mut create) in entities {
            let beside = format!("{name}_by_entity");
            create.table(beside.clone());
            database.execute(&create).await.unwrap();
            let migrated = facts(database, &name).await;
            assert!(!migrated.is_empty(), "{name}");
            assert_eq!(facts(database, &beside).await, migrated, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn migrations_up_down_and_up_again_make_the_same_schema() {
    each_database(async |store| {
        let before = all_facts(&store).await;
        assert!(before.len() > 25);
        store.migrate_down(None).await.unwrap();
        assert_eq!(tables(store.writer()).await, Vec::<String>::new());
        store.migrate().await.unwrap();
        assert_eq!(all_facts(&store).await, before);
        store.migrate_down(Some(1)).await.unwrap();
        store.migrate().await.unwrap();
        assert_eq!(all_facts(&store).await, before);
    })
    .await;
}

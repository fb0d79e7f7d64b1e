//! Hand-kept migrations, up and down. A released migration is never edited; a change is a new file.

use sea_orm_migration::prelude::*;

mod m0001_accounts;
mod m0002_competitions;
mod m0003_teams;
mod m0004_proposals;
mod m0005_screening;
mod m0006_jury;
mod m0007_reviews;
mod m0008_selection;
mod m0009_investors;
mod m0010_messages;
mod m0011_audit;
mod m0012_imports;
mod m0013_files;
mod m0014_teamwork;
mod m0015_screening_depth;
mod m0016_photos;
mod m0017_deadlines;
mod m0018_checklists;
mod m0019_sketches;
mod m0020_reasons;
mod m0021_reminders;
mod m0022_claims;
mod m0024_deliberations;
mod m0026_fingerprints;
mod m0027_jury_time;
mod m0028_places;
mod m0029_blind_rules;
mod m0030_practices;
mod m0031_second_looks;
mod m0032_locks;
mod m0033_panels;
mod m0034_own_rules;

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_competitions::Migration),
            Box::new(m0003_teams::Migration),
            Box::new(m0004_proposals::Migration),
            Box::new(m0005_screening::Migration),
            Box::new(m0006_jury::Migration),
            Box::new(m0007_reviews::Migration),
            Box::new(m0008_selection::Migration),
            Box::new(m0009_investors::Migration),
            Box::new(m0010_messages::Migration),
            Box::new(m0011_audit::Migration),
            Box::new(m0012_imports::Migration),
            Box::new(m0013_files::Migration),
            Box::new(m0014_teamwork::Migration),
            Box::new(m0015_screening_depth::Migration),
            Box::new(m0016_photos::Migration),
            Box::new(m0017_deadlines::Migration),
            Box::new(m0018_checklists::Migration),
            Box::new(m0019_sketches::Migration),
            Box::new(m0020_reasons::Migration),
            Box::new(m0021_reminders::Migration),
            Box::new(m0022_claims::Migration),
            Box::new(m0024_deliberations::Migration),
            Box::new(m0026_fingerprints::Migration),
            Box::new(m0027_jury_time::Migration),
            Box::new(m0028_places::Migration),
            Box::new(m0029_blind_rules::Migration),
            Box::new(m0030_practices::Migration),
            Box::new(m0031_second_looks::Migration),
            Box::new(m0032_locks::Migration),
            Box::new(m0033_panels::Migration),
            Box::new(m0034_own_rules::Migration),
        ]
    }
}

/// A foreign key to `target.id`. Deleting is done on purpose and in order, so nothing cascades.
fn foreign_key(
    table: &'static str,
    column: &'static str,
    target: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(target, "id")
        .to_owned()
}

fn named(prefix: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index
        .name(format!("{prefix}_{table}_{}", columns.join("_")))
        .table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    named("ix", table, columns)
}

fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    named("uq", table, columns).unique().to_owned()
}

async fn drop_tables(m: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        m.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}

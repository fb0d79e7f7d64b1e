//! SeaORM entities, one a table. Rows only: no rule, no query stands here.
//! Instants are milliseconds UTC, money is in minor units, `json` columns are text.

pub mod accounts;
pub mod assignments;
pub mod attachments;
pub mod attempts;
pub mod audit_log;
pub mod colleges;
pub mod competition_roles;
pub mod competitions;
pub mod conflicts;
pub mod criteria;
pub mod email_tokens;
pub mod import_files;
pub mod interests;
pub mod investors;
pub mod jurors;
pub mod needs;
pub mod outbox;
pub mod proposal_sections;
pub mod proposals;
pub mod review_revisions;
pub mod review_scores;
pub mod reviews;
pub mod revision_files;
pub mod revisions;
pub mod rounds;
pub mod screenings;
pub mod section_versions;
pub mod selection_entries;
pub mod selections;
pub mod sessions;
pub mod team_invitations;
pub mod team_members;
pub mod teams;
pub mod uploads;

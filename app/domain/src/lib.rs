//! What Icumi is about, as plain data and rules.
//!
//! Everything here is pure: no SQL, no HTTP, no Leptos, no clock. The same code checks a form in the
//! browser and on the server. A feature's types stand in the module of its name.

pub mod accounts;
pub mod actors;
pub mod audit;
pub mod competitions;
pub mod deliberations;
pub mod emails;
pub mod errors;
pub mod exports;
pub mod fields;
pub mod files;
pub mod gallery;
pub mod ids;
pub mod imports;
pub mod investors;
pub mod jury;
pub mod languages;
pub mod money;
pub mod policy;
pub mod proposals;
pub mod reviews;
pub mod screening;
pub mod selection;
pub mod teams;
pub mod vocabulary;

pub use actors::Actor;
pub use errors::{Error, FieldError, Problem};
pub use ids::*;
pub use languages::{Language, Localised};
pub use policy::{Action, Denied, Facts, can};

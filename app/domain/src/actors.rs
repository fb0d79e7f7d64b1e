//! Who is asking.

use crate::{AccountId, Language, SessionId};
use serde::{Deserialize, Serialize};

/// The person behind a request. What they may do also depends on `policy::Facts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Absent for a visitor.
    pub account: Option<Account>,
}

/// A signed-in person, as every request knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whose account.
    pub id: AccountId,
    /// The session that the request came with.
    pub session: SessionId,
    /// Shown to others.
    pub name: String,
    /// Lower-cased.
    pub email: String,
    /// Of the interface and of mail.
    pub language: Language,
    /// IANA time zone.
    pub zone: String,
    /// Whether the address is proven.
    pub confirmed: bool,
    /// Looks after the installation.
    pub operator: bool,
}

impl Actor {
    /// A visitor without an account.
    pub const VISITOR: Self = Self { account: None };

    /// The account's id, if signed in.
    #[must_use]
    pub fn id(&self) -> Option<AccountId> {
        self.account.as_ref().map(|account| account.id)
    }

    /// The account.
    ///
    /// # Errors
    /// `SignedOut` for a visitor.
    pub fn signed_in(&self) -> Result<&Account, crate::Error> {
        self.account.as_ref().ok_or(crate::Error::SignedOut)
    }
}

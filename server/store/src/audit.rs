//! Reading the audit log. Writing it is part of every transaction: `Tx::audit`.

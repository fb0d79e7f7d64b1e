//! Closed lists that everybody shares: sectors, target groups, provinces. Their names stand in the
//! texts of `app`; here they are keys.

use serde::{Deserialize, Serialize};

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$item_doc])* #[serde(rename = $key)] $item),+ }

        impl $name {
            /// All, in the order of menus.
            pub const ALL: &'static [Self] = &[$(Self::$item),+];

            /// The key that is stored and stands in addresses.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$item => $key),+ }
            }

            /// Reads a key.
            #[must_use]
            pub fn parse(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|item| item.key() == key.trim())
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// The field of work of a need, a proposal or a juror.
    Sector {
        /// Crops, livestock, beekeeping.
        Agriculture = "agriculture",
        /// Turning harvests into products.
        AgriProcessing = "agri_processing",
        /// Renewable and efficient energy.
        Energy = "energy",
        /// Water, sanitation and hygiene.
        Water = "water",
        /// Health care and its equipment.
        Health = "health",
        /// Building and materials.
        Construction = "construction",
        /// Software, electronics, connectivity.
        Digital = "digital",
        /// Machines, repair, production.
        Manufacturing = "manufacturing",
        /// Hospitality and tourism.
        Tourism = "tourism",
        /// Forests, wildlife, climate.
        Environment = "environment",
    }
}

vocabulary! {
    /// Whom a pilot project serves first.
    TargetGroup {
        /// Women.
        Women = "women",
        /// Young people.
        Youth = "youth",
        /// People with a disability.
        Disability = "disability",
        /// Smallholder farmers.
        Farmers = "farmers",
        /// Returnees and refugees.
        Displaced = "displaced",
        /// Rural households.
        Rural = "rural",
        /// Students and graduates of TVET.
        Students = "students",
    }
}

vocabulary! {
    /// A province of Rwanda.
    Province {
        /// City of Kigali.
        Kigali = "kigali",
        /// Northern Province.
        Northern = "northern",
        /// Southern Province.
        Southern = "southern",
        /// Eastern Province.
        Eastern = "eastern",
        /// Western Province.
        Western = "western",
    }
}

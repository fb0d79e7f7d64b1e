//! Addresses of lists: what is shown stands in the address, so that it can be sent, kept and gone back to.

use domain::screening::ListQuery;
use leptos_router::params::ParamsMap;

/// The query part of an address, from names and values; empty values are left out.
#[must_use]
pub fn query_part(pairs: &[(&'static str, &str)]) -> String {
    let mut map = ParamsMap::new();
    for (name, value) in pairs {
        if !value.is_empty() {
            map.insert(*name, (*value).to_owned());
        }
    }
    map.to_query_string()
}

/// The address of the list of proposals that shows this.
#[must_use]
pub fn list_address(slug: &str, query: &ListQuery) -> String {
    let parts = query.parts();
    let pairs: Vec<_> = parts
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    format!("/organise/{slug}/proposals{}", query_part(&pairs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::screening::{ListColumn, ProposalSort, ScreeningState};

    #[test]
    fn list_address_holds_only_what_differs_from_everything() {
        let mut query = ListQuery::default();
        assert_eq!(list_address("call", &query), "/organise/call/proposals");
        query.state = Some(ScreeningState::Pending);
        query.words = "a & b".into();
        query.sort = ProposalSort::Title;
        query.descending = true;
        query.page = 2;
        let address = list_address("call", &query);
        assert!(
            address.starts_with("/organise/call/proposals?"),
            "{address}"
        );
        for part in ["state=pending", "sort=%2Dtitle", "page=2"] {
            assert!(address.contains(part), "{address}");
        }
        assert!(!address.contains("a & b"), "{address}");
        query.columns = vec![ListColumn::Team, ListColumn::Language];
        let address = list_address("call", &query);
        assert!(address.ends_with("&cols=team&cols=language"), "{address}");
    }
}

//! Connected parts of a graph of proposals and jurors. Only parts can be compared inside.

/// Sets that only ever grow together.
pub(crate) struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    pub fn new(size: usize) -> Self {
        Sets {
            parents: (0..size).collect(),
        }
    }

    /// The least member that stands for the set of `member`.
    pub fn find(&mut self, member: usize) -> usize {
        let mut root = member;
        while self.parents[root] != root {
            root = self.parents[root];
        }
        let mut at = member;
        while self.parents[at] != root {
            let next = self.parents[at];
            self.parents[at] = root;
            at = next;
        }
        root
    }

    /// Joins two sets; true when they were apart.
    pub fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        if a != b {
            self.parents[a.max(b)] = a.min(b);
        }
        a != b
    }
}

/// The islands of items that share no rater, each sorted, by their first item.
pub(crate) fn islands(
    items: usize,
    raters: usize,
    pairs: impl Iterator<Item = (usize, usize)>,
) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(items + raters);
    for (item, rater) in pairs {
        sets.join(item, items + rater);
    }
    let mut place = vec![usize::MAX; items];
    let mut islands: Vec<Vec<usize>> = Vec::new();
    for item in 0..items {
        // An island's least member is an item, because items come before raters.
        let root = sets.find(item);
        if place[root] == usize::MAX {
            place[root] = islands.len();
            islands.push(Vec::new());
        }
        islands[place[root]].push(item);
    }
    islands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn islands_of_two_panels_are_two_until_a_bridge_joins_them() {
        let panels = [(0, 0), (1, 0), (2, 1), (3, 1)];
        assert_eq!(islands(4, 2, panels.into_iter()), [vec![0, 1], vec![2, 3]]);
        assert_eq!(
            islands(4, 2, panels.into_iter().chain([(3, 0)])),
            [vec![0, 1, 2, 3]]
        );
    }
}

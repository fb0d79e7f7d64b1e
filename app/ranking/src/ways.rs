//! Which nodes of a flow's network lie on ways of least length, and which of them are used up.

/// Where a way from each node may still lead.
pub(crate) struct Ways {
    /// By node; a way leads from each level to the next. `u32::MAX` for nodes on no way.
    pub levels: Vec<u32>,
    /// How often each node was asked, or which of its arcs is next.
    pub turns: Vec<u32>,
    /// By level: the jurors on it, 64 in a word.
    pub jurors: Vec<Vec<u64>>,
    first_juror: usize,
}

impl Ways {
    pub fn new(levels: Vec<u32>, first_juror: usize, jurors: usize) -> Self {
        let mut ways = Ways {
            turns: vec![0; levels.len()],
            jurors: Vec::new(),
            levels,
            first_juror,
        };
        for juror in 0..jurors {
            let level = ways.levels[first_juror + juror];
            if level < u32::MAX {
                let level = level as usize;
                let known = ways.jurors.len().max(level + 1);
                ways.jurors.resize(known, vec![0; jurors.div_ceil(64)]);
                ways.jurors[level][juror / 64] |= 1 << (juror % 64);
            }
        }
        ways
    }

    /// No way leads on from here.
    pub fn close(&mut self, node: usize) {
        let level = self.levels[node] as usize;
        self.levels[node] = u32::MAX;
        if let Some(juror) = node.checked_sub(self.first_juror)
            && let Some(word) = self
                .jurors
                .get_mut(level)
                .and_then(|on| on.get_mut(juror / 64))
        {
            *word &= !(1 << (juror % 64));
        }
    }
}

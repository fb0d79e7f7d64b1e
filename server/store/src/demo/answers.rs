//! What a team answers: its idea, put into the sections of the standard form.

use super::{
    calendar::day,
    calls::Call,
    entries::{Entry, Seat},
};
use domain::{
    Language,
    proposals::{
        AllAnswers, Answer, Answers, Budget, BudgetLine, Entered, Milestone, ProposalContent,
        RoleInTeam,
    },
    teams::MemberKind,
};

/// Writes the answers of an entry.
pub(super) struct Author<'a> {
    pub call: &'a Call,
    pub entry: &'a Entry,
}

impl Author<'_> {
    /// All sections. Nothing is answered that the idea leaves empty.
    pub fn answers(&self) -> AllAnswers {
        let idea = &self.entry.idea;
        let text = |text: &str| (!text.is_empty()).then(|| Answer::Text(text.to_owned()));
        let choice = |key: String| Some(Answer::Choice(vec![key]));
        let college = self
            .call
            .colleges
            .iter()
            .find(|own| own.code == idea.college);
        let need = self.call.needs.get(&idea.need);
        let mut groups: Vec<String> = idea.groups.iter().map(|own| own.key().to_owned()).collect();
        groups.sort();
        let sections = [
            (
                "idea",
                vec![
                    ("title", text(&idea.title)),
                    ("summary", text(&idea.summary)),
                    ("sector", choice(idea.sector.key().to_owned())),
                ],
            ),
            (
                "need",
                vec![
                    ("need", need.and_then(|id| choice(id.to_string()))),
                    ("situation", text(&idea.situation)),
                    (
                        "college",
                        college.and_then(|own| choice(own.id.to_string())),
                    ),
                    ("target_groups", Some(Answer::Choice(groups))),
                ],
            ),
            (
                "solution",
                vec![
                    ("solution", text(&idea.solution)),
                    ("skills", text(&idea.skills)),
                ],
            ),
            (
                "plan",
                vec![
                    ("milestones", Some(Answer::Milestones(self.milestones()))),
                    ("jobs", Some(Answer::Number(Entered::Value(idea.jobs)))),
                ],
            ),
            (
                "team",
                vec![("roles", Some(Answer::TeamRoles(self.roles())))],
            ),
            (
                "budget",
                vec![("budget", Some(Answer::Budget(self.budget())))],
            ),
            ("future", vec![("sustainability", text(&idea.future))]),
        ];
        sections
            .into_iter()
            .map(|(key, answers)| {
                let answers = answers
                    .into_iter()
                    .filter_map(|(key, answer)| Some((key.to_owned(), answer?)))
                    .collect();
                (key.to_owned(), Answers(answers))
            })
            .collect()
    }

    /// As it was first handed in: without the last line of the budget.
    pub fn shortened(&self, answers: &AllAnswers) -> AllAnswers {
        let mut first = answers.clone();
        if let Some(section) = first.get_mut("budget")
            && let Some(Answer::Budget(budget)) = section.0.get_mut("budget")
        {
            budget.lines.pop();
        }
        first
    }

    /// The proposal as it is read.
    pub fn content(&self, answers: AllAnswers) -> ProposalContent {
        ProposalContent {
            form: domain::proposals::standard_form(),
            answers,
            choices: self.call.choices.clone(),
            language: self.entry.idea.language,
            ..ProposalContent::default()
        }
    }

    /// Steps over the eleven months after the result.
    fn milestones(&self) -> Vec<Milestone> {
        let steps = &self.entry.idea.steps;
        let apart = 330 / steps.len().max(1) as i64;
        (1..)
            .zip(steps)
            .map(|(turn, what)| Milestone {
                date: day(self.call.row.publishes_at, turn * apart),
                what: what.clone(),
            })
            .collect()
    }

    fn budget(&self) -> Budget {
        let idea = &self.entry.idea;
        Budget {
            currency: idea.currency,
            lines: idea
                .budget
                .iter()
                .map(|(label, quantity, price)| BudgetLine {
                    label: label.clone(),
                    quantity: (*quantity != 1).then_some(Entered::Value(*quantity)),
                    amount: Some(Entered::Value(idea.minor(*price))),
                })
                .collect(),
        }
    }

    fn roles(&self) -> Vec<RoleInTeam> {
        let language = self.entry.idea.language;
        let mut students = 0;
        let role = |Seat { person, kind, .. }: &Seat| {
            if *kind == MemberKind::Student {
                students += 1;
            }
            RoleInTeam {
                name: person.name.clone(),
                role: task(*kind, students, language).to_owned(),
            }
        };
        self.entry.seats.iter().map(role).collect()
    }
}

/// What somebody does, in the words of the proposal's language.
fn task(kind: MemberKind, student: u32, language: Language) -> &'static str {
    use Language::{De, En, Fr, Nl, Rw};
    match (kind, student, language) {
        (MemberKind::Trainer, _, En) => "Leads the team, trains on the job, speaks with buyers",
        (MemberKind::Trainer, _, Fr) => {
            "Dirige l'équipe, forme sur le terrain, parle avec les clients"
        }
        (MemberKind::Trainer, _, Nl) => "Leidt het team, leert het vak aan, spreekt met klanten",
        (MemberKind::Trainer, _, De) => "Leitet das Team, bildet aus, spricht mit der Kundschaft",
        (MemberKind::Trainer, _, Rw) => "Ayobora itsinda, yigisha ku kazi, avugana n'abaguzi",
        (MemberKind::Professor, _, En) => "Opens the college's workshop and checks measurements",
        (MemberKind::Professor, _, Fr) => "Ouvre l'atelier du collège et vérifie les mesures",
        (MemberKind::Professor, _, Nl) => "Stelt de werkplaats open en controleert de metingen",
        (MemberKind::Professor, _, De) => "Öffnet die Werkstatt des College und prüft Messungen",
        (MemberKind::Professor, _, Rw) => "Atanga aho gukorera ku ishuri kandi agenzura ibipimo",
        (MemberKind::Student, 0 | 1, En) => "Builds, measures and keeps the diary of the pilot",
        (MemberKind::Student, 0 | 1, Fr) => "Construit, mesure et tient le journal du pilote",
        (MemberKind::Student, 0 | 1, Nl) => "Bouwt, meet en houdt het dagboek bij",
        (MemberKind::Student, 0 | 1, De) => "Baut, misst und führt das Tagebuch",
        (MemberKind::Student, 0 | 1, Rw) => "Yubaka, apima kandi yandika ibikorwa bya buri munsi",
        (MemberKind::Student, _, En) => "Visits the users and keeps the accounts",
        (MemberKind::Student, _, Fr) => "Rend visite aux usagers et tient les comptes",
        (MemberKind::Student, _, Nl) => "Bezoekt de gebruikers en houdt de rekeningen bij",
        (MemberKind::Student, _, De) => "Besucht die Nutzenden und führt die Bücher",
        (MemberKind::Student, _, Rw) => "Asura abagenerwabikorwa kandi abika ibaruramari",
    }
}

//! Who may do what, when: every role × action × phase against the table that is checked in, so that a
//! change of a rule is seen and meant. `UPDATE_GOLDEN=1 cargo test -p domain --test policy` rewrites it.
#![allow(clippy::unwrap_used)]

use domain::{
    AccountId, Action, Actor, Error, Facts, Language, SessionId,
    actors::Account,
    can,
    policy::{Denied, Phase, ProposalState, TeamRole},
};
use std::fmt::Write;
use uuid::Uuid;

/// A role: its name, who asks, and the facts in the situation that is most favourable to it.
struct Role {
    name: &'static str,
    actor: Actor,
    facts: Facts,
}

fn person(confirmed: bool, operator: bool) -> Actor {
    Actor {
        account: Some(Account {
            id: AccountId(Uuid::nil()),
            session: SessionId(Uuid::nil()),
            name: "Ada".into(),
            email: "ada@example.org".into(),
            language: Language::En,
            zone: "UTC".into(),
            confirmed,
            operator,
        }),
    }
}

/// Facts about the thing itself, the same for everybody: a submitted, selected proposal.
fn thing(action: Action) -> Facts {
    Facts {
        proposal: Some(ProposalState::Submitted),
        selected: true,
        frozen: action == Action::PublishSelection,
        jury_named: true,
        discussing: true,
        others_shown: true,
        ..Facts::default()
    }
}

fn roles() -> Vec<Role> {
    let juror = Facts {
        juror: true,
        conflicts_declared: true,
        assigned: true,
        ..Facts::default()
    };
    let team = |role| Facts {
        team: Some(role),
        ..Facts::default()
    };
    let everything = Facts {
        organiser: true,
        auditor: true,
        investor: true,
        team: Some(TeamRole::Lead),
        ..juror
    };
    let role = |name, facts| Role {
        name,
        actor: person(true, false),
        facts,
    };
    vec![
        Role {
            name: "visitor (whatever the facts say)",
            actor: Actor::VISITOR,
            facts: everything,
        },
        Role {
            name: "unconfirmed (whatever the facts say)",
            actor: person(false, true),
            facts: everything,
        },
        role("stranger", Facts::default()),
        role("team lead", team(TeamRole::Lead)),
        role(
            "team lead, returned for correction",
            Facts {
                returned: true,
                correctable: true,
                ..team(TeamRole::Lead)
            },
        ),
        role(
            "team lead, returned for correction, after the date given",
            Facts {
                returned: true,
                ..team(TeamRole::Lead)
            },
        ),
        role(
            "team lead, began in time",
            Facts {
                began_in_time: true,
                ..team(TeamRole::Lead)
            },
        ),
        role(
            "team lead, given more time",
            Facts {
                extended: true,
                ..team(TeamRole::Lead)
            },
        ),
        role("team editor", team(TeamRole::Editor)),
        role("team reader", team(TeamRole::Reader)),
        role("juror, assigned", juror),
        role(
            "juror, assigned in a round that is over",
            Facts {
                round_over: true,
                ..juror
            },
        ),
        role(
            "juror, not assigned",
            Facts {
                assigned: false,
                ..juror
            },
        ),
        role(
            "juror, conflicted",
            Facts {
                conflicted: true,
                ..juror
            },
        ),
        role(
            "juror, conflicts not declared",
            Facts {
                conflicts_declared: false,
                ..juror
            },
        ),
        role(
            "investor",
            Facts {
                investor: true,
                ..Facts::default()
            },
        ),
        role(
            "organiser",
            Facts {
                organiser: true,
                ..Facts::default()
            },
        ),
        role(
            "organiser, once a discussion was opened",
            Facts {
                organiser: true,
                deliberated: true,
                ..Facts::default()
            },
        ),
        role(
            "organiser, in a second look",
            Facts {
                organiser: true,
                second_look: true,
                ..Facts::default()
            },
        ),
        role(
            "auditor",
            Facts {
                auditor: true,
                ..Facts::default()
            },
        ),
        Role {
            name: "operator",
            actor: person(true, true),
            facts: Facts::default(),
        },
    ]
}

/// One character an answer.
fn mark(answer: &Result<(), Error>) -> char {
    match answer {
        Ok(()) => '+',
        Err(Error::SignedOut) => 'v',
        Err(Error::Denied(denied)) => match denied {
            Denied::Unconfirmed => 'u',
            Denied::Role => 'r',
            Denied::NotYours => 'n',
            Denied::TooEarly => '<',
            Denied::TooLate => '>',
            Denied::ConflictOfInterest => 'c',
            Denied::DeclareFirst => 'd',
            Denied::Deliberated => 'b',
            Denied::SecondLook => 'l',
            Denied::State => 's',
            Denied::CrossSite => 'x',
        },
        Err(other) => panic!("policy answered {other:?}"),
    }
}

fn table() -> String {
    let mut text = String::from(
        "Who may do what, when. Written by tests/policy.rs; the thing is a submitted, selected proposal.\n\n\
         +  may           v  sign in first     u  address not confirmed   r  not this role\n\
         n  not theirs    <  too early         >  too late                s  not in a state for it\n\
         c  conflict of interest               d  declare conflicts first  b  jurors have begun to discuss\n\
         l  a second look was opened\n\nColumns: no competition",
    );
    for phase in Phase::ALL {
        write!(text, ", {}", phase.key()).unwrap();
    }
    text.push('\n');
    for role in roles() {
        writeln!(text, "\n{}", role.name).unwrap();
        for action in Action::ALL {
            let facts = Facts {
                proposal: thing(*action).proposal,
                selected: thing(*action).selected,
                frozen: thing(*action).frozen,
                jury_named: thing(*action).jury_named,
                discussing: thing(*action).discussing,
                others_shown: thing(*action).others_shown,
                ..role.facts
            };
            let answers: Vec<String> = std::iter::once(None)
                .chain(Phase::ALL.iter().copied().map(Some))
                .map(|phase| {
                    mark(&can(&role.actor, *action, &Facts { phase, ..facts })).to_string()
                })
                .collect();
            writeln!(text, "  {:<20}{}", action.key(), answers.join(" ")).unwrap();
        }
    }
    text
}

#[test]
fn policy_answers_as_the_table_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy_table.txt");
    let now = table();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    let changed: Vec<String> = golden
        .lines()
        .zip(now.lines())
        .filter(|(before, after)| before != after)
        .map(|(before, after)| format!("- {before}\n+ {after}"))
        .collect();
    assert!(
        golden == now,
        "the policy differs from tests/policy_table.txt; if that is meant, run with UPDATE_GOLDEN=1\n{}",
        changed.join("\n")
    );
}

/// Every combination of the facts that are yes or no.
fn all_facts() -> impl Iterator<Item = Facts> {
    let phases = std::iter::once(None).chain(Phase::ALL.iter().copied().map(Some));
    phases.flat_map(|phase| {
        (0_u32..1 << 14).flat_map(move |bits| {
            let bit = |n: u32| bits >> n & 1 == 1;
            let facts = Facts {
                phase,
                organiser: bit(0),
                auditor: bit(1),
                juror: bit(2),
                conflicts_declared: bit(3),
                assigned: bit(4),
                conflicted: bit(5),
                returned: bit(6),
                began_in_time: bit(7),
                investor: bit(8),
                frozen: bit(9),
                selected: bit(10),
                correctable: bit(11),
                extended: bit(12),
                discussing: bit(13),
                ..Facts::default()
            };
            [None, Some(TeamRole::Lead), Some(TeamRole::Reader)]
                .into_iter()
                .flat_map(move |team| {
                    [
                        None,
                        Some(ProposalState::Draft),
                        Some(ProposalState::Submitted),
                    ]
                    .map(|proposal| Facts {
                        team,
                        proposal,
                        ..facts
                    })
                })
        })
    })
}

#[test]
fn visitor_and_unconfirmed_person_may_do_nothing_whatever_the_facts_say() {
    let unconfirmed = person(false, true);
    for facts in all_facts() {
        for action in Action::ALL {
            assert_eq!(can(&Actor::VISITOR, *action, &facts), Err(Error::SignedOut));
            assert_eq!(
                can(&unconfirmed, *action, &facts),
                Err(Error::Denied(Denied::Unconfirmed))
            );
        }
    }
}

#[test]
fn juror_with_a_conflict_never_reads_or_reviews() {
    let anybody = [person(true, false), person(true, true)];
    for facts in all_facts().filter(|facts| facts.conflicted) {
        for actor in &anybody {
            assert!(can(actor, Action::ReadForReview, &facts).is_err());
            assert!(can(actor, Action::Review, &facts).is_err());
            let facts = Facts {
                others_shown: true,
                ..facts
            };
            assert!(can(actor, Action::ReadOthers, &facts).is_err());
        }
    }
}

#[test]
fn other_reviews_are_read_by_jurors_of_the_proposal_where_the_rules_show_them() {
    let actor = person(true, true);
    let mut read = 0;
    for facts in all_facts() {
        assert!(can(&actor, Action::ReadOthers, &facts).is_err());
        let shown = Facts {
            others_shown: true,
            ..facts
        };
        if can(&actor, Action::ReadOthers, &shown).is_ok() {
            read += 1;
            assert!(can(&actor, Action::ReadForReview, &facts).is_ok());
        }
    }
    assert!(read > 0);
}

#[test]
fn review_needs_an_assigned_juror_in_the_jury_phase() {
    let actor = person(true, true);
    let mut allowed = 0;
    for facts in all_facts() {
        if can(&actor, Action::Review, &facts).is_ok() {
            allowed += 1;
            assert!(facts.juror && facts.assigned && facts.conflicts_declared);
            assert_eq!(facts.phase, Some(Phase::Jury));
        }
    }
    assert!(allowed > 0);
}

#[test]
fn deliberation_is_closed_to_conflicts_and_to_everybody_once_frozen_or_over() {
    let actor = person(true, true);
    let mut spoke = 0;
    for facts in all_facts() {
        let may = |action| can(&actor, action, &facts).is_ok();
        if facts.conflicted || facts.team.is_some() {
            assert!(!may(Action::ReadDiscussion) && !may(Action::Discuss));
        }
        if may(Action::Discuss) || may(Action::ChangeScore) {
            spoke += 1;
            assert!(facts.juror && facts.discussing && !facts.frozen);
            assert_eq!(facts.phase, Some(Phase::Selection));
            assert!(may(Action::ReadDiscussion));
        }
    }
    assert!(spoke > 0);
}

#[test]
fn scores_are_imported_by_organisers_before_anybody_discusses_them() {
    let actor = person(true, true);
    let mut imported = 0;
    for facts in all_facts() {
        let may = |deliberated| {
            let facts = Facts {
                deliberated,
                ..facts
            };
            can(&actor, Action::ImportScores, &facts).is_ok()
        };
        assert!(!may(true));
        if may(false) {
            imported += 1;
            assert!(facts.organiser && !facts.frozen && facts.phase > Some(Phase::Draft));
            assert!(can(&actor, Action::Import, &facts).is_ok());
        }
    }
    assert!(imported > 0);
}

#[test]
fn scores_stay_hidden_from_everybody_until_the_jury_is_over() {
    let actor = person(true, true);
    for facts in all_facts().filter(|facts| facts.phase <= Some(Phase::Jury)) {
        assert!(can(&actor, Action::SeeScores, &facts).is_err());
    }
}

#[test]
fn teams_learn_nothing_of_the_jury_until_its_names_are_published() {
    let actor = person(true, true);
    for facts in all_facts() {
        assert!(!facts.jury_named);
        assert!(can(&actor, Action::SeeJury, &facts).is_err());
        assert!(can(&actor, Action::ClaimConflict, &facts).is_err());
    }
}

#[test]
fn frozen_rules_are_changed_by_nobody() {
    let actor = person(true, true);
    for facts in all_facts().filter(|facts| facts.phase != Some(Phase::Draft)) {
        assert!(can(&actor, Action::EditCompetition, &facts).is_err());
        assert!(can(&actor, Action::OpenCompetition, &facts).is_err());
    }
}

#[test]
fn proposal_is_never_submitted_after_the_deadline_without_grace_return_or_more_time() {
    let actor = person(true, true);
    let late = |facts: &Facts| facts.phase > Some(Phase::Open);
    let own_time = |facts: &Facts| facts.extended || (facts.returned && facts.correctable);
    for facts in all_facts().filter(|f| late(f) && !own_time(f)) {
        let in_grace = facts.phase == Some(Phase::Grace) && facts.began_in_time;
        if !in_grace {
            assert!(can(&actor, Action::SubmitProposal, &facts).is_err());
        }
    }
}

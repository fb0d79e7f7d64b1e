//! Who may do what, when: one pure question, asked by `store` inside the transaction that acts.
//!
//! The golden table `tests/policy_table.txt` lists every role × action × phase; a change of a rule
//! shows there. Facts are loaded by `store`, never sent by a browser.

use crate::{Actor, Error};
use serde::{Deserialize, Serialize};

crate::vocabulary::vocabulary! {
    /// Where a competition stands, from its state and the server's clock.
    Phase {
        /// Being set up; only its organisers see it.
        Draft = "draft",
        /// Rules are frozen and public, drafts cannot be begun yet.
        Announced = "announced",
        /// Teams write and submit.
        Open = "open",
        /// After the deadline, within the published grace.
        Grace = "grace",
        /// Between the deadline and the jury.
        Screening = "screening",
        /// Jurors score.
        Jury = "jury",
        /// Scores are closed, the selection is not published.
        Selection = "selection",
        /// The result is public.
        Published = "published",
        /// Kept for reading only.
        Archived = "archived",
    }
}

crate::vocabulary::vocabulary! {
    /// Something a person may want to do.
    Action {
        /// Found a competition.
        CreateCompetition = "create_competition",
        /// Change timeline, rubric, needs, colleges.
        EditCompetition = "edit_competition",
        /// Freeze the rules and open the call.
        OpenCompetition = "open_competition",
        /// Read the organiser's pages.
        ReadOrganising = "read_organising",
        /// Name or remove organisers and auditors.
        ManageOrganisers = "manage_organisers",
        /// Found a team (and with it a draft).
        CreateTeam = "create_team",
        /// Invite, remove, change roles.
        ManageTeam = "manage_team",
        /// Become a member by code or invitation.
        JoinTeam = "join_team",
        /// Read a proposal as its team.
        ReadDraft = "read_draft",
        /// Change a proposal.
        EditDraft = "edit_draft",
        /// Comment on a proposal inside its team.
        Comment = "comment",
        /// Submit or amend.
        SubmitProposal = "submit_proposal",
        /// Withdraw.
        WithdrawProposal = "withdraw_proposal",
        /// Agree, as a member of its team, to a proposal's being submitted.
        ConfirmProposal = "confirm_proposal",
        /// Give one proposal more time.
        ExtendDeadline = "extend_deadline",
        /// Read a submitted proposal as organiser or auditor.
        ReadSubmitted = "read_submitted",
        /// Decide about eligibility.
        Screen = "screen",
        /// Write to the team of a submitted proposal.
        MessageTeam = "message_team",
        /// Invite, change, replace jurors.
        ManageJury = "manage_jury",
        /// Give the jury more time.
        ExtendJury = "extend_jury",
        /// Have proposals that the first reviews leave in doubt judged by more jurors.
        OpenSecondLook = "open_second_look",
        /// Give proposals to jurors.
        Assign = "assign",
        /// Name the proposals that every juror gets.
        MarkAnchors = "mark_anchors",
        /// Declare a conflict of interest of one's own.
        DeclareConflict = "declare_conflict",
        /// See, as a team, who is on the jury.
        SeeJury = "see_jury",
        /// Claim, for one's team, that a juror has a conflict of interest.
        ClaimConflict = "claim_conflict",
        /// Accept or dismiss what a team claims about a juror.
        DecideClaim = "decide_claim",
        /// Leave the jury by one's own wish.
        LeaveJury = "leave_jury",
        /// Write the invented proposal that jurors practise on.
        PreparePractice = "prepare_practice",
        /// Practise on it.
        Practise = "practise",
        /// Read a proposal to score it.
        ReadForReview = "read_for_review",
        /// Read what other jurors handed in about a proposal that one reviews.
        ReadOthers = "read_others",
        /// Save or submit a review.
        Review = "review",
        /// See scores and the computed ranking.
        SeeScores = "see_scores",
        /// Open discussions of scored proposals, keep their minutes, close them.
        LeadDeliberation = "lead_deliberation",
        /// Read the discussion of a proposal and the scores that it is about.
        ReadDiscussion = "read_discussion",
        /// Speak in the discussion of a proposal.
        Discuss = "discuss",
        /// Change one's own score in a discussion.
        ChangeScore = "change_score",
        /// Freeze the selection.
        FreezeSelection = "freeze_selection",
        /// Publish the frozen selection.
        PublishSelection = "publish_selection",
        /// Read one's own result.
        ReadResult = "read_result",
        /// Register as an investor.
        RegisterInvestor = "register_investor",
        /// Verify or refuse an investor.
        VerifyInvestor = "verify_investor",
        /// State interest in a project.
        ExpressInterest = "express_interest",
        /// Accept or decline an interest for one's team.
        DecideInterest = "decide_interest",
        /// Bring data in.
        Import = "import",
        /// Bring in scores.
        ImportScores = "import_scores",
        /// Take data out.
        Export = "export",
        /// Read the audit log.
        ReadAudit = "read_audit",
    }
}

crate::vocabulary::vocabulary! {
    /// Why something is not allowed; the page says it in words.
    Denied {
        /// The address is not confirmed yet.
        Unconfirmed = "unconfirmed",
        /// Not one's role.
        Role = "role",
        /// Not one's own team, proposal or review.
        NotYours = "not_yours",
        /// Not yet.
        TooEarly = "too_early",
        /// Not any more.
        TooLate = "too_late",
        /// A conflict of interest stands in the way.
        ConflictOfInterest = "conflict_of_interest",
        /// Conflicts have to be declared first.
        DeclareFirst = "declare_first",
        /// Jurors have begun to discuss their scores.
        Deliberated = "deliberated",
        /// A second look was opened.
        SecondLook = "second_look",
        /// The thing is not in a state for it.
        State = "state",
        /// The request came from another site.
        CrossSite = "cross_site",
    }
}

crate::vocabulary::vocabulary! {
    /// A member's rights in a team.
    TeamRole {
        /// Submits, invites, decides.
        Lead = "lead",
        /// Writes.
        Editor = "editor",
        /// Reads and comments.
        Reader = "reader",
    }
}

crate::vocabulary::vocabulary! {
    /// Where a proposal stands.
    ProposalState {
        /// Never submitted.
        Draft = "draft",
        /// Has a valid submitted revision.
        Submitted = "submitted",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

/// What `store` found out about the actor and the thing, for one question.
///
/// Everything defaults to "no", so that a forgotten fact denies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Of the competition; `None` where the action is about none.
    pub phase: Option<Phase>,
    /// Organises the competition (for `CreateCompetition`: any competition).
    pub organiser: bool,
    /// Audits the competition.
    pub auditor: bool,
    /// An active juror of the competition.
    pub juror: bool,
    /// Has declared conflicts (or that there are none).
    pub conflicts_declared: bool,
    /// The proposal is assigned to this juror.
    pub assigned: bool,
    /// Has a conflict of interest with the proposal or, as an organiser, with the investor or as the juror whom
    /// a claim is about.
    pub conflicted: bool,
    /// Role in the team that the action is about.
    pub team: Option<TeamRole>,
    /// State of the proposal.
    pub proposal: Option<ProposalState>,
    /// The proposal was returned for correction and its team has been told.
    pub returned: bool,
    /// The date until which a returned proposal can be amended, also after the deadline, has not passed.
    pub correctable: bool,
    /// The submission began before the deadline, so the grace applies.
    pub began_in_time: bool,
    /// The proposal was given more time, which is not over.
    pub extended: bool,
    /// A verified investor of the competition.
    pub investor: bool,
    /// The selection is frozen.
    pub frozen: bool,
    /// The organisers have published the jury's names to the teams.
    pub jury_named: bool,
    /// The proposal is being discussed.
    pub discussing: bool,
    /// The round of the assignment has ended; a later one may be open.
    pub round_over: bool,
    /// A second look was opened.
    pub second_look: bool,
    /// The rules of the round show this juror the other reviews of the proposal.
    pub others_shown: bool,
    /// Jurors have seen each other's scores, in a deliberation or because scoring has ended.
    pub deliberated: bool,
    /// The proposal belongs to the published selection.
    pub selected: bool,
}

/// Whether `actor` may do `action`, given the facts.
///
/// # Errors
/// `SignedOut` for a visitor, else `Denied` with the first reason that applies.
pub fn can(actor: &Actor, action: Action, facts: &Facts) -> Result<(), Error> {
    let account = actor.signed_in()?;
    if !account.confirmed {
        return Err(Error::Denied(Denied::Unconfirmed));
    }
    decide(account.operator, action, facts).map_err(Error::Denied)
}

/// Why `actor` may not do `action`, for pages that show what is possible; `None` when they may.
#[must_use]
pub fn refusal(actor: &Actor, action: Action, facts: &Facts) -> Option<Denied> {
    match can(actor, action, facts) {
        Ok(()) => None,
        Err(Error::Denied(why)) => Some(why),
        Err(_) => Some(Denied::Role),
    }
}

fn decide(operator: bool, action: Action, f: &Facts) -> Result<(), Denied> {
    use Action as A;
    use Phase as P;
    match action {
        A::CreateCompetition => need(f.organiser || operator, Denied::Role),
        A::ManageOrganisers => need(f.organiser || operator, Denied::Role),
        A::EditCompetition | A::OpenCompetition => {
            need(f.organiser, Denied::Role)?;
            within(f.phase, P::Draft, P::Draft)
        }
        A::ReadOrganising | A::Export | A::ReadAudit => {
            need(f.organiser || f.auditor, Denied::Role)
        }
        A::CreateTeam | A::JoinTeam => within(f.phase, P::Open, P::Open),
        A::ManageTeam => {
            need(f.team == Some(TeamRole::Lead), Denied::NotYours)?;
            within(f.phase, P::Announced, P::Open)
        }
        A::ReadDraft => need(f.team.is_some(), Denied::NotYours),
        A::EditDraft => {
            writer(f)?;
            need(f.proposal != Some(ProposalState::Withdrawn), Denied::State)?;
            writable(f)
        }
        A::Comment => {
            need(f.team.is_some(), Denied::NotYours)?;
            within(f.phase, P::Announced, P::Published)
        }
        A::SubmitProposal => {
            need(f.team == Some(TeamRole::Lead), Denied::NotYours)?;
            need(f.proposal != Some(ProposalState::Withdrawn), Denied::State)?;
            if f.phase == Some(P::Grace) && f.began_in_time {
                Ok(())
            } else {
                writable(f)
            }
        }
        A::WithdrawProposal => {
            need(f.team == Some(TeamRole::Lead), Denied::NotYours)?;
            let last = if f.extended { P::Screening } else { P::Open };
            within(f.phase, P::Open, last)
        }
        A::ConfirmProposal => {
            need(f.team.is_some(), Denied::NotYours)?;
            need(f.proposal != Some(ProposalState::Withdrawn), Denied::State)?;
            writable(f)
        }
        A::ExtendDeadline => {
            need(f.organiser, Denied::Role)?;
            within(f.phase, P::Open, P::Screening)
        }
        A::ReadSubmitted => {
            need(f.organiser || f.auditor, Denied::Role)?;
            need(f.proposal == Some(ProposalState::Submitted), Denied::State)
        }
        A::Screen => {
            need(f.organiser, Denied::Role)?;
            need(f.proposal == Some(ProposalState::Submitted), Denied::State)?;
            within(f.phase, P::Grace, P::Jury)
        }
        A::MessageTeam => {
            need(f.organiser, Denied::Role)?;
            need(f.proposal == Some(ProposalState::Submitted), Denied::State)?;
            within(f.phase, P::Open, P::Published)
        }
        A::ManageJury => {
            need(f.organiser, Denied::Role)?;
            within(f.phase, P::Draft, P::Jury)
        }
        A::ExtendJury => {
            need(f.organiser, Denied::Role)?;
            need(!f.frozen && !f.deliberated, Denied::State)?;
            within(f.phase, P::Jury, P::Selection)
        }
        A::OpenSecondLook => {
            need(f.organiser, Denied::Role)?;
            need(!f.frozen && !f.deliberated, Denied::State)?;
            within(f.phase, P::Selection, P::Selection)
        }
        A::Assign => {
            need(f.organiser, Denied::Role)?;
            within(f.phase, P::Grace, P::Jury)
        }
        A::MarkAnchors => {
            need(f.organiser, Denied::Role)?;
            need(!f.frozen && !f.deliberated && !f.second_look, Denied::State)?;
            within(f.phase, P::Grace, P::Jury)
        }
        A::DeclareConflict => {
            need(f.juror, Denied::Role)?;
            within(f.phase, P::Grace, P::Selection)
        }
        A::SeeJury => {
            named_jury(f)?;
            within(f.phase, P::Grace, P::Archived)
        }
        A::ClaimConflict => {
            named_jury(f)?;
            need(f.team == Some(TeamRole::Lead), Denied::NotYours)?;
            need(f.proposal == Some(ProposalState::Submitted), Denied::State)?;
            within(f.phase, P::Grace, P::Jury)
        }
        A::DecideClaim => {
            need(f.organiser, Denied::Role)?;
            need(!f.conflicted, Denied::ConflictOfInterest)?;
            need(!f.frozen, Denied::State)?;
            within(f.phase, P::Grace, P::Selection)
        }
        A::LeaveJury => {
            need(f.juror, Denied::Role)?;
            within(f.phase, P::Draft, P::Jury)
        }
        A::PreparePractice => {
            need(f.organiser, Denied::Role)?;
            within(f.phase, P::Draft, P::Screening)
        }
        A::Practise => {
            need(f.juror, Denied::Role)?;
            within(f.phase, P::Draft, P::Jury)
        }
        A::ReadForReview => {
            reviewer(f)?;
            within(f.phase, P::Jury, P::Selection)
        }
        A::ReadOthers => {
            reviewer(f)?;
            within(f.phase, P::Jury, P::Selection)?;
            need(f.others_shown, Denied::State)
        }
        A::Review => {
            reviewer(f)?;
            need(!f.round_over, Denied::TooLate)?;
            within(f.phase, P::Jury, P::Jury)
        }
        A::SeeScores => {
            need(f.organiser || f.auditor, Denied::Role)?;
            within(f.phase, P::Selection, P::Archived)
        }
        A::LeadDeliberation => {
            need(f.organiser, Denied::Role)?;
            need(!f.frozen, Denied::State)?;
            within(f.phase, P::Selection, P::Selection)
        }
        A::ReadDiscussion => {
            panel(f, f.organiser || f.auditor)?;
            within(f.phase, P::Selection, P::Archived)
        }
        A::Discuss => {
            panel(f, false)?;
            discussed(f)
        }
        A::ChangeScore => {
            panel(f, false)?;
            need(f.assigned, Denied::NotYours)?;
            discussed(f)
        }
        A::FreezeSelection => {
            need(f.organiser, Denied::Role)?;
            need(!f.frozen, Denied::State)?;
            within(f.phase, P::Selection, P::Selection)
        }
        A::PublishSelection => {
            need(f.organiser, Denied::Role)?;
            need(f.frozen, Denied::State)?;
            within(f.phase, P::Selection, P::Selection)
        }
        A::ReadResult => {
            need(f.team.is_some(), Denied::NotYours)?;
            within(f.phase, P::Published, P::Archived)
        }
        A::RegisterInvestor => need(!f.organiser && !f.juror, Denied::Role),
        A::VerifyInvestor => {
            need(f.organiser, Denied::Role)?;
            need(!f.conflicted, Denied::ConflictOfInterest)
        }
        A::ExpressInterest => {
            need(f.investor, Denied::Role)?;
            need(!f.conflicted, Denied::ConflictOfInterest)?;
            need(f.selected, Denied::State)?;
            within(f.phase, P::Published, P::Published)
        }
        A::DecideInterest => need(f.team == Some(TeamRole::Lead), Denied::NotYours),
        A::Import => {
            need(f.organiser, Denied::Role)?;
            need(!f.frozen, Denied::State)?;
            within(f.phase, P::Draft, P::Selection)
        }
        A::ImportScores => {
            need(f.organiser, Denied::Role)?;
            need(!f.frozen, Denied::State)?;
            // Before the rules are frozen they could be made to fit the scores.
            within(f.phase, P::Announced, P::Selection)?;
            need(!f.deliberated, Denied::Deliberated)?;
            // A file of the first round would be read as another look of the same jurors.
            need(!f.second_look, Denied::SecondLook)
        }
    }
}

fn need(holds: bool, otherwise: Denied) -> Result<(), Denied> {
    if holds { Ok(()) } else { Err(otherwise) }
}

/// Phases are declared in order of time, so earlier and later can be told.
fn within(phase: Option<Phase>, first: Phase, last: Phase) -> Result<(), Denied> {
    let phase = phase.ok_or(Denied::State)?;
    need(phase >= first, Denied::TooEarly)?;
    need(phase <= last, Denied::TooLate)
}

fn writer(f: &Facts) -> Result<(), Denied> {
    need(
        matches!(f.team, Some(TeamRole::Lead | TeamRole::Editor)),
        Denied::NotYours,
    )
}

/// In the window; before the jury begins, given more time or returned for correction until the date that was given.
fn writable(f: &Facts) -> Result<(), Denied> {
    let last = if f.extended || (f.returned && f.correctable) {
        Phase::Screening
    } else {
        Phase::Open
    };
    within(f.phase, Phase::Open, last)
}

/// Of a team, and the organisers have said that teams may know who judges.
fn named_jury(f: &Facts) -> Result<(), Denied> {
    need(f.team.is_some(), Denied::NotYours)?;
    need(f.jury_named, Denied::State)
}

fn reviewer(f: &Facts) -> Result<(), Denied> {
    need(f.juror, Denied::Role)?;
    need(!f.conflicted, Denied::ConflictOfInterest)?;
    need(f.assigned, Denied::NotYours)?;
    need(f.conflicts_declared, Denied::DeclareFirst)
}

/// The whole panel, except for who has a conflict of interest or belongs to the team.
fn panel(f: &Facts, otherwise: bool) -> Result<(), Denied> {
    need(f.juror || otherwise, Denied::Role)?;
    let apart = !f.conflicted && f.team.is_none();
    need(apart, Denied::ConflictOfInterest)?;
    need(f.conflicts_declared || otherwise, Denied::DeclareFirst)
}

fn discussed(f: &Facts) -> Result<(), Denied> {
    need(f.discussing && !f.frozen, Denied::State)?;
    within(f.phase, Phase::Selection, Phase::Selection)
}

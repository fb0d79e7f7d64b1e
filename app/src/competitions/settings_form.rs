//! The fields of a competition's settings, for founding and for changing.

use crate::{competitions::place_of, forms::*, texts::named, tr};
use domain::{
    competitions::{AS_FIRST, CompetitionDraft, LocalTime, ZONES},
    fields,
    jury::{OthersVisibility, TeamVisibility},
    proposals::Consent,
};
use leptos::prelude::*;

/// Labels of the inputs, for the summary of problems.
pub fn labels() -> Vec<(&'static str, &'static str)> {
    vec![
        ("edit[slug]", tr!(competitions.slug)),
        ("edit[name]", tr!(competitions.name)),
        ("edit[summary]", tr!(competitions.summary)),
        ("edit[zone]", tr!(competitions.zone)),
        ("edit[seats]", tr!(competitions.seats)),
        (
            "edit[reviews_per_proposal]",
            tr!(competitions.reviews_per_proposal),
        ),
        ("edit[opens_at]", tr!(competitions.opens_at)),
        ("edit[closes_at]", tr!(competitions.closes_at)),
        ("edit[grace_minutes]", tr!(competitions.grace_minutes)),
        ("edit[jury_opens_at]", tr!(competitions.jury_opens_at)),
        ("edit[jury_closes_at]", tr!(competitions.jury_closes_at)),
        ("edit[publishes_at]", tr!(competitions.publishes_at)),
        ("edit[consent]", tr!(competitions.consent)),
        ("edit[team_visibility]", tr!(competitions.team_visibility)),
        (
            "edit[others_visibility]",
            tr!(competitions.others_visibility),
        ),
        (
            "edit[second_team_visibility]",
            tr!(competitions.second_team_visibility),
        ),
        (
            "edit[second_others_visibility]",
            tr!(competitions.second_others_visibility),
        ),
    ]
}

/// All inputs of the settings.
#[component]
pub fn SettingsFields(
    /// The form's state.
    form: FormState,
    /// What stands there now.
    draft: CompetitionDraft,
) -> impl IntoView {
    let mut zones: Vec<&str> = ZONES.to_vec();
    if !draft.zone.is_empty() && !zones.contains(&draft.zone.as_str()) {
        zones.push(&draft.zone);
    }
    let zones = zones
        .iter()
        .map(|zone| Choice::new(*zone, place_of(zone)))
        .collect();
    let zone = if draft.zone.is_empty() {
        ZONES[0].to_owned()
    } else {
        draft.zone.clone()
    };
    let consents = Consent::ALL
        .iter()
        .map(|rule| Choice::new(rule.key(), named("consent", rule.key())))
        .collect();
    let teams = TeamVisibility::ALL.iter();
    let teams = teams.map(|rule| Choice::new(rule.key(), named("team_visibility", rule.key())));
    let others = OthersVisibility::ALL.iter();
    let others = others.map(|rule| Choice::new(rule.key(), named("others_visibility", rule.key())));
    let (teams, others) = (teams.collect::<Vec<_>>(), others.collect::<Vec<_>>());
    let or_same = |choices: &[Choice]| {
        let same = Choice::new(AS_FIRST, tr!(competitions.second_same));
        std::iter::once(same)
            .chain(choices.iter().cloned())
            .collect()
    };
    let (second_teams, second_others) = (or_same(&teams), or_same(&others));
    let time: Check = |text| LocalTime::parse(text).map(drop);
    view! {
        <TextField form=form.clone() name="edit[name]" label=tr!(competitions.name) value=draft.name
            hint=tr!(competitions.language_hint) required=true/>
        <TextArea form=form.clone() name="edit[summary]" label=tr!(competitions.summary) value=draft.summary
            hint=tr!(competitions.summary_hint) required=true rows=4/>
        <TextField form=form.clone() name="edit[slug]" label=tr!(competitions.slug) value=draft.slug
            hint=tr!(competitions.slug_hint) required=true check=|text: &str| fields::slug(text).map(drop)/>
        <div class="field-row">
            <TextField form=form.clone() name="edit[seats]" label=tr!(competitions.seats) value=draft.seats
                inputmode="numeric" required=true check=|text: &str| fields::whole(text, 1, 100).map(drop)/>
            <TextField form=form.clone() name="edit[reviews_per_proposal]" label=tr!(competitions.reviews_per_proposal)
                value=draft.reviews_per_proposal inputmode="numeric" required=true
                check=|text: &str| fields::whole(text, 1, 20).map(drop)/>
        </div>
        <fieldset class="fieldset">
            <legend>{tr!(competitions.timeline)}</legend>
            <Select form=form.clone() name="edit[zone]" label=tr!(competitions.zone) options=zones value=zone
                hint=tr!(competitions.zone_hint) required=true/>
            <div class="field-row">
                <TextField form=form.clone() name="edit[opens_at]" label=tr!(competitions.opens_at) value=draft.opens_at
                    kind="datetime-local" required=true check=time/>
                <TextField form=form.clone() name="edit[closes_at]" label=tr!(competitions.closes_at) value=draft.closes_at
                    kind="datetime-local" required=true check=time/>
            </div>
            <TextField form=form.clone() name="edit[grace_minutes]" label=tr!(competitions.grace_minutes)
                value=draft.grace_minutes hint=tr!(competitions.grace_hint) inputmode="numeric" required=true
                check=|text: &str| fields::whole(text, 0, 1_440).map(drop)/>
            <div class="field-row">
                <TextField form=form.clone() name="edit[jury_opens_at]" label=tr!(competitions.jury_opens_at)
                    value=draft.jury_opens_at kind="datetime-local" required=true check=time/>
                <TextField form=form.clone() name="edit[jury_closes_at]" label=tr!(competitions.jury_closes_at)
                    value=draft.jury_closes_at kind="datetime-local" required=true check=time/>
            </div>
            <TextField form=form.clone() name="edit[publishes_at]" label=tr!(competitions.publishes_at) value=draft.publishes_at
                kind="datetime-local" required=true check=time/>
        </fieldset>
        <Select form=form.clone() name="edit[consent]" label=tr!(competitions.consent) options=consents value=draft.consent
            hint=tr!(competitions.consent_hint) required=true/>
        <fieldset class="fieldset">
            <legend>{tr!(competitions.blind)}</legend>
            <Select form=form.clone() name="edit[team_visibility]" label=tr!(competitions.team_visibility) options=teams
                value=draft.team_visibility hint=tr!(competitions.team_visibility_hint) required=true/>
            <Select form=form.clone() name="edit[others_visibility]" label=tr!(competitions.others_visibility) options=others
                value=draft.others_visibility hint=tr!(competitions.others_visibility_hint) required=true/>
            <p class="hint">{tr!(competitions.second_blind_hint)}</p>
            <div class="field-row">
                <Select form=form.clone() name="edit[second_team_visibility]" label=tr!(competitions.second_team_visibility)
                    options=second_teams value=draft.second_team_visibility required=true/>
                <Select form name="edit[second_others_visibility]" label=tr!(competitions.second_others_visibility)
                    options=second_others value=draft.second_others_visibility required=true/>
            </div>
        </fieldset>
    }
    .into_any()
}

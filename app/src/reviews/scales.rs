//! The input of one criterion: radio buttons with anchors, a dense row of them, or a menu when the scale is long.
//!
//! Digits choose a level while the criterion has the focus, a dash says "cannot judge"; arrows are the browser's own.

use crate::{
    forms::{FormState, TextField},
    texts::Texts,
    tr,
};
use domain::{
    competitions::Criterion,
    reviews::{CANNOT_JUDGE, field_of, points_input, reason_field_of},
};
use leptos::{ev::KeyboardEvent, prelude::*, wasm_bindgen::JsCast, web_sys};

/// Most levels that show their anchors beside them.
const SPACIOUS: i32 = 7;
/// Most levels that are radio buttons.
const DENSE: i32 = 11;
/// Two digits within this time are one number, in milliseconds.
const TWO_DIGITS: f64 = 1_000.0;

/// The input of a criterion.
#[component]
pub(super) fn CriterionInput(
    /// The form's state.
    form: FormState,
    /// What to score.
    criterion: Criterion,
    /// The answer as the input holds it; empty while open.
    answer: String,
    /// Why it cannot be judged, as the input holds it.
    reason: String,
    /// Sum of the weights.
    weights: i32,
    /// How the juror used the scale before, as HTML of the server.
    used: String,
) -> impl IntoView {
    let language = Texts::current().language;
    let name = field_of(&criterion);
    let answer = form.value(&name, &answer);
    let problem = form.problem(&name);
    let error_id = format!("{name}-error");
    let levels = criterion.max - criterion.min + 1;
    let class = if levels <= SPACIOUS {
        "score-scale"
    } else {
        "score-scale dense"
    };
    let share = i64::from(criterion.weight) * 100 / i64::from(weights.max(1));
    let description = criterion.description.get(language).to_owned();
    let title = criterion.name.get(language).to_owned();
    let input = if levels <= DENSE {
        view! { <Levels criterion=criterion.clone() name=name.clone() answer spacious=levels <= SPACIOUS/> }
            .into_any()
    } else {
        view! { <Menu criterion=criterion.clone() name=name.clone() answer label=title.clone()/> }
            .into_any()
    };
    let reason = criterion.cannot_judge.then(|| {
        let name = reason_field_of(&criterion);
        view! {
            <div class="reason">
                <TextField form=form.clone() name label=tr!(reviews.cannot_judge_why) value=reason conditional=true/>
            </div>
        }
    });
    let pressed = StoredValue::new((String::new(), 0.0_f64));
    let described = error_id.clone();
    view! {
        <fieldset class=class id=name tabindex="-1" aria-describedby=described
            on:keydown=move |ev| choose_by_key(&ev, pressed)>
            <legend>{title} " " <span class="weight">{share} " %"</span></legend>
            {(!description.is_empty()).then(|| view! { <p class="hint">{description}</p> })}
            {input}
            {reason}
            <div inner_html=used></div>
            <div id=error_id>{move || problem.get().map(|text| view! { <p class="error">{text}</p> })}</div>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Levels(criterion: Criterion, name: String, answer: String, spacious: bool) -> impl IntoView {
    let language = Texts::current().language;
    let anchor = |units: i32| {
        let found = criterion.anchors.iter().find(|own| own.level == units);
        found.map(|own| own.text.get(language).to_owned())
    };
    let radios = (criterion.min..=criterion.max)
        .map(|units| {
            let value = points_input(&criterion, units);
            let checked = value == answer;
            let text = spacious.then(|| anchor(units)).flatten();
            view! {
                <label>
                    <input type="radio" name=name.clone() value=value checked=checked/>
                    <span class="level">{criterion.points_text(units, language)}</span>
                    {text.map(|text| view! { <span class="anchor">{text}</span> })}
                </label>
            }
        })
        .collect_view();
    let anchors = (!spacious && !criterion.anchors.is_empty()).then(|| {
        let texts = criterion
            .anchors
            .iter()
            .map(|own| {
                let points = criterion.points_text(own.level, language);
                view! { <span>{points} " " {own.text.get(language).to_owned()}</span> " " }
            })
            .collect_view();
        view! { <p class="anchors">{texts}</p> }
    });
    let cannot = criterion.cannot_judge.then(|| {
        view! {
            <label class="cannot">
                <input type="radio" name=name value=CANNOT_JUDGE checked=answer == CANNOT_JUDGE/>
                <span class="level" aria-hidden="true">"–"</span>
                <span class="anchor">{tr!(reviews.cannot_judge)}</span>
            </label>
        }
    });
    view! { <div class="scale">{radios}{anchors}{cannot}</div> }.into_any()
}

#[component]
fn Menu(criterion: Criterion, name: String, answer: String, label: String) -> impl IntoView {
    let language = Texts::current().language;
    let levels = (criterion.min..=criterion.max)
        .map(|units| {
            let value = points_input(&criterion, units);
            let selected = value == answer;
            view! { <option value=value selected=selected>{criterion.points_text(units, language)}</option> }
        })
        .collect_view();
    let cannot = criterion.cannot_judge.then(|| {
        view! { <option value=CANNOT_JUDGE selected=answer == CANNOT_JUDGE>{tr!(reviews.cannot_judge)}</option> }
    });
    let anchors = (!criterion.anchors.is_empty()).then(|| {
        let items = criterion
            .anchors
            .iter()
            .map(|own| {
                let points = criterion.points_text(own.level, language);
                view! { <li>{points} " – " {own.text.get(language).to_owned()}</li> }
            })
            .collect_view();
        view! { <ul class="hint">{items}</ul> }
    });
    view! {
        {anchors}
        <select name=name aria-label=label>
            <option value="">{tr!(reviews.not_scored)}</option>
            {levels}
            {cannot}
        </select>
    }
    .into_any()
}

/// Chooses the level whose number was typed; `pressed` keeps the last digit and when it was typed.
fn choose_by_key(ev: &KeyboardEvent, pressed: StoredValue<(String, f64)>) {
    if ev.ctrl_key() || ev.alt_key() || ev.meta_key() {
        return;
    }
    let key = ev.key();
    let now = js_sys::Date::now();
    let (before, at) = pressed.get_value();
    let together = if now - at < TWO_DIGITS {
        format!("{before}{key}")
    } else {
        String::new()
    };
    let wanted = match key.as_str() {
        "-" | "–" => vec![CANNOT_JUDGE.to_owned()],
        digit if digit.len() == 1 && digit.chars().all(|c| c.is_ascii_digit()) => {
            pressed.set_value((key.clone(), now));
            vec![together, key]
        }
        _ => return,
    };
    let Some(scale) = ev
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    let radio = wanted
        .iter()
        .filter(|value| !value.is_empty())
        .find_map(|value| {
            let selector = format!("input[type=radio][value=\"{value}\"]");
            scale.query_selector(&selector).ok().flatten()
        });
    if let Some(radio) = radio.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        ev.prevent_default();
        radio.click();
        let _ = radio.focus();
    }
}

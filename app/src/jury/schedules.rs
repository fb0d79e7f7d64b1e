//! Reminders that go out by themselves: when the next one does, to how many, and the days to choose.

use super::ScheduleReminders;
use crate::{forms::*, texts::Time, tr};
use domain::jury::ReminderPlan;
use leptos::{form::ActionForm, prelude::*};

/// The panel on the page of progress.
#[component]
pub(super) fn SchedulePanel(
    /// As it is set, and what comes next.
    plan: ReminderPlan,
    /// The competition.
    slug: String,
    /// Whether this person can change it now.
    may_change: bool,
    /// Changes it.
    schedule: ServerAction<ScheduleReminders>,
) -> impl IntoView {
    let form = FormState::of(schedule);
    let off = plan.schedule.days.is_empty();
    let next = match plan.next_at {
        Some(at) => view! {
            <p><strong>{tr!(jury.next_reminder)} " " <Time at/></strong> " " {tr!(jury.next_reminder_to, count = plan.next_to)}</p>
        }
        .into_any(),
        None if off => view! { <p>{tr!(jury.reminders_off)}</p> }.into_any(),
        None => view! { <p>{tr!(jury.reminders_done)}</p> }.into_any(),
    };
    let days = plan.schedule.text();
    let change = may_change.then(|| {
        view! {
            <ActionForm action=schedule attr:class="form">
                <FormErrors form=form.clone() labels=vec![("days", tr!(jury.reminder_days))]/>
                <Hidden name="slug" value=slug/>
                <TextField form=form.clone() name="days" label=tr!(jury.reminder_days) hint=tr!(jury.reminder_days_hint) value=days/>
                <Submit form label=tr!(jury.save) class=""/>
            </ActionForm>
        }
    });
    view! {
        <section class="panel" aria-labelledby="schedule-title">
            <header class="panel-head"><h2 id="schedule-title">{tr!(jury.schedule_title)}</h2></header>
            {next}
            <p>{tr!(jury.schedule_lead)}</p>
            {change}
        </section>
    }
    .into_any()
}

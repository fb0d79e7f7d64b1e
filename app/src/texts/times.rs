//! Instants in a person's zone and language. The server formats by its time-zone database, a browser by
//! its own `Intl`; neither needs the other's.

use super::Texts;
use domain::Language;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// How much of an instant is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TimeStyle {
    /// 3 March 2027, 17:00
    #[default]
    DateTime,
    /// 3 March 2027
    Date,
    /// 17:00
    Clock,
}

/// The server's formatter: milliseconds UTC, IANA zone, language, style.
#[derive(Clone, Copy)]
pub struct ServerTimes(pub fn(i64, &str, Language, TimeStyle) -> String);

/// An instant as text.
#[must_use]
pub fn time_text(at: i64, zone: &str, style: TimeStyle) -> String {
    let language = Texts::current().language;
    match use_context::<ServerTimes>() {
        Some(ServerTimes(format)) => format(at, zone, language, style),
        None => browser_text(at, zone, language, style),
    }
}

fn browser_text(at: i64, zone: &str, language: Language, style: TimeStyle) -> String {
    let options = js_sys::Object::new();
    let set = |key: &str, value: &str| {
        let _ = js_sys::Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    };
    set("timeZone", zone);
    if style != TimeStyle::Clock {
        set("day", "numeric");
        set("month", "long");
        set("year", "numeric");
    }
    if style != TimeStyle::Date {
        set("hour", "2-digit");
        set("minute", "2-digit");
        set("hourCycle", "h23");
    }
    let locale = if language == Language::En {
        "en-GB"
    } else {
        language.code()
    };
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
    date.to_locale_string(locale, &options).into()
}

/// An instant in the reader's zone (or the one named), as `<time>`.
#[component]
pub fn Time(
    /// Milliseconds UTC.
    at: i64,
    /// IANA zone; the reader's when absent.
    #[prop(optional, into)]
    zone: Option<String>,
    /// How much is shown.
    #[prop(optional)]
    style: TimeStyle,
) -> impl IntoView {
    let zone = zone.unwrap_or_else(|| crate::viewer::current().zone);
    view! { <time datetime=iso(at)>{time_text(at, &zone, style)}</time> }.into_any()
}

/// RFC 3339 in UTC, for `datetime` attributes: civil-from-days after Howard Hinnant.
#[must_use]
pub fn iso(at: i64) -> String {
    let (days, ms) = (at.div_euclid(86_400_000), at.rem_euclid(86_400_000));
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (
        doy - (153 * mp + 2) / 5 + 1,
        if mp < 10 { mp + 3 } else { mp - 9 },
    );
    let year = yoe + era * 400 + i64::from(month <= 2);
    let seconds = ms / 1000;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn iso_of_known_instants() {
        assert_eq!(super::iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(super::iso(1_709_210_096_000), "2024-02-29T12:34:56Z");
        assert_eq!(super::iso(-1), "1969-12-31T23:59:59Z");
    }
}

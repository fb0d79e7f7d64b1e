//! What a browser calls itself, in words that its owner knows. A guess for recognising a device, no more.

/// Browser and system: `("Firefox", "Android")`.
#[must_use]
pub fn browser_name(agent: &str) -> Option<(&'static str, &'static str)> {
    // Most browsers also name those that they resemble, so the order matters.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named = |list: &[(&'static str, &'static str)]| {
        list.iter()
            .find(|(part, _)| agent.contains(part))
            .map(|(_, name)| *name)
    };
    Some((named(&browsers)?, named(&systems)?))
}

#[cfg(test)]
mod tests {
    use super::browser_name;

    #[test]
    fn browser_is_named_by_what_it_is_and_not_by_what_it_resembles() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0",
                Some(("Edge", "Windows")),
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36",
                Some(("Chrome", "Android")),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Mobile Safari/604.1",
                Some(("Safari", "iPhone")),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
                Some(("Firefox", "Linux")),
            ),
            ("curl/8.5", None),
            ("", None),
        ] {
            assert_eq!(browser_name(agent), name, "{agent}");
        }
    }
}

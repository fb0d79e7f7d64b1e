//! What is typed, kept on this device until the server has it: under the page's path, apart for each account.
//!
//! A hydrated page keeps and takes up its own copy. `public/device.js` sends the others from any page behind sign-in,
//! and reads what is written here. Only browsers call this; where they allow no storage, nothing is kept.

use crate::viewer;
use leptos::{prelude::window, web_sys};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A form as it was typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeviceCopy<Base> {
    /// What people call the page.
    pub title: String,
    /// How much of it waits, and since when: what the page says of it, for others to say the same. Empty
    /// when the server has it.
    #[serde(default)]
    pub state: String,
    /// Address of the server function that takes the form; empty when only its page may send it.
    pub to: String,
    /// Names and values of the form, the version that they come from among them.
    pub fields: Vec<(String, String)>,
    /// What that version said.
    pub base: Base,
}

/// Keeps the copy of the page at `path`; says whether the device took it.
pub fn keep<Base: Serialize>(path: &str, copy: &DeviceCopy<Base>) -> bool {
    serde_json::to_string(copy)
        .ok()
        .zip(place(path))
        .is_some_and(|(text, (device, key))| device.set_item(&key, &text).is_ok())
}

/// The copy of the page at `path`.
#[must_use]
pub fn kept<Base: DeserializeOwned>(path: &str) -> Option<DeviceCopy<Base>> {
    let (device, key) = place(path)?;
    let text = device.get_item(&key).ok()??;
    serde_json::from_slice(text.as_bytes()).ok()
}

/// The server has it.
pub fn forget(path: &str) {
    if let Some((device, key)) = place(path) {
        let _ = device.remove_item(&key);
    }
}

fn place(path: &str) -> Option<(web_sys::Storage, String)> {
    let device = window().local_storage().ok()??;
    let account = viewer::current().account?;
    Some((device, format!("icumi/{account}{path}")))
}

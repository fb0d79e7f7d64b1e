//! How a program compiled to WebAssembly is asked and answers without anything linked in: words of its memory, behind a mark that
//! `run.mjs` looks for. Natively the question is the first argument.

use std::hint::black_box;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering::Relaxed};

/// The layout is known to `run.mjs`.
#[repr(C)]
struct Mailbox {
    mark: [AtomicU32; 4],
    question: AtomicU32,
    length: AtomicU32,
    answer: [AtomicU8; 200],
}

static MAILBOX: Mailbox = Mailbox {
    mark: [
        AtomicU32::new(0x6d61_696c),
        AtomicU32::new(0x3c9b_07e5),
        AtomicU32::new(0xd15a_4f82),
        AtomicU32::new(0x626f_7821),
    ],
    question: AtomicU32::new(0),
    length: AtomicU32::new(0),
    answer: [const { AtomicU8::new(0) }; 200],
};

/// What was asked.
pub fn question() -> Option<u32> {
    if cfg!(target_arch = "wasm32") {
        // The compiler must not know that nobody in here writes to it.
        let mailbox = black_box(&MAILBOX);
        black_box(mailbox.mark[0].load(Relaxed));
        return Some(mailbox.question.load(Relaxed));
    }
    std::env::args().nth(1)?.parse().ok()
}

/// Answers with a line of up to 200 bytes.
pub fn answer(line: &str) {
    println!("{line}");
    let mailbox = black_box(&MAILBOX);
    for (place, byte) in mailbox.answer.iter().zip(line.bytes()) {
        place.store(byte, Relaxed);
    }
    mailbox.length.store(line.len() as u32, Relaxed);
}

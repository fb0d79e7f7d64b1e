//! What a process can measure of itself.

/// Best wall and processor time of some runs, and the peak of memory; empty where none can be had.
#[expect(clippy::disallowed_types, reason = "a measurement reads the clock")]
pub fn best(runs: u32, mut work: impl FnMut() -> bool) -> String {
    if cfg!(target_arch = "wasm32") {
        assert!(work());
        return String::new();
    }
    let (mut wall, mut processor) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..runs {
        let (start, busy) = (std::time::Instant::now(), processor_seconds());
        assert!(work());
        wall = wall.min(start.elapsed().as_secs_f64());
        processor = processor.min(processor_seconds() - busy);
    }
    format!(
        "{wall:>7.3} s {processor:>8.3} s {:>5.0} MB  ",
        peak_megabytes()
    )
}

/// Linux counts them; elsewhere the answer is 0.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let busy = text.split(' ').next().and_then(|word| word.parse().ok());
    busy.unwrap_or(0.0) / 1e9
}

fn peak_megabytes() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: Option<f64> = line
        .and_then(|line| line.trim().strip_suffix(" kB"))
        .and_then(|number| number.parse().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Runs this program once for every question below `questions`.
pub fn run_all(questions: usize) {
    println!("     wall  processor   memory");
    for number in 0..questions {
        let program = std::env::current_exe().expect("this program has a path");
        let mut child = std::process::Command::new(program);
        let status = child.arg(number.to_string()).status();
        let status = status.expect("this program runs");
        assert!(status.success(), "question {number}: {status}");
    }
}

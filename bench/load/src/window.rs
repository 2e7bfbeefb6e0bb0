//! The measured window: what is counted between its two ends, and what is read at each of them.

use std::fs;
use std::time::Instant;

use hdrhistogram::Histogram;
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

use crate::failure::Failure;

/// From here on the generator itself may be what limits the rate.
const SATURATED: f64 = 0.95;
const LONGEST_NS: u64 = 60_000_000_000;

/// Text of the files to watch (/proc/PID/stat of the server), and this process's CPU time, at one end of the window.
pub struct End {
    at: Instant,
    cpu_seconds: f64,
    texts: Vec<String>,
}

impl End {
    pub fn take(watch: &[String]) -> Result<Self, Failure> {
        let read =
            |path: &String| fs::read_to_string(path).map_err(|error| Failure::Watch { path: path.clone(), error });
        let texts = watch.iter().map(read).collect::<Result<_, _>>()?;
        let cpu = clock_gettime(ClockId::ProcessCPUTime);
        Ok(Self { at: Instant::now(), cpu_seconds: cpu.tv_sec as f64 + cpu.tv_nsec as f64 / 1e9, texts })
    }
}

pub struct Latency(Histogram<u64>);

impl Latency {
    pub fn new() -> Self {
        // Three digits up to a minute: both constants are in the library's range.
        Self(Histogram::new_with_bounds(1, LONGEST_NS, 3).expect("constant bounds"))
    }

    pub fn clear(&mut self) {
        self.0.reset();
    }

    pub fn record(&mut self, began: Instant, now: Instant) {
        self.0.saturating_record(now.duration_since(began).as_nanos() as u64);
    }

    fn micros(&self, quantile: f64) -> f64 {
        self.0.value_at_quantile(quantile) as f64 / 1000.0
    }
}

/// What one window showed. Each answered request has recorded its latency, so the histogram also counts them. The longest
/// wait may be one that has no end yet: that of the `oldest` request which is still out.
pub fn report(watch: &[String], start: &End, end: &End, latency: &Latency, oldest: Option<Instant>) -> Value {
    let seconds = end.at.duration_since(start.at).as_secs_f64();
    let cpu = (end.cpu_seconds - start.cpu_seconds) / seconds;
    let requests = latency.0.len();
    let open = oldest.map_or(0.0, |began| end.at.duration_since(began).as_secs_f64() * 1e6);
    let watched: Vec<Value> = watch
        .iter()
        .zip(start.texts.iter().zip(&end.texts))
        .map(|(path, (start, end))| json!({ "path": path, "start": start, "end": end }))
        .collect();
    json!({
        "seconds": seconds,
        "requests": requests,
        "rps": requests as f64 / seconds,
        "p50": latency.micros(0.5),
        "p99": latency.micros(0.99),
        "p999": latency.micros(0.999),
        "max": latency.micros(1.0).max(open),
        "cpu": cpu,
        "saturated": cpu >= SATURATED,
        "watched": watched,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn end(at: Instant, cpu_seconds: f64, text: &str) -> End {
        End { at, cpu_seconds, texts: vec![text.to_string()] }
    }

    fn shown(cpu_seconds: f64) -> Value {
        shown_with(cpu_seconds, None)
    }

    /// A window of two seconds, at whose end a request has been out for `open`.
    fn shown_with(cpu_seconds: f64, open: Option<Duration>) -> Value {
        let start = Instant::now();
        let mut latency = Latency::new();
        for micros in 1..=1000 {
            latency.record(start, start + Duration::from_micros(micros));
        }
        let after = start + Duration::from_secs(2);
        let (start, end) = (end(start, 1.0, "a"), end(after, 1.0 + cpu_seconds, "b"));
        report(&["/proc/1/stat".to_string()], &start, &end, &latency, open.map(|open| after - open))
    }

    #[test]
    fn the_rate_is_requests_by_seconds() {
        let shown = shown(0.5);
        assert_eq!(shown["requests"], 1000);
        assert_eq!(shown["rps"], 500.0);
        assert_eq!(shown["cpu"], 0.25);
    }

    #[test]
    fn latencies_are_microseconds_to_three_digits() {
        let shown = shown(0.5);
        for (name, expected) in [("p50", 500.0), ("p99", 990.0), ("p999", 999.0), ("max", 1000.0)] {
            let value = shown[name].as_f64().expect("a number");
            assert!((value - expected).abs() <= expected / 1000.0 + 0.001, "{name} {value}");
        }
    }

    #[test]
    fn the_longest_wait_may_be_one_that_is_still_open() {
        let longest = |open| shown_with(0.5, Some(open))["max"].as_f64().expect("a number");
        assert_eq!(longest(Duration::from_millis(1500)), 1_500_000.0);
        assert_eq!(longest(Duration::from_micros(10)), shown(0.5)["max"]);
    }

    #[test]
    fn a_full_core_is_called_saturated() {
        assert_eq!(shown(1.0)["saturated"], false);
        assert_eq!(shown(1.96)["saturated"], true);
    }

    #[test]
    fn watched_files_come_with_both_ends() {
        assert_eq!(shown(0.1)["watched"][0], json!({ "path": "/proc/1/stat", "start": "a", "end": "b" }));
    }

    #[test]
    fn latencies_of_the_warm_up_are_forgotten() {
        let mut latency = Latency::new();
        let now = Instant::now();
        latency.record(now, now);
        latency.clear();
        assert_eq!(latency.0.len(), 0);
    }
}

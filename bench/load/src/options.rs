use std::net::SocketAddr;
use std::time::Duration;

use clap::Parser;

/// Closed-loop load generator: each connection keeps a fixed number of requests outstanding and counts a request as
/// answered when as many bytes came back as were sent. The warm-up begins once every connection has got an answer. Prints
/// one line of JSON; times in it are microseconds.
#[derive(Parser, Debug)]
#[command(version)]
pub struct Options {
    /// Where the server listens, e.g. 127.0.0.1:4000
    pub address: SocketAddr,

    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub connections: u32,

    /// Bytes of a message, its last byte a newline
    #[arg(long, default_value_t = 1024, value_parser = clap::value_parser!(u32).range(1..))]
    pub size: u32,

    /// Requests outstanding on each connection
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub pipeline: u32,

    /// Each connection sends one byte, gets it back and is closed, and the next one begins: a request is all of that. There is no
    /// size and no pipeline then
    #[arg(long, conflicts_with_all = ["size", "pipeline"])]
    pub churn: bool,

    /// Messages are datagrams (UDP), each of one request: the server sends each back to where it came from, and sees no end
    #[arg(long, conflicts_with = "churn")]
    pub udp: bool,

    /// Seconds before the measured window
    #[arg(long, default_value = "1", value_parser = seconds)]
    pub warmup: Duration,

    /// Seconds of the measured window
    #[arg(long, default_value = "3", value_parser = seconds)]
    pub seconds: Duration,

    /// Check every byte that comes back, and that nothing follows the last answer. Slower: not for timing
    #[arg(long)]
    pub verify: bool,

    /// Read this file at both ends of the window and add the two texts to the output, e.g. /proc/PID/stat
    #[arg(long, value_name = "FILE")]
    pub watch: Vec<String>,

    /// Print "ready" once connected, begin at a line of standard input, and stay connected until that ends
    #[arg(long)]
    pub hold: bool,

    /// Give up when nothing has come back for so long
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    pub stall: Duration,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let number: f64 = text.parse().map_err(|_| format!("{text} is not a number of seconds"))?;
    Duration::try_from_secs_f64(number).map_err(|error| format!("{text}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str]) -> Result<Options, clap::Error> {
        Options::try_parse_from(["load", "127.0.0.1:4000"].iter().chain(args))
    }

    #[test]
    fn seconds_may_be_fractions() {
        assert_eq!(parse(&["--warmup", "0.25"]).expect("legal").warmup, Duration::from_millis(250));
    }

    #[test]
    fn senseless_numbers_are_refused() {
        for bad in [["--connections", "0"], ["--size", "0"], ["--pipeline", "-1"], ["--seconds", "-1"]] {
            assert!(parse(&bad).is_err(), "{bad:?}");
        }
        assert!(parse(&["--seconds", "soon"]).is_err());
    }
}

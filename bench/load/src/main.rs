//! The load generator of readyloop's benchmarks. Native and lean, since it must outrun every server it measures.

mod connection;
mod failure;
mod options;
mod payload;
mod run;
mod window;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let options = options::Options::parse();
    match run::run(&options) {
        Ok(shown) => {
            let mut out = io::stdout().lock();
            if writeln!(out, "{shown}").and_then(|()| out.flush()).is_err() {
                return ExitCode::FAILURE; // nobody is left to read it
            }
            if options.hold {
                let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
            }
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("load: {failure}");
            ExitCode::FAILURE
        }
    }
}

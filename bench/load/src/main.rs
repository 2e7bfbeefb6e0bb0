//! The load generator of readyloop's benchmarks. Native and lean, since it must outrun every server it measures.

mod churn;
mod connection;
mod failure;
mod fairness;
mod options;
mod payload;
mod run;
mod window;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match run::run(&options::Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("load: {failure}");
            ExitCode::FAILURE
        }
    }
}

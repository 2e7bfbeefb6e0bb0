//! The core of the model checker: it explores worlds without running their TypeScript once a state.
//!
//! A world's code is run once for each way in which it reads the state; a recorder on the TypeScript side notes what it
//! read, wrote and called (`path`). The paths of a piece form a decision tree (`trees`), which is walked over packed
//! states (`states`, `layout`); only where nobody went before is the world asked again (`search`). What is found is a
//! graph (`graph`), in which runs without end are judged (`fair`).
//!
//! The reference is the explorer in TypeScript, model/checker: same states, same order, same verdicts. What would make this
//! one silently wrong, state outside of the vector, is looked for by asking again about paths that are known.

#[cfg(not(test))]
mod binding;
mod fair;
mod graph;
mod layout;
mod path;
mod random;
mod search;
mod states;
mod trees;

#[cfg(test)]
mod tests;

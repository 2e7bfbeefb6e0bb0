//! How a loop begins.

use super::Runner;
use super::entries::Entries;
use crate::backend::{Backend, Here, Parts, There};
use crate::ffi::{Clock, EndWatch, Handles, Js, Lists, Source, Waker};
use crate::owned;
use napi::bindgen_prelude::Object;
use napi::{Env, Result, Unknown};
use readyloop_engine::sys::Errno;
use readyloop_engine::{Stats, ToldRows};
use std::cell::{Cell, OnceCell, RefCell};
use std::os::fd::AsRawFd;
use std::rc::Rc;

impl Runner {
    /// `apart`: the engine gets a thread of its own. `clock`: by what JavaScript's timers run.
    pub fn start(
        env: &Env,
        entries: [Unknown<'_>; 4],
        resource: Option<Object<'_>>,
        lists: Lists,
        parts: Parts,
        apart: bool,
        clock: Clock,
    ) -> Result<std::result::Result<Rc<Self>, (Errno, &'static str)>> {
        let js = Rc::new(Js::new(env, entries, resource)?);
        let event_loop = js.event_loop()?;
        owned::see_to_end(env)?;
        let runner = Rc::new(Self {
            js,
            handles: OnceCell::new(),
            backend: OnceCell::new(),
            told: parts.trace.is_written().then(|| RefCell::new(ToldRows::new(parts.memory.told.clone()))),
            last_stats: Cell::new(Stats::default()),
            entries: Entries::default(),
            soon: Cell::new(false),
            timer: Cell::new(None),
            alarm: Cell::new(None),
            spinning: Cell::new(false),
            owed: Cell::new(false),
            rested: Cell::new(false),
            turning: Cell::new(false),
            turns: Cell::new(0),
            in_batch: Cell::new(0),
            running: Cell::new(false),
            asked: Cell::new(false),
            closed: Cell::new(false),
            closed_handles: Cell::new(0),
            broken: Cell::new(false),
            end: RefCell::new(None),
        });
        let (source, made_by) = match apart {
            true => (Source::Async, "uv_async_init"),
            false => (Source::Poll(parts.poller.as_raw_fd()), "uv_poll_init"),
        };
        let handles = match Handles::new(event_loop, source, clock, &runner) {
            Ok(handles) => handles,
            Err(errno) => {
                runner.js.forget(true);
                return Ok(Err((errno, made_by)));
            }
        };
        runner.end.replace(Some(EndWatch::new(&runner.js, &runner)?));
        let backend = runner.backend(lists, parts, apart.then(|| handles.waker()));
        let handles = runner.handles.get_or_init(|| handles);
        Ok(match backend {
            Ok(backend) => {
                drop(runner.backend.set(backend));
                Ok(runner)
            }
            Err(failed) => {
                handles.close();
                Err(failed)
            }
        })
    }

    fn backend(
        &self,
        lists: Lists,
        parts: Parts,
        waker: Option<Waker>,
    ) -> std::result::Result<Box<dyn Backend>, (Errno, &'static str)> {
        let js = self.js.clone();
        Ok(match waker {
            None => Box::new(Here::new(js, lists, parts)),
            Some(waker) => Box::new(There::new(js, lists, parts, waker)?),
        })
    }
}

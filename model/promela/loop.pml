/* The loop's own steps: a process each, since each is owed its turn (weak fairness). */

hidden byte bits;
hidden byte incoming;
hidden byte hasSlot;

active proctype Poll() {
  do
  :: d_step {
       GOES_ON && ready && (EVENTS & ASKED) ->
       starts(true);
       bits = EVENTS & ASKED;
       ready = !DEREGISTER_REMOVES && (bits & HUP);
       if
       :: token ->
          reaches();
          reported = reported | bits
       :: else /* its generation is over */
       fi;
       settles()
     }
  od
}

/* The slot looks at its report. */
active proctype Look() {
  do
  :: d_step {
       GOES_ON && reported ->
       starts(true);
       bits = reported;
       reported = 0;
       if
       :: bits & (HUP | RDHUP | IN) ->
          incoming = (bits & HUP -> HANGUP : (bits & RDHUP -> READ_HANGUP : READABLE));
          react(incoming)
       :: else
       fi;
       if
       :: (bits & OUT) && !(bits & HUP) -> react(WRITABLE)
       :: else
       fi;
       settles()
     }
  od
}

active proctype Batch() {
  do
  :: d_step {
       GOES_ON && !running && (queued[READER] || queued[WRITER]) && !((queued[READER] | queued[WRITER]) & IN_BATCH) ->
       starts(true);
       queued[READER] = (queued[READER] -> queued[READER] | IN_BATCH : 0);
       queued[WRITER] = (queued[WRITER] -> queued[WRITER] | IN_BATCH : 0);
       settles()
     }
  od
}

/* JavaScript takes a record of the batch: the table says whether the callback runs. */
inline dispatch(side, event) {
  if
  :: TABLE_GATES
  :: else -> begins(side)
  fi;
  react(event);
  queued[side] = 0
}

active proctype TakeReader() {
  do
  :: d_step { GOES_ON && !running && (queued[READER] & IN_BATCH) -> starts(true); dispatch(READER, RUN_READER); settles() }
  od
}

active proctype TakeWriter() {
  do
  :: d_step {
       GOES_ON && !running && (queued[WRITER] & IN_BATCH) && !(queued[READER] & IN_BATCH) ->
       starts(true);
       dispatch(WRITER, RUN_WRITER);
       settles()
     }
  od
}

/* The callback returns, and its slot is told so if it lives still (P2). */
active proctype Return() {
  do
  :: d_step {
       GOES_ON && running ->
       starts(true);
       finishing = (running == RUNS(WRITER) -> WRITER : READER);
       hasSlot = running != ORPHAN && (LIVE || ENDS_ALWAYS);
       running = IDLE;
       if
       :: hasSlot ->
          incoming = (finishing == WRITER -> WRITER_DONE : READER_DONE);
          react(incoming)
       :: else
       fi;
       settles()
     }
  od
}

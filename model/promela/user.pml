/* The user, the peer and the kernel's limit: any of them may act at any moment, and none has to. */

hidden byte stale;
hidden byte stood;
hidden byte was;

/* A slot that turns out to be of another file dies, and the number gets one of its own (L6). */
inline add(side, event) {
  addOnce(side, event);
  if
  :: stale -> addOnce(side, event)
  :: else
  fi;
  if
  :: told -> freeIfUnused()
  :: else ->
     file = OURS;
     wasReady[side] = false;
     standing[side] = true;
     neighbour(1 - side)
  fi;
  meets(side)
}

inline addOnce(side, event) {
  stale = LIVE;
  if
  :: LIVE
  :: else -> takeSlot()
  fi;
  outdate(side);
  voidReport(side);
  react(event);
  stale = stale && !LIVE
}

inline remove(side, event, stands) {
  stood = standing[side];
  was = SAYS_YES || stands;
  wasReady[side] = false;
  standing[side] = false;
  outdate(side);
  react(event);
  freeIfUnused();
  if
  :: was != stood -> breaks(3)
  :: else
  fi;
  neighbour(1 - side);
  meets(side)
}

/* Closing through the loop: the registration goes first. */
inline close() {
  mayFail[READER] = true;
  mayFail[WRITER] = true;
  react(CLOSE);
  closeNumber()
}

/* Whoever need never act may rest instead: SPIN's fairness knows processes only, and owes each of them its turn. */
inline rests() {
  d_step { GOES_ON -> starts(false) }
}

active proctype User() {
  do
  :: d_step { GOES_ON && open -> starts(false); add(READER, ADD_READER); settles() }
  :: d_step { GOES_ON && open -> starts(false); add(WRITER, ADD_WRITER); settles() }
  :: d_step { GOES_ON && LIVE -> starts(false); remove(READER, REMOVE_READER, readerStands[state]); settles() }
  :: d_step { GOES_ON && LIVE -> starts(false); remove(WRITER, REMOVE_WRITER, writerStands[state]); settles() }
  :: d_step { GOES_ON && open && input > 0 -> starts(false); input--; settles() }
  :: d_step {
       GOES_ON && FILLS && open && !choked && !broken && ended != CLOSED ->
       starts(false);
       choked = true;
       settles()
     }
  :: d_step { GOES_ON && open && LIVE -> starts(false); close(); settles() }
  :: d_step { GOES_ON && open -> starts(false); closeNumber(); settles() }
  :: d_step { GOES_ON && !open -> starts(false); open = true; settles() }
  :: rests()
  od
}

active proctype Peer() {
  do
  :: d_step { GOES_ON && open && input < IN_FLIGHT && !ended && !broken -> starts(false); input++; wake(IN); settles() }
  :: d_step { GOES_ON && ENDS && open && !ended && !broken -> starts(false); ended = FINISHED; wake(IN | RDHUP); settles() }
  :: d_step {
       GOES_ON && ENDS && open && ended != CLOSED && !broken ->
       starts(false);
       ended = CLOSED;
       choked = false;
       wake(IN | OUT | RDHUP | HUP);
       settles()
     }
  :: d_step {
       GOES_ON && RESETS && open && !broken ->
       starts(false);
       broken = true;
       choked = false;
       wake(IN | OUT | RDHUP | HUP);
       settles()
     }
  :: d_step { GOES_ON && open && choked -> starts(false); choked = false; wake(OUT); settles() }
  :: rests()
  od
}

/* Watches run out or are back. */
active proctype Watches() {
  do
  :: d_step { GOES_ON && REFUSES -> starts(false); noWatches = !noWatches; settles() }
  :: rests()
  od
}

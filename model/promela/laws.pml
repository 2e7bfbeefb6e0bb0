/* The laws, as monitors of what can be seen (model/laws). A step that breaks one is the last of its run. */

bool standing[2];
bool wasReady[2];
byte violated;

hidden byte mayFail[2];

#define NAMED (open && file == OURS)
#define READER_READY (LIVE && file == OURS && (input > 0 || ended != WRITING || broken))
#define WRITER_READY (LIVE && file == OURS && (!choked || ended == CLOSED || broken))
#define WATCHED(side) (!NAMED || (interest & (side == READER -> READ : WRITE)))

/* What the last step was; only the claims about what must happen in the end need it, so only for them it is kept. */
#ifdef LIVENESS
bool met[2];
bool spun;

inline stepOf(isLoop) {
  met[READER] = false;
  met[WRITER] = false;
  spun = isLoop
}

inline meets(side) {
  met[side] = true;
  spun = false
}
#else
#define stepOf(isLoop) skip
#define meets(side)    skip
#endif

#define GOES_ON (!violated)

/* Only the first law that a step breaks is told. */
inline breaks(law) {
  if
  :: !violated -> violated = law
  :: else
  fi
}

/* A callback begins. */
inline begins(side) {
  running = RUNS(side);
  meets(side);
  if
  :: !wasReady[side] -> breaks(1)
  :: else
  fi;
  wasReady[side] = false;
  if
  :: !standing[side] -> breaks(3)
  :: else
  fi;
  if
  :: queued[side] & OUTDATED -> breaks(4)
  :: else
  fi
}

/* The slot of a side is at its end. */
inline slotEnds(side) {
  if
  :: standing[side] && !mayFail[side] && NAMED -> breaks(16)
  :: else
  fi;
  if
  :: open && interest -> breaks(15)
  :: else
  fi;
  standing[side] = false;
  wasReady[side] = false
}

/* The user changed the other side of this one. */
inline neighbour(side) {
  if
  :: standing[side] && !WATCHED(side) -> breaks(5)
  :: else
  fi
}

/* The kernel's report reached the slot. */
inline reaches() {
  if
  :: file != OURS -> breaks(6)
  :: else
  fi
}

/* Every step begins and ends with these. */
inline starts(byLoop) {
  mayFail[READER] = false;
  mayFail[WRITER] = false;
  stepOf(byLoop)
}

inline settles() {
  wasReady[READER] = wasReady[READER] || (standing[READER] && READER_READY);
  wasReady[WRITER] = wasReady[WRITER] || (standing[WRITER] && WRITER_READY);
  if
  :: (!standing[READER] && NAMED && WATCHED(READER)) || (!standing[WRITER] && NAMED && WATCHED(WRITER)) -> breaks(15)
  :: else
  fi;
  assert(violated != 1);
  assert(violated != 3);
  assert(violated != 4);
  assert(violated != 5);
  assert(violated != 6);
  assert(violated != 15);
  assert(violated != 16)
}

/* What must happen in the end: L2 under weak fairness of each process (pan -a -f), L17 in any run (pan -a). */
#ifdef LIVENESS
ltl L2_reader { []<> (violated || met[READER] || !(standing[READER] && NAMED && READER_READY)) }
ltl L2_writer { []<> (violated || met[WRITER] || !(standing[WRITER] && NAMED && WRITER_READY)) }
ltl L17       { []<> (violated || !spun) }
#endif

/* The engine: a slot that steps the table, one FIFO run to completion, and the leaves (model/worlds/engine.ts). */

/* For which file the slot was made: there is no slot, the file, one that was closed since. */
#define NOTHING 0
#define OURS    1
#define GONE    2

/* A record that waits for JavaScript: queued; its callback was replaced or removed since; in the batch that is run. */
#define QUEUED   1
#define OUTDATED 2
#define IN_BATCH 4

#define READER 0
#define WRITER 1
#define NOBODY 2

/* Whose callback runs: nobody's, the reader's, the writer's, that of a slot which was freed meanwhile. */
#define IDLE   0
#define RUNS(side) (1 + (side))
#define ORPHAN 3

byte state = NO_SLOT;
byte file = NOTHING;
byte reported;
byte queued[2];
byte running = IDLE;

hidden byte fifo[4];
hidden byte head;
hidden byte tail;
hidden short cell;
hidden byte before;
hidden byte refused;
hidden byte told;
hidden byte finishing;

#define LIVE (state != NO_SLOT)

inline answer(event) {
  fifo[tail] = event;
  tail++
}

/* Steps the machine and everything that follows from it. */
inline react(event) {
  head = 0;
  tail = 0;
  refused = NOBODY;
  told = false;
  answer(event);
  do
  :: head < tail ->
     before = state;
     cell = state * EVENT_COUNT + fifo[head];
     if
     :: kind[cell] == FORBIDDEN ->
        breaks(16);
        break
     :: else ->
        state = next[cell];
        perform(list[cell]);
        readyAtOnce(fifo[head]);
        head++
     fi
  :: else -> break
  od;
  if
  :: file && !LIVE -> free()
  :: else
  fi;
  if
  :: refused != NOBODY && !told -> breaks(16)
  :: else
  fi
}

/* F0: a callback waits for nothing. */
inline readyAtOnce(event) {
  if
  :: RUNS_AT_ONCE && (event == ADD_READER || event == HOLD_READER) -> answer(READABLE)
  :: RUNS_AT_ONCE && (event == ADD_WRITER || event == HOLD_WRITER) -> answer(WRITABLE)
  :: else
  fi
}

inline takeSlot() {
  state = 0;
  file = OURS
}

inline free() {
  slotEnds(READER);
  slotEnds(WRITER);
  state = NO_SLOT;
  file = NOTHING;
  reported = 0;
  queued[READER] = 0;
  queued[WRITER] = 0;
  if
  :: running && !ENDS_ALWAYS -> running = ORPHAN
  :: else
  fi;
  token = false
}

/* The file was closed for good: a slot made for it is of nothing any more. */
inline lose() {
  if
  :: file == OURS -> file = GONE
  :: else
  fi
}

inline freeIfUnused() {
  if
  :: LIVE && wanted[state] == 0 -> react(CLOSE)
  :: else
  fi
}

/* Whatever a record was queued for is not what the user has added from here on. */
inline outdate(side) {
  queued[side] = (queued[side] -> queued[side] | OUTDATED : 0)
}

/* The kernel is about to look anew for this side (L1); the other side keeps its report (L5). */
inline voidReport(side) {
  reported = (side == READER ->
    (reported & (OUT | HUP) -> OUT : 0) :
    (reported & (IN | RDHUP) -> reported & (IN | RDHUP) : (reported & HUP -> IN | RDHUP : 0)))
}

/* The leaves, by the names of their actions. */

inline register() {
  if
  :: open && (interest || !noWatches) ->
     ask(wanted[state]);
     file = OURS
  :: else ->
     refused = (wanted[state] & READ -> READER : WRITER);
     mayFail[refused] = true;
     answer(REFUSED)
  fi
}

inline reregister() {
  if
  :: open && interest && token && !INTEREST_BEFORE -> ask(wanted[state])
  :: open && interest && token && INTEREST_BEFORE -> ask(wanted[before])
  :: else ->
     answer(STALE);
     /* What an earlier slot left behind (L6, P4). */
     epollDelete()
  fi
}

inline rearm() {
  voidReport(finishing);
  if
  :: REARM_MODIFIES -> reregister()
  :: else
  fi
}

inline deregister() {
  if
  :: DEREGISTER_REMOVES -> epollDelete()
  :: else
  fi
}

inline queue(side) {
  queued[side] = QUEUED | (queued[side] & IN_BATCH)
}

inline queueReader() {
  queue(READER)
}

inline queueWriter() {
  queue(WRITER)
}

inline callReader() {
  if
  :: TABLE_GATES -> begins(READER)
  :: else
  fi
}

inline callWriter() {
  if
  :: TABLE_GATES -> begins(WRITER)
  :: else
  fi
}

inline refuseAdd() {
  told = true
}

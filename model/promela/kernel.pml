/* The kernel: one number, the stream that it names, and its registration with an edge-triggered poller (model/kernel). */

#define IN    1
#define OUT   2
#define RDHUP 4
#define HUP   8

#define READ  1
#define WRITE 2

/* How far the peer is. */
#define WRITING  0
#define FINISHED 1
#define CLOSED   2

bool open = true;
byte input;
bool choked;
byte ended = WRITING;
bool broken;

byte interest;
bool token;
bool ready;
bool noWatches;

/* What a poll would report of the stream; of it, what a registration asks for. */
#define EVENTS (broken || ended == CLOSED -> IN | OUT | RDHUP | HUP : \
  ((ended -> IN | RDHUP : (input -> IN : 0)) | (choked -> 0 : OUT)))
#define ASKED (HUP | (interest & READ -> IN | RDHUP : 0) | (interest & WRITE -> OUT : 0))

/* Something happened to the stream. */
inline wake(bits) {
  if
  :: interest && ((bits) & ASKED) -> ready = true
  :: else
  fi
}

/* Adding and modifying look at the stream anew. */
inline ask(what) {
  interest = what;
  token = true;
  ready = (EVENTS & ASKED) != 0
}

inline forget() {
  interest = 0;
  token = false;
  ready = false
}

inline epollDelete() {
  if
  :: open -> forget()
  :: else
  fi
}

/* close(2) of the only number of a file: registrations go with the file, and what is opened next is new. */
inline closeNumber() {
  open = false;
  forget();
  input = 0;
  choked = false;
  ended = WRITING;
  broken = false;
  lose()
}

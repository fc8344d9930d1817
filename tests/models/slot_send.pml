/*
 * slot_send: one slot (one integration of one group), its desk, its senders and its vendor.
 *
 * Modelled: the header's version, the slot row, the o~ row of the live notice, one desk that ticks, two senders,
 * the vendor, and a condition that fires and resolves any number of times. Every row has a version; reads are
 * separate steps; a desk commit is conditioned on the header and, when it writes the slot, on the slot. Everybody
 * may be killed between any two steps. A sender is offered the live notice at any time, any number of times: this
 * covers the sweep and hints that are lost, late, repeated or reordered; a hint may go stale before it is read.
 * The vendor may deliver, refuse, defer, or act or not act without an answer, without any bound. With -DDEDUP it
 * drops a notice id it has acted on. When all have stopped, a last process ticks and sends alone, without faults.
 *
 * Abstracted: a version, a notice id and a claim id are one bit per process: "what I hold is the current one"
 * (exact, and it makes each unique for ever). A lease may be over at any time once its sender has made its call,
 * given up or died; a vendor that acts after the lease is excluded. Bounded attempts are "may be the last one".
 * The latch (accept_look) is one bit: the condition has not changed since the desk read it. Two reads next to each
 * other that are both conditioned on at the commit are one step (D1 with D2, R1 with R2). With -DMERGED, for two
 * senders, S1 rides in S2, and D1, D2 and R1, R2 in their commits, after D3 and R3: a write in between only refuses
 * the commit, which changes nothing. -DENDLESS leaves out the end, which is checked with one sender.
 *
 * Steps. Desk: D1 ReadHeader, D2 ReadSlot, D3 ReadAlerts, D4 CommitDecision.
 * Sender: S1 ReadSlot, S2 Claim, S3 VendorCall, R1 ReadHeader, R2 ReadSlot, R3 ReadAlerts, R4 CommitReceipt
 * (R1 to R4 are a desk event; a claim whose lease is over enters them from S1 with the outcome Unknown).
 *
 * Properties, checked after every step that changes something:
 * Q1 bytes leave only for the live notice under the sender's own current claim: one live notice, in order;
 * Q2 a notice goes out twice only after an unknown outcome, and never where the vendor does not deduplicate;
 * Q3 a resolve reaches the vendor only after its page, a page never after a page, unless told = maybe;
 * Q4 told is true of the vendor while no claimed notice is live (maybe is true of anything);
 * Q5 a live notice has its o~ row and keeps its group awake; an ended one has no o~ row;
 * Q6 told = maybe and owed never wait for a tick: they have a live notice;
 * Q7 a group that sleeps has no live notice, and its vendor agrees with the condition: no resolve is lost;
 * Q8 a commit is refused only when another process wrote since the first read;
 * Q9 left alone, everything settles within few steps.
 *
 * Each macro MUT_* takes one rule out; mutants.sh shows that the check then fails. Lines marked "must" have to be
 * reached in at least one run.
 */
#define BIT(p)      (1 << (p))
#define KNOWS(m, p) ((m) & BIT(p))
#define LEARN(m, p) m = m | BIT(p)
#ifndef SENDERS
#define SENDERS 2
#endif
#define LAST 3                                     /* desk 0, senders 1 and 2, and the one that runs in the end */

mtype = { Nothing, Page, Resolve };                /* a wish, a notice's content, what the vendor saw last */
mtype = { None, Firing, Resolved, Maybe };         /* told */
mtype = { Idle, Pending, Claimed, Waiting };       /* slot state; Waiting is deferred */
mtype = { Delivered, Refused, Deferred, Unknown }; /* outcome */

byte hV;                                           /* who knows the header's version */
byte sV;                                           /* who knows the slot's version */
bit live; mtype content = Nothing; mtype state = Idle; bit ever; bit unk; bit owed; mtype told = None;
byte claim;                                        /* who holds the current claim's id */
bit busy;                                          /* the current claimant may still make its call */
bit row;                                           /* the live notice's o~ row */
bit firing = 1; byte cV; bit awake = 1;            /* the condition, who has seen it since it changed, the group */
mtype vendor = Nothing; bit acted; bit sent;       /* last seen; acted on, sent without proof of the contrary */
byte calm; byte stopped;

#ifdef NO_Q8
#define CALM skip
#define Q8 skip
#else
#define CALM LEARN(calm, p)
#define Q8 assert(!KNOWS(calm, p))
#endif

#define TRUTHFUL (told == Maybe || (told == None && vendor == Nothing) \
  || (told == Firing && vendor == Page) || (told == Resolved && vendor == Resolve))

inline Check() {
  assert((live && ever) || TRUTHFUL);                                            /* Q4 */
  assert(live == row && (!live || awake));                                       /* Q5 */
  assert(live || (told != Maybe && !owed));                                      /* Q6 */
  assert(awake || (!live && (firing == (vendor == Page))))                       /* Q7 */
}

/* What must be said to whom was told this, under the condition read. */
inline Wish(t, f) {
  if
  :: f && t != Firing -> wish = Page
  :: !f && (t == Firing || t == Maybe) -> wish = Resolve
  :: else -> wish = Nothing
  fi
}

inline EndNotice() {
  live = 0; content = Nothing; state = Idle; ever = 0; unk = 0; row = 0;
  claim = 0; busy = 0; acted = 0; sent = 0; sV = 0
}

/* Decides again: the wish becomes the slot's one live notice. */
inline Decide(t, f) {
  Wish(t, f);
  owed = 0;
  if :: wish != Nothing -> live = 1; content = wish; state = Pending; row = 1; sV = 0 :: else fi
}

#ifdef MUT_DESK_WITHOUT_SLOT_VERSION
#define DESK_SLOT 1
#else
#define DESK_SLOT (KNOWS(sV, p) || !writes)
#endif
#ifdef MUT_DESK_WITHOUT_HEADER_VERSION
#define DESK_HEADER 1
#else
#define DESK_HEADER KNOWS(hV, p)
#endif
#ifdef MUT_RECEIPT_WITHOUT_VERSIONS
#define RECEIPT_HEADER 1
#else
#define RECEIPT_HEADER KNOWS(hV, p)
#endif
#ifdef MUT_RECEIPT_WITHOUT_VERSIONS
#define RECEIPT_SLOT 1
#else
#define RECEIPT_SLOT KNOWS(sV, p)
#endif
#ifdef MUT_CLAIM_WITHOUT_SLOT_VERSION
#define CLAIM_SLOT 1
#else
#define CLAIM_SLOT KNOWS(sV, p)
#endif
#ifdef MUT_SUPERSEDE_CLAIMED
#define REPLACEABLE 1
#else
#define REPLACEABLE (!lEver)
#endif
#ifdef MUT_RECEIPT_WITHOUT_CLAIM_CHECK
#define MY_RECEIPT live
#else
#define MY_RECEIPT KNOWS(claim, p)
#endif
#ifdef MUT_LEASE_SHORTER_THAN_SEND
#define LEASE_MAY_END 1
#else
#define LEASE_MAY_END (!busy)
#endif

/* A read whose row the commit is conditioned on may ride in the commit: what comes between refuses it. */
#ifdef MERGED
#define TOGETHER atomic { skip;
#define APART }
#else
#define TOGETHER
#define APART skip
#endif

/* One tick: D1 to D4. */
inline Tick(mortal) {
#ifdef MERGED
  d_step { lFiring = firing; LEARN(cV, p) };                                     /* D3 */
#endif
  TOGETHER
  d_step {                                                                       /* D1, D2 */
    CALM; LEARN(hV, p); LEARN(sV, p); lLive = live; lEver = live && ever; lContent = content; lTold = told
  };
#ifndef MERGED
  d_step { lFiring = firing; LEARN(cV, p) };                                     /* D3 */
#endif
  atomic {                                                                       /* D4 */
    if
    :: mortal -> skip                                                            /* killed */
    :: d_step {
        Wish(lTold, lFiring);
        writes = ((!lLive && wish != Nothing) || (lLive && REPLACEABLE && wish != lContent)
          || (lLive && !REPLACEABLE && lFiring != (lContent == Page)));
        if
        :: !(DESK_HEADER && DESK_SLOT) -> Q8                /* Q8 */
        :: else ->
          hV = 0; calm = 0;
          if
          :: !writes
          :: writes && lLive && !REPLACEABLE -> owed = 1; sV = 0
          :: writes && !(lLive && !REPLACEABLE) ->                               /* superseded, if any was live */
            EndNotice(); Decide(lTold, lFiring)
          fi;
#ifdef MUT_SLEEP_UNSETTLED
          if :: KNOWS(cV, p) -> awake = 0 :: else fi;
#else
          if :: !live && KNOWS(cV, p) -> awake = 0 :: else fi;
#endif
          Check()
        fi
      }
    fi;
    lLive = 0; lEver = 0; lContent = Nothing; lTold = None; lFiring = 0; writes = 0; wish = Nothing; Drop()
  };
  APART
}

inline Drop() {
  hV = hV & ~BIT(p); sV = sV & ~BIT(p); cV = cV & ~BIT(p); claim = claim & ~BIT(p);
  calm = calm & ~BIT(p)
}

inline Act() {
#ifdef DEDUP
  assert(!sent || unk);                                                          /* Q2 */
  if
  :: acted                                                                       /* dropped by its id: must */
  :: else ->
    assert(told == Maybe || (content == Page -> vendor != Page : vendor == Page)); /* Q3 must */
    vendor = content; acted = 1
  fi;
#else
  assert(!sent);                                                                 /* Q2 */
  assert(told == Maybe || (content == Page -> vendor != Page : vendor == Page)); /* Q3 */
  vendor = content; acted = 1;
#endif
  sent = 1
}

#ifdef MUT_UNKNOWN_IS_NOT_SENT
#define TOLD_AFTER_UNKNOWN told
#else
#define TOLD_AFTER_UNKNOWN Maybe
#endif
#ifdef MUT_REFUSED_FORGETS_UNKNOWN
#define TOLD_AFTER_NOT_SENT told
#else
#define TOLD_AFTER_NOT_SENT (unk -> Maybe : told)
#endif
#ifdef DEDUP
#define CAN_RESEND 1
#else
#ifdef MUT_UNKNOWN_RESENT_WITHOUT_DEDUP
#define CAN_RESEND 1
#else
#define CAN_RESEND 0
#endif
#endif

/* The notice ends with this told; a tick's open wish and an unknown end are decided again at once. */
inline End(t) {
  told = t; again = (owed || told == Maybe);
  EndNotice();
#ifndef MUT_END_WITHOUT_DECIDING
  if :: again -> Decide(told, lFiring) :: else fi;
#endif
  again = 0
}

/* One offer of the live notice: S1 to S3, and R1 to R4 for what came of it. */
inline Send(mortal) {
  TOGETHER
  atomic {                                                                       /* S1 */
    if
    :: !live -> goto done /* not live: drop what is left of it */
    :: state == Pending -> LEARN(sV, p)
    :: state == Waiting -> LEARN(sV, p)
    :: mortal && state == Waiting -> goto done                 /* not yet time */
    :: state == Claimed && !LEASE_MAY_END -> goto done
    :: mortal && state == Claimed -> goto done                 /* the lease is not over */
    :: state == Claimed && LEASE_MAY_END -> LEARN(claim, p); outcome = Unknown; goto receipt /* must */
    fi
  };
  atomic {                                                                       /* S2 */
    if
    :: CLAIM_SLOT && live ->
      d_step { state = Claimed; ever = 1; claim = BIT(p); busy = 1; sV = 0; calm = 0; Check() }
    :: else -> goto done
    fi
  };
  APART;
  atomic {                                                                       /* S3 */
    assert(live && KNOWS(claim, p) && state == Claimed);                         /* Q1 */
    if
    :: mortal -> busy = 0; goto done                                             /* killed before the vendor acts */
    :: mortal -> Act(); busy = 0; goto done                                      /* killed after */
    :: Act(); outcome = Delivered
    :: mortal -> outcome = Refused
    :: mortal -> outcome = Deferred
    :: mortal -> Act(); outcome = Unknown
    :: mortal -> sent = 1; outcome = Unknown
    fi;
    busy = 0
  };
receipt:
#ifdef MERGED
  skip; d_step { lFiring = firing };                                                 /* R3 */
#endif
  TOGETHER
  atomic {                                                                       /* R1 */
    if :: mortal -> goto done :: true fi;                                        /* killed, or not */
    CALM; LEARN(hV, p);
    if :: MY_RECEIPT -> LEARN(sV, p) :: else -> goto done fi                     /* R2: else only recorded: must */
  };
#ifndef MERGED
  skip; d_step { lFiring = firing };                                                 /* R3 */
#endif
  atomic {                                                                       /* R4 */
    if
    :: !(RECEIPT_HEADER && RECEIPT_SLOT) ->
      Q8; hV = hV & ~BIT(p); sV = sV & ~BIT(p); goto receipt                     /* must */
    :: RECEIPT_HEADER && RECEIPT_SLOT ->
      if
      :: outcome == Delivered -> End((content == Page -> Firing : Resolved))
      :: outcome == Refused -> End(TOLD_AFTER_NOT_SENT)
      :: mortal && outcome == Deferred -> End(TOLD_AFTER_NOT_SENT)               /* the last attempt */
      :: outcome == Deferred ->
        state = Waiting; claim = 0;                                              /* must */
#ifdef MUT_DEFERRED_FORGETS_EVER_CLAIMED
        ever = 0;
#endif
      :: outcome == Unknown && CAN_RESEND ->
        state = Pending; claim = 0; unk = 1;                                     /* must */
#ifdef MUT_UNKNOWN_FORGETS_EVER_CLAIMED
        ever = 0;
#endif
      :: (mortal || !CAN_RESEND) && outcome == Unknown -> End(TOLD_AFTER_UNKNOWN)  /* must */
      fi;
      d_step { hV = 0; sV = 0; calm = 0; Check() }
    fi
  };
  APART;
done:
  atomic { outcome = Delivered; lFiring = 0; wish = Nothing; Drop() }
}

#ifdef ENDLESS
#define MAY_STOP false
#else
#define MAY_STOP true
#endif

proctype Desk(byte p) {
  bit lLive, lEver, lFiring, writes; mtype lContent = Nothing, lTold = None, wish = Nothing;
  do
  :: awake -> Tick(true)
  :: stopped == 1 && MAY_STOP -> break
  od;
  stopped++
}

proctype Sender(byte p) {
  bit lFiring, again; mtype wish = Nothing, outcome = Delivered;
  do
  :: live && row -> Send(true)
  :: stopped == p + 1 && MAY_STOP -> break
  od;
  stopped++
}

proctype World() {
  do
  :: atomic { firing = !firing; cV = 0; awake = 1 }
  :: stopped == 0 && MAY_STOP -> break
  od;
  stopped++
}

proctype Settle(byte p) {
  bit lLive, lEver, lFiring, writes, again; byte steps;
  mtype lContent = Nothing, lTold = None, wish = Nothing, outcome = Delivered;
  stopped == SENDERS + 2;
  do
  :: live -> steps++; Send(false)
  :: !live && awake -> steps++; Tick(false)
  :: else -> break
  od;
  assert(steps <= 8 && firing == (vendor == Page))                               /* Q9 */
}

init {
  atomic {
    run Desk(0); run Sender(1);
#if SENDERS > 1
    run Sender(2);
#endif
    run World();
#ifndef ENDLESS
    run Settle(LAST)
#endif
  }
}

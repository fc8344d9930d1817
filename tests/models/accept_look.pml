/*
 * accept_look: accepting alerts and looking at their group, over the rows of one group.
 *
 * Modelled: the header, the latch, two alert rows and the due rows of one group, as rows of one partition.
 * Every row has a version. A transaction is atomic and conditioned on versions; reads of different rows are
 * different steps, and any other process may run between two steps. A process may be killed between any two
 * steps (a look starts over as a new instance, an accept is never acknowledged). ACCEPTS accepts post POSTS changes
 * each, firing or resolved; LOOKS looks are offered any key at any time, any number of times: this covers the sweep
 * as well as hints that are lost, late, early, repeated or reordered. With -DLEFTOVER one due row nobody names is
 * left over from before. When all have stopped, a last look plays the sweep alone, and the end is checked.
 * check.sh names the sizes. With -DMERGED the accept's reads ride in its commit: each row they read is conditioned
 * on there, so that a write in between only refuses the commit, which changes nothing; other sizes keep them apart.
 *
 * Abstracted: a version is one bit per process, "the row is unwritten since I read it" (exact, and it makes a
 * version unique for ever, as the stores must). A due key is a name out of KEYS; its row is near (at most the next
 * tick) or far. What a look decides is any choice. Which changes a flush has noticed is kept by alert version.
 * Slots, ledger and timeline ride in the look's transaction and are not shown: that CommitStay is conditioned on the
 * header is needed for them alone (P1 to P6 hold without it). A look that is refused is offered again.
 *
 * Steps. Accept: A1 ReadAlert, A2 CommitAwake, A3 ReadHeader, A4 CommitWake.
 * Look: L0 ReadOffered, L1 ReadHeader, L2 DeleteOffered, L3 ReadLatch, L4 ReadAlerts, L5 Decide, L6 RemoveAlert,
 * L7 CommitStay, L8 CommitSleep, L9 CommitForget, L10 CommitClose. Retention: R1 ReadHeader, R2 DeleteHeader.
 *
 * Properties, checked after every transaction:
 * P1 a committed change no committed look has read yet has a near due row, named by the header;
 * P2 the latch implies a header that names a near due row; an open header's due row exists; a closed header has
 *    neither latch nor alerts; an alert has an open header;
 * P3 a due row is the one the header names, or the one left over from before; in the end only the header's;
 * P4 no alert row is removed with a change no look has noticed;
 * P5 a transaction is refused only when another process wrote since the first read: nobody retries for ever;
 * P6 an accept leaves the group awake, and a wake never touches the header of a group that is awake.
 *
 * Each macro MUT_* takes one rule out; mutants.sh shows that the check then fails. Lines marked "must" have to be
 * reached in at least one run.
 */
#ifndef POSTS
#define POSTS 2
#endif
#ifdef LEFTOVER
#define KEYS 3
#else
#define KEYS 2
#endif
#ifndef ALERTS
#define ALERTS 2
#endif
#ifndef ACCEPTS
#define ACCEPTS 2
#endif
#ifndef LOOKS
#define LOOKS 2
#endif
#define NONE 7                    /* a closed header names no due row */
#define LAST 4                    /* accepts 0 and 1, looks 2 and 3, and the look that runs when all have stopped */

#define BIT(p)      (1 << (p))
#define KNOWS(m, p) ((m) & BIT(p))
#define LEARN(m, p) m = m | BIT(p)
#ifdef NO_P5
#define CALM skip
#else
#define CALM LEARN(calm, p)
#endif
#ifdef NO_P5
#define P5 skip
#else
#define P5 assert(!KNOWS(calm, p))
#endif
#ifdef LEFTOVER
#define ANY_DUE (dE[0] || dE[1] || dE[2])
#else
#define ANY_DUE (dE[0] || dE[1])
#endif
#define NEAR        (hE && hDue != NONE && dE[hDue] && !dFar[hDue])

bit hE; byte hDue = NONE; byte hV;                 /* header: exists, due key it names, who knows its version */
bit wE; byte wV;                                   /* latch */
bit aE[2]; bit aFiring[2]; byte aV[2];             /* alert rows */
bit pend[2];                                       /* the row's last change is in no flush */
byte flushed[2];                                   /* who read a header whose flush holds the row's version */
bit toldResolved[2];                               /* what a flush that keeps no version would know */
bit dE[KEYS]; bit dFar[KEYS]; byte dV[KEYS];       /* due rows */
byte left = NONE;                                  /* the due row left over from before */
byte calm;                                         /* whose reads nobody has written behind since */
byte stopped;

inline Check() {
  assert(!(aE[0] && pend[0]) || NEAR);                                             /* P1 */
  assert(!(aE[1] && pend[1]) || NEAR);
  assert(!wE || NEAR);                                                             /* P2 */
  assert(!hE || hDue == NONE || dE[hDue]);
  assert(!(aE[0] || aE[1]) || (hE && hDue != NONE));
  assert(!dE[0] || (hE && hDue == 0) || left == 0);                                /* P3 */
  assert(!dE[1] || (hE && hDue == 1) || left == 1);
#ifdef LEFTOVER
  assert(!dE[2] || (hE && hDue == 2) || left == 2);
#endif
}

inline DeleteDue(key) { dE[key] = 0; dFar[key] = 0; dV[key] = 0; if :: left == key -> left = NONE :: else fi }

/* The header names one due row: whoever moves it deletes the row the header named and writes the new one. */
inline WriteHeader(isFar) {
#ifdef MUT_SAME_KEY_TWICE
  dE[nk] = 1;
  if :: hd != NONE -> DeleteDue(hd) :: else fi
#else
  if :: hd != NONE && hd != nk -> DeleteDue(hd) :: else fi
  dE[nk] = 1;
#endif
  dFar[nk] = isFar; dV[nk] = 0;
  if :: left == nk -> left = NONE :: else fi
  hE = 1; hDue = nk; hV = 0
}

/* A name comes into use only while it names no row, or names the row that is being moved. */
inline PickKey() {
  if
  :: !dE[0] || hd == 0 -> nk = 0
  :: !dE[1] || hd == 1 -> nk = 1
#ifdef LEFTOVER
  :: !dE[2] || hd == 2 -> nk = 2
#endif
  fi
}

inline WriteAlert() {
  aE[a] = 1; aFiring[a] = firing; aV[a] = 0; pend[a] = 1; flushed[a] = 0
}

#define ALERT_MATCHES  ((seen && aE[a] && KNOWS(aV[a], p)) || (!seen && !aE[a]))
#define DUE_DELETABLE  (hd == NONE || dE[hd])
#define WAKE_MATCHES   (ALERT_MATCHES && WAKE_HEADER && WAKE_LATCH && DUE_DELETABLE)

#ifdef MUT_WAKE_WITHOUT_HEADER_VERSION
#define WAKE_HEADER 1
#else
#define WAKE_HEADER    ((hseen && hE && KNOWS(hV, p)) || (!hseen && !hE))
#endif
#ifdef MUT_WAKE_REPLACES_LATCH
#define WAKE_LATCH 1
#else
#define WAKE_LATCH     (!wE)
#endif

inline ForgetPost() {
  nk = 0; hd = NONE; firing = 0; seen = 0; hseen = 0; hV = hV & ~BIT(p);
  aV[0] = aV[0] & ~BIT(p); aV[1] = aV[1] & ~BIT(p); calm = calm & ~BIT(p)
}

/* A read whose row the commit is conditioned on may ride in the commit: what comes between refuses it. */
#ifdef MERGED
#define TOGETHER atomic { skip;
#define APART }
#else
#define TOGETHER
#define APART
#endif

proctype Accept(byte p) {
  byte posts = POSTS, a, nk, hd = NONE;
  bit firing, seen, hseen, was;
  do
  :: posts == 0 -> break
  :: posts > 0 ->
    atomic {
      posts--;
#if ALERTS == 1
      a = 0;
#elif defined(OWN_ALERT)
      a = p;
#else
      if :: a = 0 :: a = 1 fi;
#endif
      if :: firing = 0 :: firing = 1 fi
    }
    TOGETHER
A1: atomic { seen = aE[a]; if :: seen -> LEARN(aV[a], p) :: else fi; CALM }
A2:
    atomic {
      if
      :: posts = 0; goto done                                     /* killed */
      :: !wE                                                      /* 404 of the latch: asleep, closed or new */
      :: wE && !ALERT_MATCHES -> P5; goto A1                      /* must */
      :: wE && ALERT_MATCHES ->
#ifndef MUT_ACCEPT_WITHOUT_LATCH_MERGE
        wV = 0;
#endif
        WriteAlert(); calm = 0; Check();
        goto done
      fi
    }
A3:
    atomic {
      hseen = hE; hd = (hE -> hDue : NONE);
      if :: hE -> LEARN(hV, p) :: else fi
    }
A4:
    atomic {
      if
      :: posts = 0; goto done                                     /* killed */
      :: !WAKE_MATCHES -> P5; hd = NONE; hseen = 0; hV = hV & ~BIT(p); goto A1                       /* must */
      :: WAKE_MATCHES ->
        PickKey();
        was = wE;
        WriteHeader(0);
#ifndef MUT_WAKE_WITHOUT_LATCH
        wE = 1; wV = 0;
#endif
        WriteAlert(); calm = 0; Check();
        assert(wE && !was); was = 0                               /* P6 */
      fi
    }
done:
    atomic { a = 0; ForgetPost() }
    APART
  od;
  stopped++
}

#ifdef MUT_SLEEP_WITHOUT_HEADER_VERSION
#define SLEEP_HEADER hE
#else
#define SLEEP_HEADER (hE && KNOWS(hV, p))
#endif
#ifdef MUT_SLEEP_WITHOUT_LATCH_VERSION
#define LATCH_MATCHES (!wseen || wE)
#else
#define LATCH_MATCHES (!wseen || (wE && KNOWS(wV, p)))
#endif
#define STAY_HEADER (hE && KNOWS(hV, p))
#ifdef MUT_FORGET_WITHOUT_HEADER_VERSION
#define FORGET_HEADER hE
#else
#define FORGET_HEADER (hE && KNOWS(hV, p))
#endif
#ifdef MUT_FORGET_WITHOUT_LATCH_VERSION
#define FORGET_LATCH (!wseen || wE)
#else
#define FORGET_LATCH LATCH_MATCHES
#endif
#define STAY_MATCHES   (STAY_HEADER && DUE_DELETABLE && (wseen || !wE))
#define SLEEP_MATCHES  (SLEEP_HEADER && DUE_DELETABLE)
#define FORGET_MATCHES (FORGET_HEADER && DUE_DELETABLE && FORGET_LATCH)
#ifdef MUT_RETENTION_WITHOUT_HEADER_VERSION
#define RETENTION_HEADER hE
#else
#define RETENTION_HEADER (hE && KNOWS(hV, p))
#endif
#ifdef MUT_OFFERED_DELETED_WITHOUT_VERSION
#define OFFERED_MATCHES dE[k]
#else
#define OFFERED_MATCHES (dE[k] && KNOWS(dV[k], p))
#endif
#ifdef MUT_REMOVE_WITHOUT_ALERT_VERSION
#define REMOVE_MATCHES(i) aE[i]
#else
#define REMOVE_MATCHES(i) (aE[i] && KNOWS(aV[i], p))
#endif
#ifdef MUT_FLUSH_KEEPS_NO_ALERT_VERSION
#define NOTICED(i) toldResolved[i]
#else
#define NOTICED(i) KNOWS(flushed[i], p)
#endif

inline ReadHeader() {
  hseen = hE; hd = (hE -> hDue : NONE);
  if :: hE -> LEARN(hV, p) :: else fi;
  if :: hE && !pend[0] -> LEARN(flushed[0], p) :: else -> flushed[0] = flushed[0] & ~BIT(p) fi;
  if :: hE && !pend[1] -> LEARN(flushed[1], p) :: else -> flushed[1] = flushed[1] & ~BIT(p) fi
}

inline ReadOffered() { dseen = dE[k]; if :: dseen -> LEARN(dV[k], p) :: else fi }

inline ReadAlert(i) {
  seen[i] = aE[i];
  if :: seen[i] -> LEARN(aV[i], p) :: else fi;
  rem[i] = (seen[i] && !aFiring[i] && NOTICED(i));
#ifdef MUT_FLUSH_KEEPS_NO_ALERT_VERSION
  fires[i] = aFiring[i];
#endif
  flushed[i] = flushed[i] & ~BIT(p)
}

inline RemoveAlert(i) {
  if
  :: rem[i] && REMOVE_MATCHES(i) ->
    assert(!pend[i]);                                                                        /* P4 */
    aE[i] = 0; aFiring[i] = 0; aV[i] = 0; flushed[i] = 0; toldResolved[i] = 0; seen[i] = 0;
    calm = calm & BIT(p)
  :: else
  fi;
  rem[i] = 0
}

/* The flush of this commit has noticed the alerts as they were read. */
inline WriteFlush(i) {
  if
  :: seen[i] ->
#ifdef MUT_FLUSH_KEEPS_NO_ALERT_VERSION
    toldResolved[i] = !fires[i];
#endif
    if :: aE[i] && KNOWS(aV[i], p) -> pend[i] = 0 :: else fi
  :: else
  fi
}

inline ForgetAll() {
  flushed[0] = flushed[0] & ~BIT(p); flushed[1] = flushed[1] & ~BIT(p);
    nk = 0; hd = NONE; dseen = 0; hseen = 0; wseen = 0; seen[0] = 0; seen[1] = 0; fires[0] = 0; fires[1] = 0;
    rem[0] = 0; rem[1] = 0; hV = hV & ~BIT(p); wV = wV & ~BIT(p); aV[0] = aV[0] & ~BIT(p); aV[1] = aV[1] & ~BIT(p);
    dV[0] = dV[0] & ~BIT(p); dV[1] = dV[1] & ~BIT(p); dV[KEYS - 1] = dV[KEYS - 1] & ~BIT(p); calm = calm & ~BIT(p)
}
#define MORTAL (p != LAST)
#define UNNOTICED (pend[0] || pend[1])

proctype Look(byte p) {
  byte k, nk, hd = NONE, round;
  bit dseen, hseen, wseen, seen[2], fires[2], rem[2];
  if :: p != LAST :: p == LAST -> stopped == ACCEPTS + LOOKS fi;
idle:
  atomic { k = 0; ForgetAll() }
  atomic {
    if
    :: MORTAL && stopped >= ACCEPTS && stopped == ACCEPTS + p - 2 -> goto stop
    :: MORTAL -> if :: k = 0 :: k = 1 :: k = KEYS - 1 fi          /* a hint or the sweep: any key, at any time */
    :: MORTAL && hE && hDue == NONE -> goto R1
    :: !MORTAL && ANY_DUE && round < 5 ->                         /* the sweep, in order, again and again */
      round++;
      if :: left != NONE -> k = left :: left == NONE && hE && hDue != NONE -> k = hDue :: else -> assert(false) fi
    :: !MORTAL && (round == 5 || !ANY_DUE) ->                     /* P1 and P3 in the end */
      assert(left == NONE && !(aE[0] && pend[0]) && !(aE[1] && pend[1]) && !wE);
      goto stop
    fi;
CALM;                                                         /* L0 */
#ifndef MUT_OFFERED_READ_AFTER_HEADER
    ReadOffered()
#endif
  }
#ifndef MUT_ALERTS_BEFORE_LATCH_BEFORE_HEADER
L1:
  atomic {
    ReadHeader();
    if
    :: hseen && hd == k -> dV[k] = dV[k] & ~BIT(p); k = 0; dseen = 0; hseen = 0; goto L3
    :: else
    fi
  }
#ifdef MUT_OFFERED_READ_AFTER_HEADER
  ReadOffered();
#endif
L2:
  atomic {
    if
    :: dseen && OFFERED_MATCHES -> DeleteDue(k); calm = calm & BIT(p); Check()                       /* must */
    :: else
    fi;
    goto idle
  }
L3: skip;
  d_step { wseen = wE; if :: wE -> LEARN(wV, p) :: else fi }
L4: skip;
  d_step { ReadAlert(0) }
#if ALERTS > 1
  d_step { ReadAlert(1) }
#endif
#else
  d_step { ReadAlert(0) }
  d_step { ReadAlert(1) }
  d_step { wseen = wE; LEARN(wV, p) }
  d_step { ReadHeader() }
  if :: hseen && hd == k :: else -> goto idle fi;
#endif
L6:
  if :: rem[0] -> d_step { RemoveAlert(0); Check() } :: else fi;
#if ALERTS > 1
  if :: rem[1] -> d_step { RemoveAlert(1); Check() } :: else fi;
#endif
L5:
  atomic {
    if
    :: MORTAL -> goto idle                                        /* killed */
    :: !seen[0] && !seen[1] -> goto L9
    :: !seen[0] && !seen[1] -> goto L10
    :: (seen[0] || seen[1]) && (MORTAL || UNNOTICED) -> goto L7
    :: (seen[0] || seen[1]) && (MORTAL || !UNNOTICED) -> goto L8
    fi
  }
L7:
  atomic {
    if
    :: STAY_MATCHES ->
      PickKey();
      WriteHeader(0);
      if :: !wseen -> wE = 1; wV = 0 :: else fi;
      WriteFlush(0); WriteFlush(1);
      calm = calm & BIT(p); Check()
    :: !STAY_MATCHES -> P5                                        /* must */
    fi;
    goto idle
  }
L8:
  atomic {
    if
    :: SLEEP_MATCHES && LATCH_MATCHES ->
      PickKey();
      WriteHeader(1);
      if :: wseen -> wE = 0; wV = 0 :: else fi;
      WriteFlush(0); WriteFlush(1);
      calm = calm & BIT(p); Check()
    :: SLEEP_MATCHES && !LATCH_MATCHES -> P5; goto stay           /* must */
    :: !SLEEP_MATCHES -> P5                                       /* must */
    fi;
    goto idle
  }
stay:
  skip;
  goto L7;
L9:
  atomic {
    if
    :: FORGET_MATCHES ->
      DeleteDue(hd);
      hE = 0; hDue = NONE; hV = 0;
      if :: wseen -> wE = 0; wV = 0 :: else fi;
      calm = calm & BIT(p); Check()
    :: !FORGET_MATCHES -> P5                                      /* must */
    fi;
    goto idle
  }
L10:
  atomic {
    if
    :: FORGET_MATCHES ->
      DeleteDue(hd);
      hDue = NONE; hV = 0;
      if :: wseen -> wE = 0; wV = 0 :: else fi;
      calm = calm & BIT(p); Check()
    :: !FORGET_MATCHES -> P5
    fi;
    goto idle
  }
R1:
  atomic {
    hseen = hE && hDue == NONE;
    if :: hseen -> LEARN(hV, p) :: else fi;
    CALM
  }
R2:
  atomic {
    if
    :: hseen && RETENTION_HEADER -> hE = 0; hDue = NONE; hV = 0; calm = calm & BIT(p); Check()       /* must */
    :: else
    fi;
    goto idle
  }
stop:
  atomic { k = 0; ForgetAll(); round = 0; stopped++ }
}

init {
  atomic {
#ifdef LEFTOVER
    left = 0; dE[0] = 1;
#endif
    run Accept(0);
#if ACCEPTS > 1
    run Accept(1);
#endif
    run Look(2);
#if LOOKS > 1
    run Look(3);
#endif
    run Look(LAST)
  }
}

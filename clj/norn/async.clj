;; Tasks and waiting: what a program sees of the scheduler. The rules are in
;; docs/ASYNC.md; the primitives in src/lib/fibers.cpp.

(ns norn.async
  (:refer-clojure :exclude [async await]))

;; --- atomic steps ------------------------------------------------------------------------

(defmacro ^:private uninterrupted
  "Evaluates body for its effects. Cancellation by force may come at any call; here it
  waits, because this is code of a `finally`."
  [& body]
  `(try nil (finally ~@body)))

;; --- timeouts and shields ------------------------------------------------------------

(defn bounded
  "Calls (thunk) with a limit of ms milliseconds; at the limit it is cancelled, its
  `finally` blocks run, and (on-timeout) gives the value."
  [ms thunk on-timeout]
  (let [tag (norn.prim/make-boundary)
        timer (norn.prim/start-timeout! ms tag)
        result (try
                 (norn.prim/boundary tag thunk)
                 (finally
                   (norn.prim/stop-timeout! timer)
                   (norn.prim/forget-cancel-to! tag)))]
    (if (norn.prim/control-signal? result) (on-timeout) result)))

(defn timeout-exception
  "The exception a with-timeout of ms milliseconds throws."
  [ms]
  (norn.prim/make-exception "java.util.concurrent.TimeoutException" (str "Timed out after " ms " ms")
                            {:type :norn/timeout :timeout-ms ms} nil))

(defmacro with-timeout
  "Evaluates body; when that takes longer than ms milliseconds it is cancelled
  (`finally` blocks run) and a TimeoutException with :type :norn/timeout is thrown
  here. Of nested timeouts that have expired only the outermost throws.
  (with-timeout 1000 (await (async 1))) => 1"
  [ms & body]
  `(let [ms# ~ms]
     (bounded ms# (fn* [] ~@body) (fn* [] (throw (timeout-exception ms#))))))

(defmacro with-deadline
  "As with-timeout, with an absolute time: milliseconds of System/currentTimeMillis."
  [deadline & body]
  `(let [left# (max 0 (- ~deadline (norn.prim/wall-millis)))]
     (bounded left# (fn* [] ~@body) (fn* [] (throw (timeout-exception left#))))))

(defmacro shield
  "Evaluates body so that cancellation from outside waits until it is finished and
  is delivered at the next suspension point after it. Timeouts made inside work."
  [& body]
  `(norn.prim/shield (fn* [] ~@body)))

;; --- waiting ---------------------------------------------------------------------------

(defn- waitable
  "The task or promise behind x: agents, delays and IDerefs are read by deref."
  [x]
  (if (or (task? x) (norn.prim/promise? x)) x nil))

(defn await
  "Suspends the calling task until x is done and returns its value, or throws its
  failure. x: a task, a promise, a delay, or anything that can be dereferenced;
  awaiting a channel is one take. An agent first makes it Clojure's (await & agents).
  With ms and a default value: the default when x is not done within ms
  milliseconds; x itself goes on.
  (await (async 42)) => 42"
  ([x]
   (cond
     (waitable x) (norn.prim/await* x)
     (#'clojure.core/agent? x) (#'clojure.core/await-agents [x])
     :else (deref x)))
  ([x ms default]
   (cond
     (waitable x) (bounded ms (fn* [] (norn.prim/await* x)) (fn* [] default))
     (norn.prim/channel? x) (bounded ms (fn* [] (norn.prim/chan-take x)) (fn* [] default))
     :else (deref x ms default))))

(norn.prim/set-twin! "clojure.core/await" (fn* [x] (if (#'clojure.core/agent? x) (#'clojure.core/await-agents [x]) (deref x))))

(def ^{:arglists '([x] [x ms default]) :doc "Another name for await."} await-async await)

(defn sleep-async
  "A task that is done after ms milliseconds; its value is nil."
  [ms]
  (norn.prim/spawn (fn* [] (sleep ms))))

(defn yield
  "Lets other runnable tasks run before the calling one goes on. Returns nil."
  []
  (norn.prim/yield*))

(defn current-task
  "The running task."
  []
  (norn.prim/current-task))

(defn task-name
  "The name of a task, as given with ^{:name ...} (async ...) or name-task!, or nil."
  [task]
  (norn.prim/task-name task))

(defn name-task!
  "Names a task that runs already, for reports: a string, keyword, symbol or number.
  Returns the task. (name-task! (current-task) \"main loop\")"
  [task name]
  (norn.prim/set-task-name! task name))

(defn state
  "The state of a task: :pending, :success, :failure or :cancelled."
  [task]
  (norn.prim/task-state task))

(defn done?
  "True once the task has ended, its cleanup included."
  [task]
  (not (identical? :pending (norn.prim/task-state task))))

(defn cancelled?
  "True once cancellation of the task was requested."
  [task]
  (norn.prim/cancel-requested? task))

(defn cancel!
  "Asks the task to stop: its cancellation is raised at its next suspension point,
  `finally` blocks run, no `catch` sees it. Options: {:force true} raises it at
  any safepoint. Returns true unless the task was done already."
  ([task] (cancel! task nil nil))
  ([task reason] (cancel! task reason nil))
  ([task reason options] (norn.prim/cancel! task reason (boolean (:force options)))))

(defn deliver-error
  "Fails a promise: whoever awaits it gets the exception. Returns the promise, or nil
  if it was delivered already."
  [promise exception]
  (if (norn.prim/deliver-error* promise exception) promise nil))

(def ^:private unhandled-handler (atom nil))

(defn on-unhandled
  "From now on (f exception task) is called, in a task of its own, for every failure
  that nobody awaits, in place of printing it; such a failure does not make the
  exit code 1 any more. nil: print again. Returns what was installed before, or nil.
  (on-unhandled (fn [e task] (log e (task-name task))))"
  [f]
  (first (reset-vals! unhandled-handler f)))

(defn check-cancel
  "A suspension point that does not suspend: a pending cancellation is delivered here."
  []
  (norn.prim/check-cancel))

(defn on-complete
  "Calls (f task) in a task of its own once the task is done; also when it is done
  already. Callbacks start in the order of registration. Returns the task."
  [task f]
  (norn.prim/on-done task f))

(defn on-success
  "Calls (f value) in a task of its own if and when the task succeeds. Returns the task."
  [task f]
  (norn.prim/on-done task (fn* [t] (if (identical? :success (norn.prim/task-state t)) (f (norn.prim/task-result t)) nil))))

(defn on-failure
  "Calls (f exception) in a task of its own if and when the task fails. Returns the task."
  [task f]
  (norn.prim/on-done task (fn* [t] (if (identical? :failure (norn.prim/task-state t)) (f (norn.prim/task-result t)) nil))))

;; --- scopes ----------------------------------------------------------------------------
;; A scope ends when all its tasks have ended. The body runs inside a boundary, so
;; that the failure of a child can cancel it; children are joined shielded.

(deftype Scope [tag owner collect children failures closed])

(def ^:dynamic ^:private *scope* nil)

(defn outside-scopes
  "Calls (thunk) so that tasks it starts belong to no scope, as those of future and
  go: for services that a library starts on behalf of whoever asks first."
  [thunk]
  (if (nil? *scope*) (thunk) (binding [*scope* nil] (thunk))))

(defn- cancel-children [^Scope scope reason]
  (reset! (.-closed scope) true)
  (doseq [child (deref (.-children scope))]
    (norn.prim/cancel! child reason false)))

(defn- note-failure [^Scope scope e]
  (let [first? (= 1 (count (swap! (.-failures scope) conj e)))]
    (when (and first? (not (.-collect scope)))
      (cancel-children scope e)
      (norn.prim/cancel-to! (.-owner scope) (.-tag scope) e))))

(defn- join-children [^Scope scope]
  (loop []
    (when-let [child (first (deref (.-children scope)))]
      (norn.prim/await-done* child)
      (swap! (.-children scope) disj child)
      (recur))))

(defn- child-body [^Scope scope thunk]
  (fn* []
    (let [failure (volatile! nil)]
      (try
        (thunk)
        (catch :default e
          (vreset! failure e)
          (throw e))
        (finally
          (when-some [e (deref failure)]
            (norn.prim/observe! (norn.prim/current-task))
            (note-failure scope e))
          (swap! (.-children scope) disj (norn.prim/current-task)))))))

(defn- spawn-child [^Scope scope thunk name]
  (let [started (volatile! nil)]
    (uninterrupted
     (let [child (norn.prim/spawn (child-body scope thunk) name)]
       (vreset! started child)
       (swap! (.-children scope) conj child)
       (when (deref (.-closed scope)) (norn.prim/cancel! child nil false))))
    (deref started)))

(defn spawn-task
  "Starts (thunk) as a task of the innermost scope; what `async` expands to. The name
  (a string, keyword, symbol or number) is for reports."
  ([thunk] (spawn-task thunk nil))
  ([thunk name]
   (let [scope *scope*]
     (if scope (spawn-child scope thunk name) (norn.prim/spawn thunk name)))))

(norn.prim/set-twin! "norn.async/spawn-task" (fn* [thunk] (spawn-child *scope* thunk nil)))

(defmacro async
  "Starts a task that evaluates body and returns the task at once; body never
  runs inside this call. The task belongs to the innermost scope. Await it
  (`await`, `@`) for its value. ^{:name \"fetcher\"} (async ...) names it, for reports;
  the name may be any expression. (await (async (+ 1 2))) => 3"
  [& body]
  (let [name (:name (meta &form))]
    `(spawn-task (fn* [] ~@body) ~@(if (nil? name) nil [name]))))

(defn- raise-failures
  "Throws the first of the failures, the others as its suppressed exceptions."
  [failures]
  (let [others (vec (remove #(identical? % (first failures)) (distinct (rest failures))))]
    (when (seq others)
      (norn.prim/set-suppressed! (first failures) (into (vec (norn.prim/suppressed (first failures))) others)))
    (throw (first failures))))

(defn scope*
  "Calls (f) in a new scope; see `scope`."
  [options f]
  (let [tag (norn.prim/make-boundary)
        scope (Scope. tag (norn.prim/current-task) (= :collect (:on-failure options)) (atom #{}) (atom []) (atom false))
        result (try
                 (norn.prim/boundary tag
                   (fn* []
                     (binding [*scope* scope]
                       (let [value (try (f) (catch :default e (note-failure scope e) nil))]
                         (join-children scope)
                         value))))
                 (finally
                   (cancel-children scope nil)
                   (norn.prim/shield (fn* [] (join-children scope)))
                   (norn.prim/forget-cancel-to! tag)))
        failures (deref (.-failures scope))]
    (if (seq failures) (raise-failures failures) result)))

(defmacro scope
  "Evaluates body; tasks started inside (async, at any depth) end before it returns.
  When one fails its siblings are cancelled, their cleanup is awaited, and the
  failure is thrown here, further failures as its suppressed exceptions. With
  {:on-failure :collect} as the first form siblings are not cancelled.
  (scope (let [a (async 1) b (async 2)] (+ @a @b))) => 3"
  [& body]
  (if (and (map? (first body)) (next body))
    `(scope* ~(first body) (fn* [] ~@(rest body)))
    `(scope* nil (fn* [] ~@body))))

;; --- several tasks at once -----------------------------------------------------------------

(defn- as-task [x]
  (cond
    (task? x) x
    (fn? x) (spawn-task x)
    :else (throw (ex-info "expected a task or a function of no arguments" {:found x}))))

(defn- first-done
  "The first task of the vector that is done, in order of completion."
  [tasks]
  (let [winner (norn.prim/promise*)]
    (doseq [task tasks] (norn.prim/on-done task (fn* [t] (norn.prim/deliver* winner t))))
    (norn.prim/await* winner)))

(defn- stop-all [tasks]
  (doseq [task tasks] (norn.prim/cancel! task :lost false))
  (norn.prim/shield (fn* [] (doseq [task tasks] (norn.prim/await-done* task)))))

(defn- with-started
  "Calls (f tasks) with the tasks among xs and those started for its functions, each of
  which has a scope of its own. In the end those started here are stopped, with which
  :all the others too."
  [xs which f]
  (let [tasks (volatile! [])
        started (volatile! [])]
    (try
      (doseq [x xs]
        (uninterrupted
         (let [task (if (fn? x) (norn.prim/spawn (fn* [] (scope* nil x))) (as-task x))]
           (when (or (fn? x) (identical? :all which)) (vswap! started conj task))
           (vswap! tasks conj (norn.prim/observe! task)))))
      (f (deref tasks))
      (finally (stop-all (deref started))))))

(defn all
  "The values of all tasks (or functions of no arguments, started here) in order, as
  a vector. The first failure is thrown at once; functions started here are then
  cancelled. (all [(async 1) (fn [] 2)]) => [1 2]"
  [xs]
  (scope
   (let [tasks (mapv as-task xs)
         left (atom (count tasks))
         ready (norn.prim/promise*)]
     (doseq [task tasks]
       (norn.prim/on-done task
         (fn* [t]
           (if (identical? :success (norn.prim/task-state t))
             (when (zero? (swap! left dec)) (norn.prim/deliver* ready true))
             (norn.prim/deliver* ready false)))))
     (when (seq tasks)
       (when-not (norn.prim/await* ready)
         (doseq [task tasks]
           (let [state (norn.prim/task-state task)]
             (when (or (identical? :failure state) (identical? :cancelled state)) (norn.prim/await* task))))))
     (mapv (fn* [t] (norn.prim/await* t)) tasks))))

(defn all-settled
  "Waits for all tasks (or functions); a vector of {:state :success :value v},
  {:state :failure :error e} or {:state :cancelled}."
  [xs]
  (scope {:on-failure :collect}
    (with-started xs :started
      (fn* [tasks]
        (mapv (fn [task]
                (norn.prim/await-done* task)
                (let [state (norn.prim/task-state task)]
                  (case state
                    :success {:state state :value (norn.prim/task-result task)}
                    :failure {:state state :error (norn.prim/task-result task)}
                    {:state state})))
              tasks)))))

(defn race
  "The value or failure of whichever task (or function) is done first; the others
  are cancelled and their cleanup awaited."
  [xs]
  (with-started xs :all (fn* [tasks] (norn.prim/await* (first-done tasks)))))

(defn any
  "The value of the first task (or function) that succeeds; the others are
  cancelled. When all fail, the first failure with the others suppressed."
  [xs]
  (with-started xs :all
    (fn* [tasks]
      (let [left (atom (count tasks))
            winner (norn.prim/promise*)]
        (doseq [task tasks]
          (norn.prim/on-done task
            (fn* [t]
              (if (identical? :success (norn.prim/task-state t))
                (norn.prim/deliver* winner t)
                (when (zero? (swap! left dec)) (norn.prim/deliver* winner nil))))))
        (let [task (if (seq tasks) (norn.prim/await* winner) nil)]
          (if task
            (norn.prim/await* task)
            (raise-failures (mapv (fn [t] (try (norn.prim/await* t) (catch :default e e))) tasks))))))))

(defn parallel-map
  "The vector of (f x) for every x of coll, at most n calls at a time, results in
  the order of coll. A failure cancels the other calls and is thrown.
  (parallel-map 8 fetch urls)"
  [n f coll]
  (let [items (vec coll)
        next-index (atom -1)
        results (object-array (count items))]
    (scope
     (dotimes [_ (min n (count items))]
       (async
         (loop []
           (let [i (swap! next-index inc)]
             (when (< i (count items))
               (aset results i (f (nth items i)))
               (recur)))))))
    (vec results)))

(defn retry
  "Calls (f) until it returns, at most :attempts times (default 3), waiting
  :delay ms (default 100) times :factor (default 2) to the power of failures so
  far, at most :max-delay ms (default 30000), varied by ± :jitter (default 0.2, a
  fraction). :retry? decides per exception. The last failure is thrown."
  [{:keys [attempts delay factor max-delay jitter retry?]
    :or {attempts 3 delay 100 factor 2 max-delay 30000 jitter 0.2 retry? (constantly true)}} f]
  (loop [attempt 1 wait delay]
    (let [[value failure] (try [(f) nil] (catch :default e [nil e]))]
      (cond
        (nil? failure) value
        (or (>= attempt attempts) (not (retry? failure))) (throw failure)
        :else (do (sleep (* (min wait max-delay) (+ 1 (* jitter (- (* 2 (rand)) 1)))))
                  (recur (inc attempt) (* wait factor)))))))

(defn supervise
  "Runs (f) as long as it fails: restarted after each failure, at most :restarts
  times (default 3) within :within ms (default 5000); then the failure is thrown.
  Returns what (f) returns when it ends normally."
  [{:keys [restarts within] :or {restarts 3 within 5000}} f]
  (loop [failures []]
    (let [[value failure] (try [(f) nil] (catch :default e [nil e]))
          now (quot (norn.prim/monotonic-nanos) 1000000)
          recent (conj (filterv #(< (- now %) within) failures) now)]
      (cond
        (nil? failure) value
        (> (count recent) restarts) (throw failure)
        :else (recur recent)))))

;; --- coordination ----------------------------------------------------------------------------
;; A wait list is a queue of promises. A waiter that gives up fails its promise, so a
;; release that comes later passes it over: no permit is lost, nothing is searched.

;; Who holds a permit is kept for deadlock reports (src/sched/deadlock.h): of a mutex always; of a
;; semaphore only while all its permits are taken by with-permit, for acquire! and release! may be
;; called by different tasks. `holders` is an atom of a map from task to number, or of nil: unknown.

(deftype Semaphore [state holders kind])

(deftype PermitWaiter [ready task])

(defn semaphore
  "A counting semaphore with n permits. See acquire!, release!, with-permit."
  [n]
  (Semaphore. (atom {:permits n :waiters clojure.lang.PersistentQueue/EMPTY}) (atom {}) "semaphore"))

(defn mutex
  "A mutual-exclusion lock: a semaphore with one permit. See with-lock."
  []
  (Semaphore. (atom {:permits 1 :waiters clojure.lang.PersistentQueue/EMPTY}) (atom {}) "mutex"))

(def ^:private given-up (ex-info "gave up waiting" {}))

(defn- hold! [^Semaphore semaphore task]
  (swap! (.-holders semaphore) (fn* [held] (if held (assoc held task (inc (get held task 0))) nil))))

(defn- let-go! [^Semaphore semaphore]
  (let [task (norn.prim/current-task)]
    (swap! (.-holders semaphore)
           (fn* [held]
             (let [n (get held task)]
               (cond (nil? n) held (= 1 n) (dissoc held task) :else (assoc held task (dec n))))))))

(defn- give-permit! [^Semaphore semaphore]
  (let [state (.-state semaphore)]
    (uninterrupted
     (loop []
       (let [{:keys [permits waiters] :as old} (deref state)]
         (if-let [^PermitWaiter waiter (peek waiters)]
           (if (compare-and-set! state old (assoc old :waiters (pop waiters)))
             (if (norn.prim/deliver* (.-ready waiter) true) (hold! semaphore (.-task waiter)) (recur))
             (recur))
           (when-not (compare-and-set! state old (assoc old :permits (inc permits))) (recur))))))
    nil))

;; A claim is a volatile: nil, the waiter that queues for a permit, or :held. It says at
;; any moment what has to be given back.

(defn- claim-permit! [^Semaphore semaphore claim]
  (let [state (.-state semaphore)
        ready (norn.prim/promise*)
        waiter (PermitWaiter. ready (norn.prim/current-task))]
    (uninterrupted
     (loop []
       (let [{:keys [permits waiters] :as old} (deref state)
             free? (pos? permits)
             new (if free? (assoc old :permits (dec permits)) (assoc old :waiters (conj waiters waiter)))]
         (if (compare-and-set! state old new)
           (do (vreset! claim (if free? :held waiter))
               (when free? (hold! semaphore (.-task waiter))))
           (recur)))))
    (when-not (identical? :held (deref claim))
      (norn.prim/await* ready semaphore))
    nil))

(defn- give-claim-back! [semaphore claim]
  (let [claimed (deref claim)]
    (when-not (or (nil? claimed)
                  (and (not (identical? :held claimed))
                       (norn.prim/deliver-error* (.-ready ^PermitWaiter claimed) given-up)))
      (let-go! semaphore)
      (give-permit! semaphore))))

(defn- take-permit! [semaphore]
  (let [claim (volatile! nil)
        taken (volatile! false)]
    (try
      (claim-permit! semaphore claim)
      (vreset! taken true)
      nil
      (finally
        (when-not (deref taken) (give-claim-back! semaphore claim))))))

(defn release!
  "Gives one permit back; the first task that still waits gets it."
  [^Semaphore semaphore]
  (reset! (.-holders semaphore) (if (= "mutex" (.-kind semaphore)) {} nil))
  (give-permit! semaphore))

(defn acquire!
  "Takes one permit, suspending the caller until there is one; FIFO. A cancelled or
  timed-out caller never loses a permit."
  [^Semaphore semaphore]
  (when-not (= "mutex" (.-kind semaphore)) (reset! (.-holders semaphore) nil))
  (take-permit! semaphore))

(defn with-permit*
  "Calls (thunk) while holding one permit; what with-permit expands to."
  [semaphore thunk]
  (let [claim (volatile! nil)]
    (try
      (claim-permit! semaphore claim)
      (thunk)
      (finally (give-claim-back! semaphore claim)))))

(defmacro with-permit
  "Evaluates body while holding one permit of the semaphore."
  [semaphore & body]
  `(with-permit* ~semaphore (fn* [] ~@body)))

(defmacro with-lock "Evaluates body while holding the mutex." [mutex & body] `(with-permit ~mutex ~@body))

(deftype Latch [left done])

(defn latch
  "A latch that opens after n calls of count-down!; await-latch waits for that."
  [n]
  (let [done (norn.prim/promise*)]
    (when-not (pos? n) (norn.prim/deliver* done nil))
    (Latch. (atom n) done)))

(defn count-down!
  "Counts the latch down by one."
  [^Latch latch]
  (uninterrupted
   (when (zero? (swap! (.-left latch) dec)) (norn.prim/deliver* (.-done latch) nil)))
  nil)

(defn await-latch
  "Suspends the caller until the latch is open."
  [^Latch latch]
  (norn.prim/await* (.-done latch) latch))

(deftype Barrier [parties state])

(defn barrier
  "A barrier for n tasks: await-barrier suspends each until all n have called it,
  then opens anew for the next round."
  [n]
  (Barrier. n (atom {:arrived 0 :gate (norn.prim/promise*)})))

(defn- arrive!
  "One more has arrived. Returns the gate to wait at, or nil when that opened it."
  [^Barrier barrier]
  (let [state (.-state barrier)
        closed-gate (volatile! nil)]
    (uninterrupted
     (loop []
       (let [{:keys [arrived gate] :as old} (deref state)
             last? (= (inc arrived) (.-parties barrier))
             new (if last? {:arrived 0 :gate (norn.prim/promise*)} (assoc old :arrived (inc arrived)))]
         (if (compare-and-set! state old new)
           (if last? (norn.prim/deliver* gate nil) (vreset! closed-gate gate))
           (recur)))))
    (deref closed-gate)))

(defn await-barrier
  "Waits at the barrier; true for the task that opened it. Who gives up waiting has
  not arrived."
  [^Barrier barrier]
  (if-let [gate (arrive! barrier)]
    (let [passed (volatile! false)]
      (try
        (norn.prim/await* gate barrier)
        (vreset! passed true)
        (finally
          (when-not (deref passed)
            (swap! (.-state barrier)
                   (fn* [now] (if (identical? gate (:gate now)) (update now :arrived dec) now))))))
      false)
    true))

(deftype Condition [mutex waiters])

(defn condition
  "A condition variable for a mutex; see wait-condition, signal!, broadcast!."
  [mutex]
  (Condition. mutex (atom clojure.lang.PersistentQueue/EMPTY)))

(defn signal!
  "Wakes the first task that still waits for the condition."
  [^Condition condition]
  (uninterrupted
   (loop []
     (let [queue (deref (.-waiters condition))]
       (when-let [waiter (peek queue)]
         (when-not (and (compare-and-set! (.-waiters condition) queue (pop queue)) (norn.prim/deliver* waiter nil))
           (recur)))))))

(defn wait-condition
  "Gives the mutex back, suspends the caller until it is signalled, takes the mutex
  again. Requires: the caller holds the mutex. A signal that comes to a task which is
  cancelled at that moment goes to the next."
  [^Condition condition]
  (let [waiter (norn.prim/promise*)
        released (volatile! false)
        woken (volatile! false)]
    (try
      (uninterrupted
       (swap! (.-waiters condition) conj waiter)
       (vreset! released true)
       (release! (.-mutex condition)))
      (norn.prim/await* waiter condition)
      (vreset! woken true)
      nil
      (finally
        (when-not (or (deref woken) (norn.prim/deliver-error* waiter given-up)) (signal! condition))
        (when (deref released) (norn.prim/shield (fn* [] (acquire! (.-mutex condition)))))))))

(defn broadcast!
  "Wakes every task that waits for the condition."
  [^Condition condition]
  (let [[waiting _] (reset-vals! (.-waiters condition) clojure.lang.PersistentQueue/EMPTY)]
    (doseq [waiter waiting] (norn.prim/deliver* waiter nil))))

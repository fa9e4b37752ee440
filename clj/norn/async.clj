;; Tasks and waiting: what a program sees of the scheduler. The rules are in
;; docs/ASYNC.md; the primitives in src/lib/fibers.cpp.

(ns norn.async
  (:refer-clojure :exclude [async await]))

(defmacro async
  "Starts a task that evaluates body and returns the task at once; body never
  runs inside this call. Await the task (`await`, `@`) for its value.
  (await (async (+ 1 2))) => 3"
  [& body]
  `(norn.prim/spawn (fn* [] ~@body)))

(defn- waitable
  "The task or promise behind x: agents, delays and IDerefs are read by deref."
  [x]
  (if (or (task? x) (norn.prim/promise? x)) x nil))

(defn await
  "Suspends the calling task until x is done and returns its value, or throws its
  failure. x: a task, a promise, a delay, or anything that can be dereferenced.
  With ms and a default value: the default when x is not done within ms
  milliseconds; x itself goes on.
  (await (async 42)) => 42"
  ([x] (if (waitable x) (norn.prim/await* x) (deref x)))
  ([x ms default]
   (if (waitable x)
     (let [answer (norn.prim/promise*)
           timer (norn.prim/spawn (fn* [] (norn.prim/sleep* ms) (norn.prim/deliver* answer nil)))]
       (norn.prim/on-done x (fn* [_] (norn.prim/deliver* answer nil)))
       (try
         (norn.prim/await* answer)
         (finally (norn.prim/cancel! timer nil false)))
       (if (identical? :pending (norn.prim/task-state x)) default (norn.prim/await* x)))
     (deref x ms default))))

(def ^{:arglists '([x] [x ms default]) :doc "Another name for await."} await-async await)

(defn sleep
  "Suspends the calling task for ms milliseconds (fractions count). Returns nil."
  [ms]
  (norn.prim/sleep* ms))

(defn sleep-async
  "A task that is done after ms milliseconds; its value is nil."
  [ms]
  (norn.prim/spawn (fn* [] (norn.prim/sleep* ms))))

(defn yield
  "Lets other runnable tasks run before the calling one goes on. Returns nil."
  []
  (norn.prim/yield*))

(defn current-task
  "The running task."
  []
  (norn.prim/current-task))

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

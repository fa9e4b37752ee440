;; Clojure's concurrency on tasks: future, promise, pmap, locking, agents, tap.

(defn future-call
  "Starts a task that calls f without arguments; deref waits for its value. The task belongs to no scope."
  [f] (norn.prim/spawn-root f nil true))

(defmacro future
  "Starts a task that evaluates the body and returns it; deref or @ waits for the value and throws an ExecutionException, with the
  failure as its cause, if the body failed. The task belongs to no scope; ^{:name \"x\"} (future ...) names it. @(future (+ 1 2)) => 3"
  [& body]
  `(norn.prim/spawn-root (fn* [] ~@body) ~(get (meta &form) :name) true))

(defn future?
  "Returns true if x is a future (or another task)."
  [x] (norn.async/task? x))

(defn future-done?
  "Returns true if the future has ended or its cancellation was requested."
  [f] (or (not (identical? :pending (norn.prim/task-state f)))
          (norn.prim/cancel-requested? f)))

(defn future-cancel
  "Asks a future to stop; it does at its next suspension point. Returns false if it had ended already."
  [f] (norn.prim/cancel! f nil false))

(defn future-cancelled?
  "Returns true if the cancellation of the future was requested before its end."
  [f] (norn.prim/cancel-requested? f))

(defn promise
  "Returns a promise: deref waits until deliver has given it a value. Calling it with a value delivers too."
  [] (norn.prim/promise*))

(defn deliver
  "Gives a promise its value. Returns the promise, or nil if it had one already."
  [promise val]
  (if (norn.prim/deliver* promise val) promise nil))

(defn realized?
  "Returns true if a lazy seq, delay, promise or future has its value."
  [x]
  (cond
    (or (norn.async/task? x) (norn.prim/promise? x)) (not (identical? :pending (norn.prim/task-state x)))
    (norn.prim/lazy-seq? x) (norn.prim/lazy-realized? x)
    (delay? x) (norn.prim/delay-realized? x)
    (norn.prim/user-type? x) ((norn.prim/type-method x 'isRealized) x)
    :else (throw (norn.prim/make-exception "java.lang.ClassCastException"
                   (str (norn.prim/type-name (class x)) " cannot be cast to class clojure.lang.IPending")))))

(defn- await-value
  "await* for deref: the failure of a future comes wrapped."
  [x]
  (if (and (norn.async/task? x) (norn.prim/task-future? x))
    (try
      (norn.prim/await* x)
      (catch java.util.concurrent.CancellationException e (throw e))
      (catch :default e
        (if (identical? e (norn.prim/task-result x))
          (throw (norn.prim/make-exception "java.util.concurrent.ExecutionException"
                   (str (norn.prim/type-name (class e)) (if (ex-message e) (str ": " (ex-message e)) ""))
                   nil e))
          (throw e))))
    (norn.prim/await* x)))

(defn- await-deref
  ([x]
   (if (or (norn.async/task? x) (norn.prim/promise? x))
     (await-value x)
     (throw (norn.prim/make-exception "java.lang.ClassCastException"
              (str (if (nil? x) "nil" (norn.prim/type-name (class x))) " cannot be dereferenced")))))
  ([x ms default]
   (if (or (norn.async/task? x) (norn.prim/promise? x))
     (if (identical? :pending (norn.prim/task-state x))
       (let [answer (norn.prim/promise*)
             timer (norn.prim/spawn-root (fn* [] (norn.async/sleep ms) (norn.prim/deliver* answer nil)))]
         (norn.prim/on-done x (fn* [_] (norn.prim/deliver* answer nil)))
         (try
           (norn.prim/await* answer)
           (finally (norn.prim/cancel! timer nil false)))
         (if (identical? :pending (norn.prim/task-state x)) default (await-value x)))
       (await-value x))
     (deref x))))

(defn- deref-twin
  "deref of what the host cannot read at once: a delay without value, a task or promise that is pending, a user type."
  ([x]
   (cond
     (delay? x) (force-delay x)
     (norn.prim/channel? x) (norn.prim/chan-take x)
     (norn.prim/user-type? x)
     (let [f (norn.prim/type-method x 'deref)]
       (if f
         (f x)
         (throw (norn.prim/make-exception "java.lang.ClassCastException"
                  (str (norn.prim/type-name (class x)) " cannot be dereferenced: it does not implement IDeref")))))
     :else (await-deref x)))
  ([x ms default]
   (if (norn.prim/user-type? x)
     ((norn.prim/type-method x 'deref) x ms default)
     (await-deref x ms default))))

(norn.prim/set-twin! "clojure.core/deref" deref-twin)

(defmacro locking
  "Evaluates the body while the calling task holds the lock of object x; others wait in order. May be nested."
  [x & body]
  `(let* [lock# ~x]
     (norn.prim/mutex-enter! lock#)
     (try
       ~@body
       (finally (norn.prim/mutex-exit! lock#)))))

(defn pmap
  "Like map, but the calls of f run in tasks of their own, a few ahead of what is consumed."
  ([f coll]
   (let [ahead 6
         tasks (map (fn [item] (future (f item))) coll)
         step (fn step [[x & more :as items] lead]
                (lazy-seq
                  (let [s (seq lead)]
                    (if s
                      (cons (deref x) (step more (rest s)))
                      (map deref items)))))]
     (step tasks (drop ahead tasks))))
  ([f coll & colls]
   (let [columns (apply map vector coll colls)]
     (pmap (fn [items] (apply f items)) columns))))

(defn pcalls
  "Returns a lazy seq of the values of the functions (without arguments), called in tasks."
  [& fns] (pmap (fn [f] (f)) fns))

(defmacro pvalues
  "Returns a lazy seq of the values of the expressions, evaluated in tasks."
  [& exprs]
  `(pcalls ~@(map (fn [expr] (list 'clojure.core/fn [] expr)) exprs)))

(defn seque
  "Returns the seq of coll; n is how far a producer may run ahead on other hosts. Here it is produced on demand."
  ([s] (seq s))
  ([n s] (seq s)))

;; --- agents ---------------------------------------------------------------------------
;; An agent is an atom of {:value :queue :error}, with a task that works off the queue.

(deftype Agent [state ^:unsynchronized-mutable options]
  clojure.lang.IDeref
  (deref [_] (get (clojure.core/deref state) :value))
  (agentState [_] state)
  (agentOptions [_] options)
  (setOptions [_ new-options] (set! options new-options) nil))

(def ^{:dynamic true :doc "The agent whose action is running in this task, or nil."} *agent* nil)

(defn agent
  "Makes an agent: a reference whose value changes by actions that run one after the other in a task of their own; see send.
  Options: :validator, :error-handler (a function of agent and exception), :error-mode :continue or :fail, :meta."
  [state & {:as options}]
  (->Agent (atom {:value state :queue (norn.prim/empty-queue) :running false :error nil}) options))

(defn- agent?
  [x] (instance? Agent x))

(declare work-off)

(defn- run-action
  [a [f args]]
  (let [state (.agentState a)
        options (.agentOptions a)]
    (try
      (let [old (get (deref state) :value)
            new (apply f old args)]
        (check-root (get options :validator) new)
        (swap! state assoc :value new)
        (notify-watches a (get options :watches) old new))
      (catch :default e
        (when (get options :error-handler)
          ((get options :error-handler) a e))
        (when-not (or (= :continue (get options :error-mode))
                      (and (get options :error-handler) (not (= :fail (get options :error-mode)))))
          (swap! state assoc :error e))))))

(defn- work-off
  "Runs the queued actions until none is left or the agent has failed."
  [a]
  (let [state (.agentState a)]
    (loop []
      (let [[old _] (swap-vals! state
                                (fn [m]
                                  (if (or (get m :error) (empty? (get m :queue)))
                                    (assoc m :running false)
                                    (assoc m :queue (pop (get m :queue))))))]
        (when-not (or (get old :error) (empty? (get old :queue)))
          (binding [*agent* a]
            (run-action a (peek (get old :queue))))
          (recur))))))

(defn send
  "Queues an action for an agent: its value becomes (f value args...). Returns the agent at once. Throws if the agent has failed."
  [a f & args]
  (let [state (.agentState a)
        [old new] (swap-vals! state
                              (fn [m]
                                (if (get m :error)
                                  m
                                  (assoc m :queue (conj (get m :queue) [f args]) :running true))))]
    (when (get old :error)
      (throw (norn.prim/make-exception "java.lang.RuntimeException" "Agent is failed, needs restart" nil (get old :error))))
    (when-not (get old :running)
      (future-call (fn [] (work-off a))))
    a))

(defn send-off
  "Same as send: tasks may wait."
  [a f & args] (apply send a f args))

(defn send-via
  "Same as send; the executor is not used."
  [executor a f & args] (apply send a f args))

(defn agent-error
  "Returns the exception that made an agent fail, or nil."
  [a] (get (deref (.agentState a)) :error))

(defn restart-agent
  "Gives a failed agent a new value and lets it go on; :clear-actions true drops its queue."
  [a new-state & {:keys [clear-actions]}]
  (let [state (.agentState a)]
    (swap! state (fn [m]
                   (assoc m :error nil :value new-state :running true
                          :queue (if clear-actions (norn.prim/empty-queue) (get m :queue)))))
    (future-call (fn [] (work-off a)))
    new-state))

(defn set-error-handler!
  "Sets the function of agent and exception that is called when an action throws."
  [a handler] (.setOptions a (assoc (.agentOptions a) :error-handler handler)))

(defn error-handler
  "Returns the error handler of an agent, or nil."
  [a] (get (.agentOptions a) :error-handler))

(defn set-error-mode!
  "Sets what an agent does after an exception: :continue or :fail."
  [a mode] (.setOptions a (assoc (.agentOptions a) :error-mode mode)))

(defn error-mode
  "Returns :continue or :fail."
  [a]
  (or (get (.agentOptions a) :error-mode)
      (if (get (.agentOptions a) :error-handler) :continue :fail)))

(defn- await-agents
  [agents]
  (loop [left (seq agents)]
    (when left
      (let [done (promise)]
        (send (first left) (fn [value] (deliver done true) value))
        (deref done)
        (recur (next left))))))

(defn await-for
  "Waits at most ms milliseconds for the actions sent so far to the agents; returns false if that was not enough."
  [ms & agents]
  (let [waiting (future (await-agents agents) true)]
    (deref waiting ms false)))

(defn shutdown-agents
  "Does nothing: the program ends when its tasks have ended. For compatibility."
  [] nil)

(defn release-pending-sends
  "Does nothing: sends are not held back. Returns 0."
  [] 0)

;; --- refs -----------------------------------------------------------------------------
;; One task runs at a time, so a transaction is a lock, taken by dosync and by the functions that change refs.

(def ^{:private true} transaction-lock (norn.prim/make-object))

(defn ref
  "Makes a ref: a reference to be changed inside dosync. Options as for atom."
  [x & options] (apply atom x options))

(defmacro dosync
  "Evaluates the body as one transaction: no other dosync runs meanwhile. If it throws, changes made before stay."
  [& body]
  `(sync nil ~@body))

(defmacro sync
  "Same as dosync; flags are ignored."
  [flags & body]
  `(locking (var transaction-lock) ~@body))

(defn alter
  "Sets a ref to (f value args...) and returns that."
  [ref f & args] (apply swap! ref f args))

(defn commute
  "Same as alter."
  [ref f & args] (apply swap! ref f args))

(defn ref-set
  "Sets a ref to a value and returns it."
  [ref value] (reset! ref value))

(defn ensure
  "Returns the value of a ref."
  [ref] (deref ref))

;; --- tap --------------------------------------------------------------------------------

(def ^{:private true} taps (atom #{}))

(defn add-tap
  "Adds a function of one argument that gets every value sent by tap>."
  [f] (swap! taps conj f) nil)

(defn remove-tap
  "Removes a function added by add-tap."
  [f] (swap! taps disj f) nil)

(defn tap>
  "Sends x to all taps, in a task of its own; what they throw is ignored. Returns true."
  [x]
  (future-call
    (fn []
      (doseq [f (deref taps)]
        (try (f x) (catch :default _ nil)))))
  true)

;; Channels and go blocks on Norn's tasks.
;;
;; A channel lives in the host (src/sched/channel.h). Parking is what every task can do,
;; so `<!` and `<!!` are one function, usable at any depth: in helper functions,
;; closures, lazy seqs, `try` and `finally`; `go` merely starts a task.
;;
;; Channels without transducer are served by the host alone. Operations on a channel with
;; one arrive in the twins below. There a put first makes the channel "step": it owns the
;; channel while the transducer runs (also across waits), then hands on to the next
;; waiting put, until the buffer is full or no put waits.

(ns clojure.core.async
  (:refer-clojure :exclude [map into reduce transduce merge take partition partition-by]))

;; --- buffers ------------------------------------------------------------------------------

(deftype Buffer [policy size])

(defn buffer
  "A buffer for n values. When it is full, puts wait."
  [n]
  (assert (pos? n) "a fixed buffer needs a size of at least 1")
  (Buffer. :fixed n))

(defn dropping-buffer
  "A buffer for n values that accepts every put; when it is full, the new value is dropped."
  [n]
  (assert (pos? n) "a dropping buffer needs a size of at least 1")
  (Buffer. :dropping n))

(defn sliding-buffer
  "A buffer for n values that accepts every put; when it is full, the oldest value is dropped."
  [n]
  (assert (pos? n) "a sliding buffer needs a size of at least 1")
  (Buffer. :sliding n))

(defn unblocking-buffer?
  "True if puts into this buffer never wait."
  [buf]
  (not (identical? :fixed (.-policy ^Buffer buf))))

;; --- transducers ----------------------------------------------------------------------------

(deftype Stepper [step handler])

(def ^:private step-marker (norn.prim/make-object))
(def ^:private complete-marker (norn.prim/make-object))
(def ^:private none-marker (norn.prim/make-object))
(def ^:private pending-marker (norn.prim/make-object))

(defn- report-failure
  "Lets a failure that no caller should get show up as that of a task nobody awaits."
  [e]
  (norn.prim/spawn-root (fn* [] (throw e))))

(defn- add-to-buffer
  ([ch] ch)
  ([ch value] (norn.prim/chan-buffer ch value)))

(defn- handle-failure
  "What to buffer in place of a value whose transducer step failed; nil: nothing."
  [^Stepper stepper e]
  (let [handler (.-handler stepper)]
    (if handler
      (try (handler e) (catch :default e2 (report-failure e2) nil))
      (do (report-failure e) nil))))

(defn- run-step
  "Runs the transducer for one value or for its completion. True if it wants no more."
  [^Stepper stepper ch value]
  (try
    (let [step (.-step stepper)
          result (if (identical? value complete-marker) (step ch) (step ch value))]
      (reduced? result))
    (catch :default e
      (let [instead (handle-failure stepper e)]
        (when-not (nil? instead) (norn.prim/chan-buffer ch instead))
        false))))

(declare serve)

(defn- steps
  "Runs steps, the first one with this value, until none is due. Requires: the caller
  owns the step. If it is torn away (forced cancellation) another task goes on."
  [ch value]
  (let [stepper (norn.prim/chan-transducer ch)
        finished (volatile! false)]
    (try
      (loop [value value]
        (let [next (norn.prim/chan-next-step ch (run-step stepper ch value) none-marker complete-marker)]
          (when-not (identical? next none-marker) (recur next))))
      (vreset! finished true)
      (finally
        (when-not (deref finished)
          (let [next (norn.prim/chan-next-step ch false none-marker complete-marker)]
            (when-not (identical? next none-marker)
              (norn.prim/spawn-root (fn* [] (steps ch next))))))))
    nil))

(defn- serve-value
  "Steps for a value of the caller or of a put that was accepted already, so cancellation waits."
  [ch value]
  (norn.prim/shield (fn* [] (steps ch value))))

(defn- serve
  "After a take: waiting puts that have room now go through the transducer."
  [ch]
  (let [next (norn.prim/chan-begin-step ch none-marker complete-marker)]
    (when-not (identical? next none-marker) (serve-value ch next))))

(defn- after-put [ch value answer]
  (if (identical? answer step-marker)
    (do (serve-value ch value) true)
    answer))

(norn.prim/set-twin! "norn.prim/chan-put"
  (fn* chan-put-twin [ch value] (after-put ch value (norn.prim/chan-put* ch value step-marker))))

(norn.prim/set-twin! "norn.prim/chan-offer"
  (fn* chan-offer-twin [ch value] (after-put ch value (norn.prim/chan-offer* ch value step-marker))))

(norn.prim/set-twin! "norn.prim/chan-put-callback"
  (fn* chan-put-callback-twin [ch value f]
    (after-put ch value (norn.prim/chan-put-callback* ch value f step-marker))))

(norn.prim/set-twin! "norn.prim/chan-take"
  (fn* chan-take-twin [ch] (let [value (norn.prim/chan-take* ch)] (serve ch) value)))

(norn.prim/set-twin! "norn.prim/chan-poll"
  (fn* chan-poll-twin [ch] (let [value (norn.prim/chan-poll* ch)] (serve ch) value)))

(norn.prim/set-twin! "norn.prim/chan-take-callback"
  (fn* chan-take-callback-twin [ch f pending]
    (let [value (norn.prim/chan-take-callback* ch f pending)] (serve ch) value)))

(norn.prim/set-twin! "norn.prim/chan-close"
  (fn* chan-close-twin [ch]
    (when (norn.prim/chan-close* ch) (serve-value ch complete-marker))
    nil))

(defn- after-alts [[answer ch value :as result]]
  (cond
    (identical? answer step-marker) (do (serve-value ch value) [true ch])
    (identical? ch :default) result
    (nil? (norn.prim/chan-transducer ch)) result
    :else (do (serve ch) result)))

(norn.prim/set-twin! "norn.prim/chan-alts"
  (fn* chan-alts-twin
    ([ports priority] (after-alts (norn.prim/chan-alts* ports priority step-marker)))
    ([ports priority default] (after-alts (norn.prim/chan-alts* ports priority step-marker default)))))

;; --- channels -------------------------------------------------------------------------------

(defn- make-channel [policy size xform ex-handler]
  (norn.prim/chan policy size (when xform (Stepper. (xform add-to-buffer) ex-handler))))

(defn chan
  "A new channel. buf-or-n: a buffer, or the size of a fixed one; without it (or with
  0) a put waits for its take. xform: a transducer that every value passes on its way
  into the buffer, which is then required; it may wait. ex-handler: called with what
  the transducer throws; a value other than nil is buffered in its place. Without a
  handler the failure is reported like that of a task nobody awaits.
  (chan 10 (map inc))"
  ([] (norn.prim/chan))
  ([buf-or-n] (chan buf-or-n nil nil))
  ([buf-or-n xform] (chan buf-or-n xform nil))
  ([buf-or-n xform ex-handler]
   (let [buf-or-n (if (= buf-or-n 0) nil buf-or-n)]
     (when xform (assert buf-or-n "buffer must be supplied when transducer is"))
     (cond
       (nil? buf-or-n) (norn.prim/chan)
       (instance? Buffer buf-or-n)
       (make-channel (.-policy ^Buffer buf-or-n) (.-size ^Buffer buf-or-n) xform ex-handler)
       :else (make-channel :fixed buf-or-n xform ex-handler)))))

(defn promise-chan
  "A channel that gives the first value put on it to every take, now and later; further
  puts are accepted and dropped. Closed without a value it gives nil."
  ([] (promise-chan nil nil))
  ([xform] (promise-chan xform nil))
  ([xform ex-handler] (make-channel :promise 1 xform ex-handler)))

(defn timeout
  "A channel that closes after msecs milliseconds. It is no task, and a program does not
  stay alive for it unless somebody waits."
  [msecs]
  (norn.prim/chan-timeout msecs))

(def ^{:arglists '([port])
       :doc "Takes a value from the channel; suspends the calling task until there is one. nil
  once the channel is closed and drained."}
  <! norn.prim/chan-take)

(def ^{:arglists '([port]) :doc "The same as <!."} <!! norn.prim/chan-take)

(def ^{:arglists '([port val])
       :doc "Puts a value (not nil) on the channel; suspends the calling task until it is accepted.
  True, or false if the channel is closed."}
  >! norn.prim/chan-put)

(def ^{:arglists '([port val]) :doc "The same as >!."} >!! norn.prim/chan-put)

(def ^{:arglists '([port])
       :doc "Takes a value if that is possible without waiting; else nil."}
  poll! norn.prim/chan-poll)

(def ^{:arglists '([port val])
       :doc "Puts a value if that is possible without waiting: true. false if the channel is
  closed, nil if the put would have to wait."}
  offer! norn.prim/chan-offer)

(def ^{:arglists '([chan])
       :doc "Closes the channel: further puts give false, takes what is still in it and then nil.
  Closing twice does nothing. Returns nil."}
  close! norn.prim/chan-close)

(defn- in-root-task [f value]
  (norn.prim/spawn-root (fn* [] (f value))))

(defn take!
  "Takes a value without waiting: (f value) runs in a task of its own once there is
  one. If there is one at once, f runs in this call, unless on-caller? is false. At
  most 1024 such takes may be pending on a channel. Returns nil."
  ([port f] (take! port f true))
  ([port f on-caller?]
   (let [value (norn.prim/chan-take-callback port f pending-marker)]
     (cond
       (identical? value pending-marker) nil
       on-caller? (f value)
       :else (in-root-task f value))
     nil)))

(defn put!
  "Puts a value (not nil) without waiting; (f accepted?) runs in a task of its own once
  it is accepted, or in this call if that is at once and on-caller? is not false. At
  most 1024 such puts may be pending on a channel. False if the channel is closed,
  else true."
  ([port val] (put! port val nil true))
  ([port val f] (put! port val f true))
  ([port val f on-caller?]
   (let [answer (norn.prim/chan-put-callback port val f)]
     (when-not (or (nil? answer) (nil? f))
       (if on-caller? (f answer) (in-root-task f answer)))
     (if (nil? answer) true answer))))

(defn- alts-of [ports options]
  (let [ports (if (vector? ports) ports (vec ports))
        priority (:priority options)]
    (if (contains? options :default)
      (norn.prim/chan-alts ports priority (:default options))
      (norn.prim/chan-alts ports priority))))

(defn alts!
  "Performs exactly one of several channel operations, as soon as one is possible, and
  returns [value port]. A port is a channel to take from or a vector [channel value]
  to put (its value: true, or false if closed). Of several that are possible one is
  chosen at random, or the first with :priority true. With :default value, when none
  is possible at once: [value :default]."
  ([ports] (if (vector? ports) (norn.prim/chan-alts ports false) (norn.prim/chan-alts (vec ports) false)))
  ([ports & {:as options}] (alts-of ports options)))

(def ^{:arglists '([ports] [ports & {:as options}]) :doc "The same as alts!."} alts!! alts!)

(defn do-alts
  "As alts!, without waiting: if an operation is possible at once a box (deref it) with
  its [value port], else nil, and (f [value port]) runs in a task later."
  [f ports options]
  (let [result (alts-of ports (assoc options :default none-marker))]
    (cond
      (not (identical? none-marker (nth result 0))) (atom result)
      (contains? options :default) (atom [(:default options) :default])
      :else (do (norn.prim/spawn-root (fn* [] (f (alts-of ports options))))
                nil))))

(defn- bind-operation
  "Code for one operation of alt!: [bindings, the port for alts, the symbol that is its channel]."
  [operation]
  (let [ch (gensym "ch")]
    (if (vector? operation)
      (let [value (gensym "value")]
        [[ch (nth operation 0) value (nth operation 1)] [ch value] ch])
      [[ch operation] ch ch])))

(defn- alt-body
  "Code for the right side of an alt! clause: an expression, or (binding-vector body...)."
  [result body]
  (if (and (seq? body) (vector? (first body)))
    `(let [~(first body) ~result] ~@(rest body))
    body))

(defn do-alt
  "What alt! expands to; alts: the function to choose with."
  [alts clauses]
  (assert (even? (count clauses)) "alt! needs pairs of operation and result")
  (let [pairs (clojure.core/partition 2 clauses)
        option? (fn [[k _]] (keyword? k))
        options (clojure.core/into {} (clojure.core/map vec (filter option? pairs)))
        cases (clojure.core/mapv
                (fn [[operations body]]
                  [(clojure.core/mapv bind-operation (if (vector? operations) operations [operations])) body])
                (remove option? pairs))
        bound (mapcat first cases)
        result (gensym "result")
        port (gensym "port")]
    `(let [~@(mapcat first bound)
           ~result (~alts ~(clojure.core/mapv second bound)
                          ~@(when (contains? options :priority) [:priority (:priority options)])
                          ~@(when (contains? options :default) [:default :default]))
           ~port (nth ~result 1)]
       (cond
         ~@(when (contains? options :default)
             [`(identical? ~port :default) (:default options)])
         ~@(mapcat (fn [[operations body]]
                     [`(or ~@(clojure.core/map (fn [[_ _ ch]] `(identical? ~port ~ch)) operations))
                      (alt-body result body)])
                   cases)))))

(defmacro alt!
  "Performs one of several channel operations, as alts!, and evaluates the expression
  beside it. Clauses: an operation - a channel to take from, or a vector of channels
  and [channel value] puts - and a result: an expression, or ([value port] body...)
  to name what came. Options :priority and :default stand among the clauses.
  (alt! [jobs stop] ([v port] (handle v)) [[out 1]] :sent (timeout 100) :late)"
  [& clauses]
  (do-alt `alts! clauses))

(defmacro alt!!
  "The same as alt!."
  [& clauses]
  (do-alt `alts! clauses))

;; --- go -----------------------------------------------------------------------------------------

(defn task-body
  "For the expansion of go: the function of its task. It puts what (thunk) returns on the channel and closes it."
  [ch thunk]
  (fn* []
    (try
      (let [value (thunk)]
        (when-not (nil? value) (norn.prim/chan-offer ch value))
        nil)
      (finally (norn.prim/chan-close ch)))))

(defmacro go
  "Starts a task that evaluates the body; returns a channel that gets its value, unless
  that is nil, and is then closed. The body may take and put anywhere, at any depth.
  Its failure is reported, and its channel closes. ^{:name \"x\"} (go ...) names the task.
  (<! (go (+ 1 (<! c))))"
  [& body]
  `(let* [ch# (norn.prim/chan 1)]
     (norn.prim/spawn-root (task-body ch# (fn* [] ~@body)) ~(:name (meta &form)))
     ch#))

(defmacro go-loop
  "The same as (go (loop bindings body...))."
  [bindings & body]
  (with-meta `(go (loop ~bindings ~@body)) (meta &form)))

(defn thread-call
  "Starts a task that calls (f); returns a channel that gets its value and is closed.
  workload is accepted for compatibility: every task may wait and compute."
  ([f] (thread-call f nil))
  ([f workload]
   (let [ch (norn.prim/chan 1)]
     (norn.prim/spawn-root (task-body ch f))
     ch)))

(defmacro thread
  "The same as go: tasks take the place of threads."
  [& body]
  (with-meta `(go ~@body) (meta &form)))

(defmacro io-thread
  "The same as go."
  [& body]
  (with-meta `(go ~@body) (meta &form)))

;; --- from collections, to collections ---------------------------------------------------------------

(defn onto-chan!
  "Puts the elements of coll on the channel, then closes it unless close? is false.
  Returns a channel that closes when that is done."
  ([ch coll] (onto-chan! ch coll true))
  ([ch coll close?]
   (go-loop [items (seq coll)]
     (if (and items (>! ch (first items)))
       (recur (next items))
       (when close? (close! ch))))))

(defn to-chan!
  "A channel with the elements of coll that closes after the last."
  [coll]
  (let [ch (if (counted? coll) (chan (min 100 (count coll))) (chan 1))]
    (onto-chan! ch coll)
    ch))

(defn onto-chan!!
  "The same as onto-chan!."
  ([ch coll] (onto-chan! ch coll true))
  ([ch coll close?] (onto-chan! ch coll close?)))

(defn to-chan!!
  "The same as to-chan!."
  [coll]
  (to-chan! coll))

(defn ^:deprecated onto-chan "The same as onto-chan!." ([ch coll] (onto-chan! ch coll true)) ([ch coll close?] (onto-chan! ch coll close?)))
(defn ^:deprecated to-chan "The same as to-chan!." [coll] (to-chan! coll))

(defn reduce
  "A channel with the result of reducing, with f and the initial value, what comes from
  ch until it closes."
  [f init ch]
  (go-loop [result init]
    (let [value (<! ch)]
      (if (nil? value)
        result
        (let [result (f result value)]
          (if (reduced? result) (deref result) (recur result)))))))

(defn transduce
  "A channel with the result of transducing what comes from ch until it closes."
  [xform f init ch]
  (let [f (xform f)]
    (go (f (<! (reduce f init ch))))))

(defn into
  "A channel with coll and what comes from ch, conjoined."
  [coll ch]
  (reduce conj coll ch))

(defn take
  "A channel that gives at most n values from ch and then closes."
  ([n ch] (take n ch nil))
  ([n ch buf-or-n]
   (let [out (chan buf-or-n)]
     (go
       (loop [i 0]
         (when (< i n)
           (let [value (<! ch)]
             (when (and (some? value) (>! out value)) (recur (inc i))))))
       (close! out))
     out)))

;; --- between channels -------------------------------------------------------------------------------

(defn pipe
  "Moves values from one channel to the other until one of them closes; then closes
  `to` unless close? is false. Returns to."
  ([from to] (pipe from to true))
  ([from to close?]
   (go-loop []
     (let [value (<! from)]
       (if (nil? value)
         (when close? (close! to))
         (when (>! to value) (recur)))))
   to))

(defn split
  "Two channels: of the values of ch for which (p value) is true, and of the others.
  Both close when ch does."
  ([p ch] (split p ch nil nil))
  ([p ch true-buf-or-n false-buf-or-n]
   (let [yes (chan true-buf-or-n)
         no (chan false-buf-or-n)]
     (go-loop []
       (let [value (<! ch)]
         (if (nil? value)
           (do (close! yes) (close! no))
           (when (>! (if (p value) yes no) value) (recur)))))
     [yes no])))

(defn merge
  "A channel with the values of all these channels, as they come; it closes when all
  have closed."
  ([chs] (merge chs nil))
  ([chs buf-or-n]
   (let [out (chan buf-or-n)]
     (go-loop [open (vec chs)]
       (if (pos? (count open))
         (let [[value ch] (alts! open)]
           (if (nil? value)
             (recur (filterv #(not (identical? ch %)) open))
             (do (>! out value) (recur open))))
         (close! out)))
     out)))

(defn map
  "A channel of (f a b ...) for the first values of the channels, then the second ones,
  and so on; it closes as soon as one of them does."
  ([f chs] (map f chs nil))
  ([f chs buf-or-n]
   (let [chs (vec chs)
         out (chan buf-or-n)]
     (if (empty? chs)
       (close! out)
       (go-loop []
         (let [tasks (clojure.core/mapv (fn [ch] (norn.prim/spawn-root (fn* [] (<! ch)))) (rest chs))
               values (clojure.core/into [(<! (first chs))] (clojure.core/map norn.prim/await*) tasks)]
           (if (some nil? values)
             (close! out)
             (when (>! out (apply f values)) (recur))))))
     out)))

(defn- start-pipeline
  "n workers call (work value result-channel); results go to `to` in the order of from."
  [n to from close? work]
  (assert (pos? n) "a pipeline needs at least one worker")
  (let [jobs (chan n)
        results (chan n)]
    (dotimes [_ n]
      (go-loop []
        (let [job (<! jobs)]
          (when-not (nil? job)
            (let [[value slot] job]
              (work value slot)
              (recur))))))
    (go-loop []
      (let [value (<! from)]
        (if (nil? value)
          (do (close! jobs) (close! results))
          (let [slot (chan 1)]
            (>! jobs [value slot])
            (>! results slot)
            (recur)))))
    (go-loop []
      (let [slot (<! results)]
        (if (nil? slot)
          (when close? (close! to))
          (let [result (<! slot)]
            (when-not (nil? result)
              (loop []
                (let [value (<! result)]
                  (when (and (some? value) (>! to value)) (recur)))))
            (recur)))))))

(defn pipeline
  "Moves values from one channel to the other through a transducer, n of them at a
  time, results in the order of `from`. The transducer sees each value alone. to is
  closed at the end unless close? is false. ex-handler as for chan."
  ([n to xf from] (pipeline n to xf from true))
  ([n to xf from close?] (pipeline n to xf from close? nil))
  ([n to xf from close? ex-handler]
   (start-pipeline n to from close?
     (fn [value slot]
       (let [result (chan 1 xf ex-handler)]
         (>! slot result)
         (>! result value)
         (close! result))))))

(defn pipeline-blocking
  "The same as pipeline: every task may wait."
  ([n to xf from] (pipeline n to xf from true))
  ([n to xf from close?] (pipeline n to xf from close? nil))
  ([n to xf from close? ex-handler] (pipeline n to xf from close? ex-handler)))

(defn pipeline-async
  "As pipeline, with a function in place of a transducer: (af value result-channel)
  puts any number of results on the channel, now or later, and closes it."
  ([n to af from] (pipeline-async n to af from true))
  ([n to af from close?]
   (start-pipeline n to from close?
     (fn [value slot]
       (let [result (chan 1)]
         (af value result)
         (>! slot result))))))

;; --- mult ---------------------------------------------------------------------------------------------

(defprotocol Mux
  (muxch* [_] "The channel behind a mult, mix or pub."))

(defprotocol Mult
  (tap* [m ch close?])
  (untap* [m ch])
  (untap-all* [m]))

(defn- put-to-all
  "Puts the value on all channels at once and waits until each has accepted it; the
  ones that are closed."
  [chs value]
  (let [waiting (atom 1)
        done (norn.prim/promise*)
        count-down (fn [_] (when (zero? (swap! waiting dec)) (norn.prim/deliver* done nil)))
        closed (filterv (fn [ch]
                          (swap! waiting inc)
                          (not (put! ch value count-down)))
                        chs)]
    (count-down nil)
    (norn.prim/await* done)
    closed))

(defn mult
  "Copies every value of ch to all channels tapped onto the mult (see tap). A value
  goes out when every tap has accepted the one before; without taps it is dropped."
  [ch]
  (let [taps (atom {})
        m (reify
            Mux
            (muxch* [_] ch)
            Mult
            (tap* [_ tapped close?] (swap! taps assoc tapped close?) nil)
            (untap* [_ tapped] (swap! taps dissoc tapped) nil)
            (untap-all* [_] (reset! taps {}) nil))]
    (go-loop []
      (let [value (<! ch)]
        (if (nil? value)
          (doseq [[tapped close?] (deref taps)]
            (when close? (close! tapped)))
          (do
            (doseq [closed (put-to-all (keys (deref taps)) value)]
              (untap* m closed))
            (recur)))))
    m))

(defn tap
  "Copies the values of the mult onto ch, which closes with it unless close? is false.
  Returns ch."
  ([mult ch] (tap mult ch true))
  ([mult ch close?] (tap* mult ch close?) ch))

(defn untap
  "Ends a tap."
  [mult ch]
  (untap* mult ch))

(defn untap-all
  "Ends all taps of the mult."
  [mult]
  (untap-all* mult))

;; --- mix ------------------------------------------------------------------------------------------------

(defprotocol Mix
  (admix* [m ch])
  (unmix* [m ch])
  (unmix-all* [m])
  (toggle* [m state-map])
  (solo-mode* [m mode]))

(defn- mix-plan
  "Which inputs of a mix are read, and which of those are passed on."
  [{:keys [inputs solo-mode]}]
  (let [having (fn [flag] (set (keep (fn [[ch flags]] (when (flag flags) ch)) inputs)))
        solos (having :solo)
        paused (having :pause)
        reads (if (and (= solo-mode :pause) (seq solos))
                solos
                (remove paused (keys inputs)))]
    {:reads (vec reads)
     :passes? (fn [ch] (if (seq solos) (contains? solos ch) (not (:mute (get inputs ch)))))}))

(defn mix
  "Puts the values of the channels added with admix on `out`, subject to their flags
  (see toggle)."
  [out]
  (let [state (atom {:inputs {} :solo-mode :mute})
        change (chan (sliding-buffer 1))
        update-state (fn [f & args] (apply swap! state f args) (put! change true) nil)
        m (reify
            Mux
            (muxch* [_] out)
            Mix
            (admix* [_ ch] (update-state update :inputs assoc ch {}))
            (unmix* [_ ch] (update-state update :inputs dissoc ch))
            (unmix-all* [_] (update-state assoc :inputs {}))
            (toggle* [_ flags] (update-state update :inputs (partial merge-with clojure.core/merge) flags))
            (solo-mode* [_ mode]
              (assert (contains? #{:mute :pause} mode) "the solo mode is :mute or :pause")
              (update-state assoc :solo-mode mode)))]
    (go-loop []
      (let [{:keys [reads passes?]} (mix-plan (deref state))
            [value ch] (alts! (conj reads change))]
        (cond
          (identical? ch change) (recur)
          (nil? value) (do (swap! state update :inputs dissoc ch) (recur))
          (passes? ch) (when (>! out value) (recur))
          :else (recur))))
    m))

(defn admix
  "Adds ch to the inputs of the mix."
  [mix ch]
  (admix* mix ch))

(defn unmix
  "Removes ch from the inputs of the mix."
  [mix ch]
  (unmix* mix ch))

(defn unmix-all
  "Removes all inputs of the mix."
  [mix]
  (unmix-all* mix))

(defn toggle
  "Sets flags of inputs: {ch {:mute true, :pause false, :solo true}}. Muted: read and
  dropped. Paused: not read. Solo: only soloed inputs are passed on, whatever their
  other flags; the rest is muted or paused, see solo-mode. Adds inputs that are new."
  [mix state-map]
  (toggle* mix state-map))

(defn solo-mode
  "What happens to the other inputs while some are soloed: :mute (at first) or :pause."
  [mix mode]
  (solo-mode* mix mode))

;; --- pub --------------------------------------------------------------------------------------------------

(defprotocol Pub
  (sub* [p v ch close?])
  (unsub* [p v ch])
  (unsub-all* [p] [p v]))

(defn pub
  "Distributes the values of ch by (topic-fn value) to the channels subscribed to that
  topic (see sub); values without subscriber are dropped. (buf-fn topic) gives the
  buffer of a topic; without it there is none."
  ([ch topic-fn] (pub ch topic-fn (constantly nil)))
  ([ch topic-fn buf-fn]
   (let [mults (atom {})
         mult-of (fn [topic]
                   (or (get (deref mults) topic)
                       (let [fresh (chan (buf-fn topic))
                             entry [fresh (mult fresh)]
                             found (get (swap! mults (fn [m] (if (get m topic) m (assoc m topic entry)))) topic)]
                         (when-not (identical? entry found) (close! fresh))
                         found)))
         p (reify
             Mux
             (muxch* [_] ch)
             Pub
             (sub* [_ topic subscriber close?] (tap (nth (mult-of topic) 1) subscriber close?))
             (unsub* [_ topic subscriber]
               (when-let [[_ m] (get (deref mults) topic)] (untap m subscriber)))
             (unsub-all* [_] (reset! mults {}) nil)
             (unsub-all* [_ topic] (swap! mults dissoc topic) nil))]
     (go-loop []
       (let [value (<! ch)]
         (if (nil? value)
           (doseq [[_ [topic-ch _]] (deref mults)] (close! topic-ch))
           (let [topic (topic-fn value)]
             (when-let [[topic-ch _] (get (deref mults) topic)]
               (when-not (>! topic-ch value) (swap! mults dissoc topic)))
             (recur)))))
     p)))

(defn sub
  "Subscribes ch to a topic of the pub; ch closes with it unless close? is false."
  ([p topic ch] (sub p topic ch true))
  ([p topic ch close?] (sub* p topic ch close?)))

(defn unsub
  "Ends the subscription of ch to a topic."
  [p topic ch]
  (unsub* p topic ch))

(defn unsub-all
  "Ends all subscriptions, or those to one topic."
  ([p] (unsub-all* p))
  ([p topic] (unsub-all* p topic)))

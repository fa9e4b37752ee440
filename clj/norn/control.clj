;; Delimited continuations (docs/ASYNC.md). `shift` takes the rest of the
;; computation up to the nearest `reset`, as a function.

(ns norn.control)

(def ^{:doc "The prompt tag of reset and shift without a tag of their own."} default-prompt (make-prompt 'default))

(defmacro reset-at
  "Evaluates body delimited by the prompt tag: a shift-at with the same tag inside
  captures up to here."
  [tag & body]
  `(norn.prim/prompt ~tag (fn* [] ~@body)))

(defmacro shift-at
  "Takes the continuation up to the nearest reset-at with this tag, binds it to k,
  and evaluates body in its place; the value of body is the value of the reset.
  (k v) resumes it: v becomes the value of this form, and the call returns what
  the reset body returns. k can be called any number of times."
  [tag k & body]
  `(norn.prim/shift* ~tag (fn* [~k] ~@body) false))

(defmacro shift1-at
  "As shift-at, with a one-shot continuation: resuming it costs no copy, and a
  second call throws an exception with :type :norn/continuation-used."
  [tag k & body]
  `(norn.prim/shift* ~tag (fn* [~k] ~@body) true))

(defmacro reset
  "Delimits shift. (reset (+ 1 (shift k (* 2 (k 10))))) => 22"
  [& body]
  `(reset-at default-prompt ~@body))

(defmacro shift
  "Takes the rest of the computation up to the nearest reset as the function k.
  (reset (+ 1 (shift k 5))) => 5"
  [k & body]
  `(shift-at default-prompt ~k ~@body))

(defmacro shift1
  "As shift, with a one-shot continuation."
  [k & body]
  `(shift1-at default-prompt ~k ~@body))

(defn resume
  "Resumes the continuation k with a value (default nil); what (k value) does."
  ([k] (norn.prim/resume k nil))
  ([k value] (norn.prim/resume k value)))

(defn resume-throw
  "Resumes the continuation k by throwing the exception where it was captured."
  [k exception]
  (norn.prim/resume-throw k exception))

(defn discard
  "Unwinds the continuation k instead of resuming it: its `finally` blocks run, no
  `catch` does. k is used up then, also a multi-shot one; nothing happens if it was
  before. Returns nil; what a `finally` throws is thrown here."
  [k]
  (norn.prim/discard k)
  nil)

(defmacro async-reset "Another name for reset." [& body] `(reset ~@body))
(defmacro async-shift "Another name for shift." [k & body] `(shift ~k ~@body))
(def ^{:arglists '([k] [k value]) :doc "Another name for resume."} async-resume resume)

(defn generator
  "A lazy seq of the values that (f yield) passes to the function `yield` (one
  argument; returns nil). f runs only as far as the seq is consumed, and may
  yield from any depth.
  (take 3 (generator (fn [yield] (loop [n 0] (yield n) (recur (inc n)))))) => (0 1 2)

  Who drops the seq drops the rest of f: a `finally` around a `yield` does not run then. with-generator sees to it."
  [f]
  (let [tag (make-prompt 'generator)
        step (fn step [advance]
               (lazy-seq
                (let [[value k] (norn.prim/prompt tag advance)]
                  (if k (cons value (step (fn* [] (norn.prim/resume k nil)))) nil))))]
    (step (fn* []
            (f (fn [value] (norn.prim/capture tag (fn* [k] [value k]) true)))
            nil))))

(defn open-generator
  "[items close!]: what (generator f) gives, and a function that ends f. If f stands at a `yield` it is unwound: its `finally`
  blocks run, and may wait, no `catch` does; what a `finally` throws, close! throws. If f runs just now, in another task,
  that happens at its next `yield`; if it has not begun it never does; if it has ended nothing happens. Reading on behind what was
  read before is an IllegalStateException then. close! returns nil. (let [[items close!] (open-generator f)]
  (try (first items) (finally (close!))))"
  [f]
  (let [state (atom nil)                ; the continuation that stands at a yield, or :closed
        check (fn [open?]
                (when-not open?
                  (throw (IllegalStateException. "The generator was closed"))))
        resume-held (fn [k]
                      (check (compare-and-set! state k nil))
                      (resume k nil))
        step (fn step [advance]
               (lazy-seq
                 (let [[value k] (norn.prim/prompt (nth advance 0) (nth advance 1))]
                   (if k
                     (if (compare-and-set! state nil k)
                       (cons value (step [(nth advance 0) (fn [] (resume-held k))]))
                       (do (discard k) (check false)))
                     nil))))
        tag (make-prompt 'generator)]
    [(step [tag (fn []
                  (check (nil? (deref state)))
                  (f (fn [value] (norn.prim/capture tag (fn* [k] [value k]) true)))
                  nil)])
     (fn []
       (let [k (nth (reset-vals! state :closed) 0)]
         (when-not (or (nil? k) (= :closed k))
           (discard k))))]))

(defmacro with-generator
  "Evaluates body with `items` bound to what (generator f) gives. When body is left, on whatever way, so is f: see open-generator.
  (with-generator [lines (fn [yield] (with-open [r (reader path)] (run! yield (line-seq r))))] (first lines))"
  [[items f] & body]
  `(let [[items# close#] (open-generator ~f)]
     (try
       (let [~items items#] ~@body)
       (finally (close#)))))

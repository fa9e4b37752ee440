;; The law of multi-shot continuations, checked over random programs: the same program runs through the real
;; try/finally/binding/reset/shift and through a dumb model, a machine whose stack is a list of frames. Both must give the same
;; value or exception and the same log of effects.
;;
;; The law (docs/ASYNC.md, Continuations): a continuation is the frames up to its prompt, with the bindings made in them. Calling
;; it puts a copy of these frames on top of the caller's. A `finally` runs whenever a value, an exception or a discard leaves its
;; frame, so once per resumption that does, and never for a continuation that is dropped. shift1 gives its frames away at the
;; first use, discard at its own.
;;
;; usage: ./dev stress multishot [CASES] [FIRST-SEED]
(require '[norn.async :as a] '[norn.control :as c])

;; --- random programs -------------------------------------------------------------------
;; [:const n] [:note n] [:yield] [:add a b] [:do a b] [:finally body cleanup] [:catch body handler] [:throw a] [:bind n body]
;; [:reset a] [:shift a] [:shift1 a], which push a continuation to the environment; and its uses by position there:
;; [:k i a] [:k-throw i a] [:discard i] [:save i], which keeps it for [:saved i a], also behind its reset.

(defn step-random [state] (bit-and (+ (* state 1103515245) 12345) 0x7FFFFFFF))
(def random-state (volatile! 0))
(defn below [n] (mod (bit-shift-right (vswap! random-state step-random) 12) n))

(defn generate [size depth]
  (let [leaf? (< size 2)
        half (quot size 2)
        kind (below (if leaf? 6 20))]
    (case (int kind)
      (0 1) [:const (below 10)]
      2 [:note (below 10)]
      3 [:yield]
      (4 5) (if (zero? depth)
              [:note (below 10)]
              (case (int (below 4))
                (0 1) [:k (below depth) [:const (below 10)]]
                2 [:discard (below depth)]
                [:save (below depth)]))
      (6 7) [:add (generate half depth) (generate half depth)]
      (8 9) [:do (generate half depth) (generate half depth)]
      (10 11) [:finally (generate half depth) (generate half depth)]
      12 [:catch (generate half depth) (generate half depth)]
      13 [:throw (generate (dec size) depth)]
      14 [:bind (below 10) (generate (dec size) depth)]
      15 [:reset (generate (dec size) depth)]
      (16 17) [:shift (generate (dec size) (inc depth))]
      18 [:shift1 (generate (dec size) (inc depth))]
      19 (if (zero? depth)
           [:saved (below 3) (generate (dec size) depth)]
           [(if (zero? (below 3)) :k-throw :k) (below depth) (generate (dec size) depth)]))))

(defn program [seed]
  (vreset! random-state (step-random (step-random (+ 17 (* 7919 seed)))))
  [:do (generate (+ 8 (below 40)) 0) [:note 99]])

(def fuel-of-a-case 300)

;; --- the real thing ------------------------------------------------------------------------

(def ^:dynamic *bound* 0)
(def fuel (volatile! 0))
(def log (volatile! []))
(def saved (volatile! []))
(defn note [x] (vswap! log conj x))

(defn thrown [n] (ex-info "thrown" {:value n}))
(defn value-of [e] (if (= :norn/continuation-used (:type (ex-data e))) 1000 (:value (ex-data e))))

(defn use-k
  "What a continuation's prompt returns; nothing happens without fuel."
  [f k v]
  (if (neg? (vswap! fuel dec)) 0 (or (f k v) 0)))

(defn run [node env]
  (if (neg? (vswap! fuel dec))
    0
    (let [[op x y] node]
      (case op
        :const x
        :note (do (note [x *bound*]) x)
        :yield (do (a/yield) 0)
        :add (+ (run x env) (run y env))
        :do (do (run x env) (run y env))
        :finally (try (run x env) (finally (note :cleanup) (run y env)))
        :catch (try (run x env) (catch :default e (note [:caught (value-of e)]) (run y env)))
        :throw (throw (thrown (run x env)))
        :bind (binding [*bound* x] (run y env))
        :reset (c/reset (run x env))
        :shift (c/shift k (run x (cons k env)))
        :shift1 (c/shift1 k (run x (cons k env)))
        :k (let [v (run y env)] (use-k c/resume (nth env x) v))
        :k-throw (let [v (run y env)] (use-k c/resume-throw (nth env x) (thrown v)))
        :discard (use-k (fn [k _] (c/discard k)) (nth env x) nil)
        :save (do (vswap! saved conj (nth env x)) 0)
        :saved (let [v (run y env) ks @saved]
                 (if (seq ks) (use-k c/resume (nth ks (mod x (count ks))) v) 0))))))

(defn really [node]
  (vreset! fuel fuel-of-a-case)
  (vreset! log [])
  (vreset! saved [])
  (let [outcome (try [:value (c/reset (run node nil))] (catch :default e [:thrown (value-of e)]))]
    [outcome @log]))

;; --- the model -----------------------------------------------------------------------------
;; A frame is [kind data...]; the stack a list, the newest first. A state is [:eval node env stack], or [:value v stack],
;; [:throw v stack], [:discard id stack], which deliver an outcome to the newest frame. A continuation is an atom of frames, the
;; last one its prompt; nil when used up.

(def next-id (volatile! 0))

(defn bound-in [stack]
  (or (some (fn [[kind n]] (when (= kind :bind) n)) stack) 0))

(defn split-at-prompt [stack]
  (let [[above [prompt & below]] (split-with (fn [[kind]] (not= kind :prompt)) stack)]
    [(concat above [prompt]) below]))

(defn capture [node env stack once]
  (let [[taken below] (split-at-prompt stack)]
    [:eval node (cons {:once once :frames (atom (doall taken))} env) (cons [:prompt nil] below)]))

(defn resume [k outcome v stack]
  (let [frames @(:frames k)]
    (cond
      (neg? (vswap! fuel dec)) [:value 0 stack]
      (nil? frames) (if (= outcome :discard) [:value 0 stack] [:throw 1000 stack])
      (= outcome :discard)
      (let [id (vswap! next-id inc)]
        (reset! (:frames k) nil)
        [:discard id (concat (butlast frames) [[:prompt id]] stack)])
      :else
      (do (when (:once k) (reset! (:frames k) nil))
          [outcome v (concat frames stack)]))))

(defn evaluate [[op x y] env stack]
  (case op
    :const [:value x stack]
    :note (do (note [x (bound-in stack)]) [:value x stack])
    :yield [:value 0 stack]
    :add [:eval x env (cons [:add-to y env] stack)]
    :do [:eval x env (cons [:then y env] stack)]
    :finally [:eval x env (cons [:finally y env] stack)]
    :catch [:eval x env (cons [:catch y env] stack)]
    :throw [:eval x env (cons [:throw] stack)]
    :bind [:eval y env (cons [:bind x] stack)]
    :reset [:eval x env (cons [:prompt nil] stack)]
    :shift (capture x env stack false)
    :shift1 (capture x env stack true)
    :k [:eval y env (cons [:call (nth env x) :value] stack)]
    :k-throw [:eval y env (cons [:call (nth env x) :throw] stack)]
    :discard (resume (nth env x) :discard 0 (cons [:nothing] stack))
    :save (do (vswap! saved conj (nth env x)) [:value 0 stack])
    :saved [:eval y env (cons [:call-saved x] stack)]))

(defn deliver-outcome [outcome v [[kind x y] & below]]
  (case kind
    :finally (do (note :cleanup) [:eval x y (cons [:after outcome v] below)])
    :after (if (= outcome :value) [x y below] [outcome v below])
    :catch (if (= outcome :throw)
             (do (note [:caught v]) [:eval x y below])
             [outcome v below])
    :prompt (if (and (= outcome :discard) (= v x)) [:value 0 below] [outcome v below])
    :bind [outcome v below]
    (if (not= outcome :value)
      [outcome v below]
      (case kind
        :add-to [:eval x y (cons [:add v] below)]
        :add [:value (+ x v) below]
        :then [:eval x y below]
        :throw [:throw v below]
        :nothing [:value 0 below]
        :call (resume x y v below)
        :call-saved (let [ks @saved]
                      (if (seq ks) (resume (nth ks (mod x (count ks))) :value v below) [:value 0 below]))))))

(defn model [node]
  (vreset! fuel fuel-of-a-case)
  (vreset! log [])
  (vreset! saved [])
  (loop [[outcome v env-or-stack stack] [:eval node nil (list [:prompt nil])]]
    (cond
      (= outcome :eval) (recur (if (neg? (vswap! fuel dec)) [:value 0 stack] (evaluate v env-or-stack stack)))
      (seq env-or-stack) (recur (deliver-outcome outcome v env-or-stack))
      :else [[(if (= outcome :throw) :thrown outcome) v] @log])))

;; --- the comparison --------------------------------------------------------------------------

(let [[cases first-seed] (map parse-long *command-line-args*)
      first-seed (or first-seed 0)
      seen (volatile! {})]
  (dotimes [i (or cases 100000)]
    (let [seed (+ first-seed i)
          node (program seed)
          expected (model node)
          actual (really node)]
      (when-not (= expected actual)
        (println "case" seed "breaks the law:")
        (prn node)
        (println "model: " (pr-str expected))
        (println "really:" (pr-str actual))
        (println (str "to run it again: ./dev stress multishot 1 " seed))
        (System/exit 1))
      (vswap! seen (fn [seen]
                     (reduce (fn [seen what] (update seen what (fnil inc 0))) seen
                             (distinct (filter keyword? (flatten node))))))
      (when (zero? (mod (inc i) 10000)) (println (inc i) "cases"))))
  (println "the law holds; programs with" (into (sorted-map) (select-keys @seen [:shift :shift1 :k :k-throw :discard :saved :finally :bind]))))

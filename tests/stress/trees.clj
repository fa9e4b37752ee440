;; Random trees of tasks under virtual time: spawn, await, cancel, force, deadline, shield, throw, race, permits, channels. After
;; each tree: what was taken was given back, each `finally` ran once, nothing lives past its scope, no value was lost, and every
;; failure is one that was planned.
;;
;; usage: ./dev stress trees [TREES [FIRST-SEED]]
(require '[norn.async :as a] '[norn.test :as t] '[clojure.core.async :as ca] '[clojure.string :as str])

;; --- random trees ------------------------------------------------------------------------
;; A node is [:op ...]; those with a body have it last. Tasks are named by how many were started before in the same body or
;; above, so a task waits only for older ones, and nothing waits in a circle.

(def random-state (volatile! 0))
(defn below [n]
  (mod (bit-shift-right (vswap! random-state (fn [state] (bit-and (+ (* state 1103515245) 12345) 0x7FFFFFFF))) 12) n))

(declare generate)

(defn generate-body [size depth]
  (loop [left size made []]
    (if (pos? left)
      (let [n (inc (below left))] (recur (- left n) (conj made (generate n depth))))
      (into [:do] made))))

(defn generate [size depth]
  (if (or (< size 2) (> depth 6))
    (case (int (below 9))
      (0 1) [:sleep (below 10)]
      2 [:yield]
      3 [:await (below 8)]
      4 [:cancel (below 8)]
      5 [:put]
      6 [:take]
      7 (if (zero? (below 6)) [:throw] [:check])
      8 (if (zero? (below 3)) [:force (below 8)] [:sleep 1]))
    (let [body (generate-body (dec size) (inc depth))]
      (case (int (below 14))
        (0 1 2 3) [:spawn body]
        (4 5) [:resource (below 3) body]
        6 [:permit body]
        7 [:timeout (below 12) body]
        8 [:deadline (below 12) body]
        9 [:shield [:do [:sleep (below 5)] [:resource 1 [:sleep (below 5)]]]]
        10 [:scope body]
        11 [:collect body]
        12 [:catch body]
        13 [(nth [:race :all :any :all-settled] (below 4)) body (generate-body (inc (below size)) (inc depth))]))))

(defn tree [seed]
  (vreset! random-state (+ 1 (mod (* 7919 (inc seed)) 0x7FFFFFFF)))
  (dotimes [_ 3] (below 2))
  (generate-body (+ 5 (below 40)) 0))

;; --- running one ---------------------------------------------------------------------------

(def resources (atom []))
(def next-number (atom 0))
(def tasks (atom []))  ; handles: [task its-number]
(def wrong (atom []))
(def put-count (atom 0))
(def taken-count (atom 0))
(def semaphore (volatile! nil))
(def channel (volatile! nil))
(defn fault [text] (swap! wrong conj text))

(defn with-resource [slow body]
  (let [r (volatile! 0)]
    (swap! resources conj r)
    (try
      (vswap! r inc)
      (body)
      (finally
        (vswap! r + 10)
        (dotimes [_ slow] (a/sleep 1))))))

(defn own-scope
  "Calls (enter f), which is to run f in a scope; then every task started in it has ended."
  [enter f]
  (let [mine (atom [])]
    (try
      (enter (fn [] (f mine)))
      (finally
        (doseq [[t _] @mine :when (not (a/done? t))] (fault (str "a task outlives its scope: " (a/state t))))))))

(defn planned? [e]
  (or (#{:norn/cancelled :norn/timeout} (:type (ex-data e))) (= "planned" (ex-message e))))

(defmacro forgiving
  "Evaluates body; half of the planned failures end here."
  [coin & body]
  `(try ~@body (catch :default e# (when-not (and (even? ~coin) (planned? e#)) (throw e#)))))

(declare run)

(defn start [body handles mine]
  (let [number (swap! next-number inc)
        handle [(async (run body handles mine) number) number]]
    (swap! tasks conj handle)
    (swap! mine conj handle)
    handle))

(defn await-one [[t number]]
  (forgiving number
    (let [value (await t)]
      (when (not= value number) (fault (str "task " number " gave " (pr-str value)))))))

(defn run
  "Returns the handles, with those of the tasks that the node has started."
  [[op x y :as node] handles mine]
  (let [chosen (when (and (int? x) (seq handles)) (nth handles (mod x (count handles))))
        inside (fn [body] (fn [] (run body handles mine)))]
    (case op
      :do (reduce (fn [handles node] (run node handles mine)) handles (subvec node 1))
      :sleep (do (a/sleep x) handles)
      :yield (do (a/yield) handles)
      :check (do (a/check-cancel) handles)
      :throw (throw (ex-info "planned" {}))
      :await (do (when chosen (await-one chosen)) handles)
      :cancel (do (when chosen (a/cancel! (first chosen) :tree)) handles)
      :force (do (when chosen (a/cancel! (first chosen) :tree {:force true})) handles)
      :put (do (forgiving 0 (a/with-timeout 3 (when (ca/>! @channel :value) (swap! put-count inc)))) handles)
      :take (do (forgiving 0 (a/with-timeout 3 (when (ca/<! @channel) (swap! taken-count inc)))) handles)
      :spawn (conj handles (start x handles mine))
      :resource (do (with-resource x (inside y)) handles)
      :permit (do (a/with-permit @semaphore (run x handles mine)) handles)
      :timeout (do (forgiving x (a/with-timeout x (run y handles mine))) handles)
      :deadline (do (forgiving x (a/with-deadline (+ x (System/currentTimeMillis)) (run y handles mine))) handles)
      :shield (do (a/shield (run x handles mine)) handles)
      :scope (do (own-scope (fn [f] (a/scope (f))) (fn [mine] (run x handles mine))) handles)
      :collect (do (own-scope (fn [f] (a/scope {:on-failure :collect} (f))) (fn [mine] (run x handles mine))) handles)
      :catch (do (try (run x handles mine) (catch :default e (when-not (planned? e) (fault (str "threw " e))))) handles)
      :race (do (a/race [(inside x) (inside y)]) handles)
      :all (do (a/all [(inside x) (inside y)]) handles)
      :any (do (a/any [(inside x) (inside y)]) handles)
      :all-settled (do (a/all-settled [(inside x) (inside y)]) handles))))

(defn check-tree [node seed]
  (doseq [watched [resources tasks wrong]] (reset! watched []))
  (reset! put-count 0)
  (reset! taken-count 0)
  (let [forced? (some #{:force} (flatten node))]
    (t/in-virtual-time {:seed seed}
      (fn []
        (vreset! semaphore (a/semaphore 2))
        (vreset! channel (ca/chan (mod seed 3)))
        (try
          (own-scope (fn [f] (a/with-timeout 1000 (a/scope (f)))) (fn [mine] (run node [] mine)))
          (catch :default e (when-not (planned? e) (fault (str "threw " e)))))
        (doseq [[t number] @tasks :when (not (a/done? t))] (fault (str "task " number " is " (a/state t))))))
    (doseq [r @resources :when (not (#{10 11} @r))] (fault (str "a resource was left at " @r)))
    (let [free (:permits @(.-state @semaphore))] (when (not= 2 free) (fault (str free " of 2 permits are free"))))
    (when-not forced?  ; the tree's own counting can be torn
      (let [left (count (take-while some? (repeatedly #(ca/poll! @channel))))]
        (when (not= @put-count (+ @taken-count left))
          (fault (str @put-count " values put, " @taken-count " taken, " left " left")))))
    @wrong))

(let [[trees first-seed] (map parse-long *command-line-args*)
      trees (or trees 1000000)
      first-seed (or first-seed 0)
      started (volatile! 0)
      taken (volatile! 0)]
  (dotimes [i trees]
    (let [seed (+ first-seed i)
          node (tree seed)
          found (check-tree node seed)]
      (when (seq found)
        (println (str "tree " seed ": " (str/join ", " (distinct found))))
        (prn node)
        (println (str "to run it again: ./dev stress trees 1 " seed))
        (System/exit 1))
      (vswap! started + (count @tasks))
      (vswap! taken + (count @resources))
      (when (zero? (mod (inc i) 100000)) (println (inc i) "trees"))))
  (when (>= trees 100000) (println @started "tasks," @taken "resources"))
  (println trees "trees: nothing lost"))

;; Law 1: no host frame ever sits between two language frames. Every public function that takes a callback is called
;; with one that waits, and must answer as if it had not.
;;
;; The functions are found in the namespaces themselves, by the names of their parameters. One that is found and has no
;; row below fails the test: write the row (an expression in which every callback is wrapped by `cb`, and its value), or
;; say under `not-callbacks` why the parameter is none.
;! functions take a callback
;=> refusals: ()
(ns callbacks
  (:require [clojure.core.async :as ca]
            [clojure.core.protocols :as protocols]
            [clojure.set :as set]
            [clojure.string :as str]
            [clojure.test :as test]
            [clojure.walk :as walk]
            [clojure.zip :as zip]
            [norn.async :as a]
            [norn.test :as vt]
            [norn.control :as control]
            [norn.net :as net]
            [norn.tls :as tls]
            [norn.json :as json]
            [norn.http :as http]
            [norn.http.events :as events] [norn.http.uploads :as uploads]
            [norn.http.exchange :as exchange]
            [norn.http.server :as http-server]
            [norn.websocket :as websocket]))

(defn answer-of
  "What a client gets from a server with this handler."
  [serve handler]
  (let [server (serve handler {:port 0})]
    (try
      (:body (http/get (str "http://127.0.0.1:" (:port server) "/")))
      (finally (http/stop server)))))

;; --- the rows ------------------------------------------------------------------------

(def rows (atom []))

(defmacro check
  "NAME EXPRESSION EXPECTED, any number of times. In the expression, (cb f) is f, or f that waits before it answers."
  [& triples]
  `(do ~@(for [[name expression expected] (partition 3 triples)]
           `(swap! rows conj {:name '~name
                              :run (fn [~'cb] (let [value# ~expression] (if (seq? value#) (doall value#) value#)))
                              :expected '~expected}))))

(defn settle
  "Lets the tasks that something has started run to their end."
  []
  (dotimes [_ 20] (a/yield)))

(check
  ;; calling
  clojure.core/apply         (apply (cb +) 1 [2 3])                                6
  clojure.core/partial       ((partial (cb +) 1) 2)                                3
  clojure.core/comp          ((comp (cb inc) (cb +)) 1 2)                          4
  clojure.core/complement    ((complement (cb even?)) 3)                           true
  clojure.core/juxt          ((juxt (cb inc) (cb dec)) 5)                          [6 4]
  clojure.core/fnil          ((fnil (cb inc) 0) nil)                               1
  clojure.core/memoize       (let [f (memoize (cb inc))] [(f 1) (f 1)])            [2 2]
  clojure.core/trampoline    (trampoline (cb (fn [n] (cb (fn [] (inc n))))) 1)     2
  clojure.core/every-pred    ((every-pred (cb odd?) (cb pos?)) 1 3)                true
  clojure.core/some-fn       ((some-fn (cb even?) (cb neg?)) 1 2)                  true
  clojure.core/bound-fn*     ((bound-fn* (cb inc)) 1)                              2
  clojure.core/comparator    (sort (comparator (cb <)) [3 1 2])                    (1 2 3)
  clojure.core/with-bindings* (with-bindings* {} (cb +) 1 2)                       3
  clojure.core/with-redefs-fn (with-redefs-fn {} (cb (fn [] 1)))                   1
  clojure.core/condp         (condp (cb =) 2, 1 :one, 2 :two)                      :two
  clojure.core/repeatedly    (repeatedly 3 (cb (constantly 1)))                    (1 1 1)
  clojure.core/run!          (let [n (atom 0)] (run! (cb (fn [x] (swap! n + x))) [1 2]) @n) 3

  ;; seqs and their transducers
  clojure.core/map           (map (cb inc) [1 2 3])                                (2 3 4)
  clojure.core/map           (map (cb +) [1 2] [10 20] [100 200] [1000 2000])      (1111 2222)
  clojure.core/map           (into [] (map (cb inc)) [1 2 3])                      [2 3 4]
  clojure.core/mapv          (mapv (cb +) [1 2] [3 4])                             [4 6]
  clojure.core/mapcat        (mapcat (cb (fn [x] [x x])) [1 2])                    (1 1 2 2)
  clojure.core/mapcat        (into [] (mapcat (cb (fn [x] [x x]))) [1 2])          [1 1 2 2]
  clojure.core/map-indexed   (map-indexed (cb vector) [:a :b])                     ([0 :a] [1 :b])
  clojure.core/map-indexed   (into [] (map-indexed (cb vector)) [:a])              [[0 :a]]
  clojure.core/keep          (keep (cb seq) [[] [1]])                              ((1))
  clojure.core/keep          (into [] (keep (cb seq)) [[] [1]])                    [(1)]
  clojure.core/keep-indexed  (keep-indexed (cb (fn [i x] (if (odd? i) x))) [:a :b]) (:b)
  clojure.core/keep-indexed  (into [] (keep-indexed (cb (fn [i x] (if (odd? i) x)))) [:a :b]) [:b]
  clojure.core/filter        (filter (cb even?) (range 6))                         (0 2 4)
  clojure.core/filter        (into [] (filter (cb even?)) (range 6))               [0 2 4]
  clojure.core/filterv       (filterv (cb even?) (range 6))                        [0 2 4]
  clojure.core/remove        (remove (cb even?) (range 6))                         (1 3 5)
  clojure.core/take-while    (take-while (cb neg?) [-2 -1 0 1])                    (-2 -1)
  clojure.core/take-while    (into [] (take-while (cb neg?)) [-2 -1 0 1])          [-2 -1]
  clojure.core/drop-while    (drop-while (cb neg?) [-2 -1 0 1])                    (0 1)
  clojure.core/drop-while    (into [] (drop-while (cb neg?)) [-2 -1 0 1])          [0 1]
  clojure.core/split-with    (split-with (cb neg?) [-1 0 1])                       [(-1) (0 1)]
  clojure.core/partition-by  (partition-by (cb odd?) [1 1 2 3])                    ((1 1) (2) (3))
  clojure.core/partition-by  (into [] (partition-by (cb odd?)) [1 1 2 3])          [[1 1] [2] [3]]
  clojure.core/iterate       (take 3 (iterate (cb inc) 0))                         (0 1 2)
  clojure.core/tree-seq      (filter number? (tree-seq (cb coll?) (cb seq) [1 [2]])) (1 2)
  clojure.core/some          (some (cb #{2}) [1 2 3])                              2
  clojure.core/every?        (every? (cb pos?) [1 2])                              true
  clojure.core/not-any?      (not-any? (cb neg?) [1 2])                            true
  clojure.core/not-every?    (not-every? (cb pos?) [1 -2])                         true
  clojure.core/iteration     (into [] (iteration (cb (fn [k] {:v k :k (if (< k 3) (inc k))})) :initk 0 :vf (cb :v) :kf (cb :k) :somef (cb some?))) [0 1 2 3]
  clojure.core/halt-when     (transduce (halt-when (cb #{3})) conj [1 2 3 4])      3
  clojure.core/cat           (transduce cat (cb +) [[1 2] [3]])                    6
  clojure.core/completing    (transduce identity (completing (cb +) (cb str)) 0 [1 2]) "3"

  ;; reducing
  clojure.core/reduce        (reduce (cb +) [1 2 3])                               6
  clojure.core/reduce        (reduce (cb +) 10 (map inc (range 3)))                16
  clojure.core/reduce        (reduce (cb (fn [m [k v]] (assoc m v k))) {} {:a 1})  {1 :a}
  clojure.core/reduce-kv     (reduce-kv (cb (fn [m k v] (assoc m v k))) {} {:a 1}) {1 :a}
  clojure.core/reduce-kv     (reduce-kv (cb (fn [sum i v] (+ sum (* i v)))) 0 [5 6]) 6
  clojure.core/reductions    (reductions (cb +) [1 2 3])                           (1 3 6)
  clojure.core/transduce     (transduce (map (cb inc)) (cb +) 0 [1 2])             5
  clojure.core/into          (into [] (comp (map (cb inc)) (filter (cb even?))) [1 2 3]) [2 4]
  clojure.core/sequence      (sequence (map (cb +)) [1 2] [3 4])                   (4 6)
  clojure.core/eduction      (reduce + (eduction (map (cb inc)) [1 2]))            5
  clojure.core/->Eduction    (reduce + (->Eduction (map (cb inc)) [1 2]))          5
  clojure.core.protocols/coll-reduce (protocols/coll-reduce [1 2] (cb +) 0)        3
  clojure.core.protocols/internal-reduce (protocols/internal-reduce (seq [1 2]) (cb +) 0) 3
  clojure.core.protocols/kv-reduce (protocols/kv-reduce {:a 1} (cb (fn [m k v] (assoc m v k))) {}) {1 :a}
  clojure.core/group-by      (group-by (cb odd?) [1 2 3])                          {true [1 3] false [2]}
  clojure.core/max-key       (max-key (cb count) "a" "bbb" "cc")                   "bbb"
  clojure.core/min-key       (min-key (cb count) "aa" "b" "cc")                    "b"

  ;; order
  clojure.core/sort          (sort (cb >) [1 3 2])                                 (3 2 1)
  clojure.core/sort          (sort (cb compare) [3 1 2])                           (1 2 3)
  clojure.core/sort-by       (sort-by (cb -) (cb compare) [1 3 2])                 (3 2 1)
  clojure.core/sorted-map-by (keys (assoc (sorted-map-by (cb >) 1 :a 3 :c) 2 :b))  (3 2 1)
  clojure.core/sorted-set-by (disj (conj (sorted-set-by (cb >) 1 3) 2) 1)          #{3 2}
  clojure.core/subseq        (subseq (sorted-map-by (cb >) 1 1 2 2 3 3) > 2)       ([1 1])
  clojure.core/rsubseq       (rsubseq (sorted-set-by (cb <) 1 2 3) <= 2)           (2 1)

  ;; collections and references
  clojure.core/update        (update {:a 1} :a (cb +) 2 3 4 5)                     {:a 15}
  clojure.core/update-in     (update-in {:a {:b 1}} [:a :b] (cb +) 2)              {:a {:b 3}}
  clojure.core/update-vals   (update-vals {:a 1} (cb inc))                         {:a 2}
  clojure.core/update-keys   (update-keys {:a 1} (cb name))                        {"a" 1}
  clojure.core/merge-with    (merge-with (cb +) {:a 1} {:a 2})                     {:a 3}
  clojure.core/swap!         (swap! (atom 1) (cb +) 2 3 4)                         10
  clojure.core/swap-vals!    (swap-vals! (atom 1) (cb inc))                        [1 2]
  clojure.core/vswap!        (vswap! (volatile! 1) (cb +) 2)                       3
  clojure.core/add-watch     (let [log (atom [])] (swap! (add-watch (atom 1) :w (cb (fn [_ _ old new] (swap! log conj [old new])))) inc) @log) [[1 2]]
  clojure.core/set-validator! (let [a (atom 1)] (set-validator! a (cb pos?)) (try (reset! a -1) (catch IllegalStateException _ :refused))) :refused
  clojure.core/vary-meta     (meta (vary-meta [] (cb assoc) :k 1))                 {:k 1}
  clojure.core/alter-meta!   (:k (alter-meta! (atom nil :meta {}) (cb assoc) :k 1)) 1
  clojure.core/alter-var-root (let [v (intern *ns* 'altered 1)] (alter-var-root v (cb inc))) 2
  clojure.core/alter         (dosync (alter (ref 1) (cb inc)))                     2
  clojure.core/commute       (dosync (commute (ref 1) (cb inc)))                   2
  clojure.core/add-method    (do (defmulti shape :kind) (.addMethod shape :round (cb :r)) (shape {:kind :round :r 4})) 4

  ;; tasks
  clojure.core/future-call   @(future-call (cb (fn [] 1)))                         1
  clojure.core/pmap          (pmap (cb inc) [1 2 3])                               (2 3 4)
  clojure.core/pcalls        (pcalls (cb (fn [] 1)) (cb (fn [] 2)))                (1 2)
  clojure.core/send          (let [a (agent 1)] (send a (cb +) 2) (await a) @a)    3
  clojure.core/send-off      (let [a (agent 1)] (send-off a (cb +) 2) (await a) @a) 3
  clojure.core/send-via      (let [a (agent 1)] (send-via nil a (cb +) 2) (await a) @a) 3
  clojure.core/set-error-handler! (let [a (agent 1) seen (promise)]
                                    (set-error-handler! a (cb (fn [_ e] (deliver seen (ex-message e)))))
                                    (send a (fn [_] (throw (ex-info "no" {}))))
                                    @seen)                                         "no"
  clojure.core/add-tap       (let [seen (promise) f (cb (fn [x] (deliver seen x)))] (add-tap f) (tap> 5) (let [x @seen] (remove-tap f) x)) 5
  norn.async/on-complete     (let [p (promise)] (a/on-complete (async 1) (cb (fn [t] (deliver p (a/state t))))) @p) :success
  norn.async/on-unhandled    (let [p (promise)] (a/on-unhandled (cb (fn [e t] (deliver p (ex-message e))))) (async (throw (ex-info "no" {}))) (let [m @p] (a/on-unhandled nil) m)) "no"
  norn.async/with-permit*    (a/with-permit* (a/semaphore 1) (cb (fn [] 5))) 5
  norn.async/on-success      (let [p (promise)] (a/on-success (async 1) (cb (fn [v] (deliver p v)))) @p) 1
  norn.async/on-failure      (let [p (promise)] (a/on-failure (async (throw (ex-info "no" {}))) (cb (fn [e] (deliver p (ex-message e))))) @p) "no"
  norn.async/bounded         (a/bounded 1000 (cb (fn [] 1)) (cb (fn [] :late)))     1
  norn.async/bounded         (a/bounded 1 (fn [] (a/sleep 1000)) (cb (fn [] :late))) :late
  norn.async/scope*          (a/scope* nil (cb (fn [] 1)))                         1
  norn.async/spawn-task      (await (a/spawn-task (cb (fn [] 1))))                 1
  norn.async/all             (a/all [(cb (fn [] 1)) (cb (fn [] 2))])               [1 2]
  norn.async/race            (a/race [(cb (fn [] 1))])                             1
  norn.async/any             (a/any [(cb (fn [] 1))])                              1
  norn.async/all-settled     (a/all-settled [(cb (fn [] 1))])                      [{:state :success :value 1}]
  norn.async/outside-scopes  (a/outside-scopes (cb (fn [] 1)))                     1
  norn.async/parallel-map    (a/parallel-map 2 (cb inc) [1 2 3])                   [2 3 4]
  norn.async/retry           (let [n (atom 0)] (a/retry {:delay 1} (cb (fn [] (if (< (swap! n inc) 3) (throw (ex-info "no" {})) @n))))) 3
  norn.async/supervise       (a/supervise {} (cb (fn [] 1)))                       1
  norn.test/in-virtual-time  (vt/in-virtual-time {:seed 1} (cb (fn [] 1)))           1
  norn.net/serve             (with-open [s (net/serve (cb (fn [c] (net/write c "x"))) {})
                                         c (net/connect "127.0.0.1" (:port (net/local-address s)))]
                               (net/read-string c))                              "x"
  norn.tls/serve             (with-open [s (tls/serve (cb (fn [c] (net/write c "x"))) {:cert-file "tests/net/support/certs/server.pem"
                                                                                       :key-file "tests/net/support/certs/server.key"})
                                         c (tls/connect "localhost" (:port (net/local-address s)) {:verify false})]
                               (net/read-string c))                              "x"
  norn.http.exchange/timed   (exchange/timed 1000 :read "more" (cb (fn [] 1)))             1
  norn.http/serve            (answer-of http/serve (cb (fn [_] {:status 200 :body "x"}))) "x"
  norn.http.server/serve     (answer-of http-server/serve (cb (fn [_] {:status 200 :body "x"}))) "x"
  norn.http/sse              (answer-of http/serve (fn [_] (http/sse (cb (fn [send] (send "x")))))) "data: x\n\n"
  norn.http.events/sse       (answer-of http/serve (fn [_] (events/sse (cb (fn [send] (send "x")))))) "data: x\n\n"
  norn.http/wrap-multipart-params         (answer-of http/serve (http/wrap-multipart-params (cb (fn [_] {:status 200 :body "x"})))) "x"
  norn.http.uploads/wrap-multipart-params (answer-of http/serve (uploads/wrap-multipart-params (cb (fn [_] {:status 200 :body "x"})))) "x"
  norn.websocket/accept      (let [server (http/serve (fn [r] (websocket/accept r (cb (fn [ws] (websocket/send ws (websocket/receive ws)))))) {:port 0})]
                               (try
                                 (let [ws (http/connect-websocket (str "ws://127.0.0.1:" (:port server) "/"))]
                                   (websocket/send ws "x")
                                   (websocket/receive ws))
                                 (finally (http/stop server))))                 "x"
  ;; channels
  clojure.core.async/chan    (let [c (ca/chan 5 (map (cb inc)))] (ca/onto-chan! c [1 2]) (ca/<!! (ca/into [] c))) [2 3]
  clojure.core.async/chan    (let [c (ca/chan 5 (map (fn [_] (throw (ex-info "no" {})))) (cb ex-message))] (ca/>!! c 1) (ca/<!! c)) "no"
  clojure.core.async/promise-chan (let [c (ca/promise-chan (map (cb inc)))] (ca/>!! c 1) (ca/<!! c)) 2
  clojure.core.async/put!    (let [p (promise)] (ca/put! (ca/chan 1) :v (cb (fn [ok] (deliver p ok)))) @p) true
  clojure.core.async/take!   (let [p (promise) c (ca/chan 1)] (ca/>!! c :v) (ca/take! c (cb (fn [v] (deliver p v)))) @p) :v
  clojure.core.async/do-alts (let [p (promise) c (ca/chan 1)] (ca/do-alts (cb (fn [[v _]] (deliver p v))) [c] {}) (ca/>!! c :v) @p) :v
  clojure.core.async/map     (ca/<!! (ca/into [] (ca/map (cb +) [(ca/to-chan! [1 2]) (ca/to-chan! [10 20])]))) [11 22]
  clojure.core.async/reduce  (ca/<!! (ca/reduce (cb +) 0 (ca/to-chan! [1 2 3])))   6
  clojure.core.async/transduce (ca/<!! (ca/transduce (map (cb inc)) (cb +) 0 (ca/to-chan! [1 2]))) 5
  clojure.core.async/split   (mapv (fn [c] (ca/<!! (ca/into [] c))) (ca/split (cb odd?) (ca/to-chan! [1 2 3]) 5 5)) [[1 3] [2]]
  clojure.core.async/thread-call (ca/<!! (ca/thread-call (cb (fn [] 1))))          1
  clojure.core.async/task-body (let [c (ca/chan 1)] ((ca/task-body c (cb (fn [] 1)))) (ca/<!! c)) 1
  clojure.core.async/pub     (let [c (ca/chan) p (ca/pub c (cb odd?)) odds (ca/chan 5)] (ca/sub p true odds) (ca/onto-chan! c [1 2 3]) (ca/<!! (ca/into [] odds))) [1 3]
  clojure.core.async/pipeline (let [out (ca/chan 5)] (ca/pipeline 2 out (map (cb inc)) (ca/to-chan! [1 2 3])) (ca/<!! (ca/into [] out))) [2 3 4]
  clojure.core.async/pipeline-blocking (let [out (ca/chan 5)] (ca/pipeline-blocking 2 out (map (cb inc)) (ca/to-chan! [1 2 3])) (ca/<!! (ca/into [] out))) [2 3 4]
  clojure.core.async/pipeline-async (let [out (ca/chan 5)] (ca/pipeline-async 2 out (cb (fn [v c] (ca/put! c (inc v)) (ca/close! c))) (ca/to-chan! [1 2 3])) (ca/<!! (ca/into [] out))) [2 3 4]
  norn.json/add-encoder!     (do (json/add-encoder! clojure.lang.Ratio (cb numerator)) (json/write [2/3])) "[2]"
  norn.sqlite/transaction*   (with-open [db (norn.sqlite/open ":memory:")] (norn.sqlite/transaction* db nil (cb (fn [db] (:a (norn.sqlite/query-one db "select 1 as a")))))) 1
  norn.os/on-exit            (do (norn.os/on-exit (cb (fn [] nil))) (norn.prim/run-exit-hooks) 1) 1
  norn.os/on-signal          (let [p (promise) stop (norn.os/on-signal :usr1 (cb (fn [] (deliver p 1))))] (norn.os/kill (norn.os/pid) :usr1) (try @p (finally (stop)))) 1
  norn.control/generator     (control/generator (cb (fn [yield] (yield 1) (yield 2)))) (1 2)
  norn.control/open-generator (let [[xs close!] (control/open-generator (cb (fn [yield] (yield 1) (yield 2))))] (try (vec xs) (finally (close!)))) [1 2]
  norn.control/with-generator (control/with-generator [xs (cb (fn [yield] (yield 1) (yield 2)))] (vec xs)) [1 2]

  ;; other namespaces
  clojure.set/select         (set/select (cb odd?) #{1 2 3})                       #{1 3}
  clojure.string/replace     (str/replace "a1b2" #"\d" (cb (fn [d] (str d d))))    "a11b22"
  clojure.string/replace-first (str/replace-first "a1b2" #"\d" (cb (fn [d] (str d d)))) "a11b2"
  clojure.string/escape      (str/escape "ab" (cb {\a "<a>"}))                     "<a>b"
  clojure.walk/walk          (walk/walk (cb inc) (cb vec) '(1 2))                  [2 3]
  clojure.walk/prewalk       (walk/prewalk (cb (fn [x] (if (number? x) (inc x) x))) [1 [2]]) [2 [3]]
  clojure.walk/postwalk      (walk/postwalk (cb (fn [x] (if (number? x) (inc x) x))) {:a [1]}) {:a [2]}
  clojure.zip/zipper         (-> (zip/zipper (cb coll?) (cb seq) (cb (fn [_ children] (vec children))) [1 [2]]) zip/down (zip/edit inc) zip/root) [2 [2]]
  clojure.zip/make-node      (zip/make-node (zip/zipper coll? seq (cb (fn [_ children] (vec children))) [1]) [1] '(2)) [2]
  clojure.zip/edit           (-> (zip/vector-zip [1 [2]]) zip/down (zip/edit (cb +) 4) zip/root) [5 [2]]
  clojure.test/compose-fixtures (let [log (atom [])]
                                  ((test/compose-fixtures (cb (fn [f] (swap! log conj 1) (f))) (cb (fn [f] (swap! log conj 2) (f))))
                                   (cb (fn [] (swap! log conj 3))))
                                  @log)                                            [1 2 3])

;; --- parameters that are named like callbacks and are none ----------------------------------

(def not-callbacks
  '{clojure.core/slurp "f is a file"
    clojure.core/spit "f is a file"
    clojure.core/future-done? "f is a future"
    clojure.core/future-cancel "f is a future"
    clojure.core/future-cancelled? "f is a future"
    clojure.core/remove-tap "the function is compared, not called"
    clojure.core/partition "step is a number"
    clojure.core/partition-all "step is a number"
    clojure.core/partitionv "step is a number"
    clojure.core/partitionv-all "step is a number"
    clojure.core/range "step is a number"
    clojure.core/extend-protocol "p is a protocol"
    norn.async/->Scope "a field of this name"
    clojure.core.async/->Stepper "a field of this name"
    clojure.core.async/sub "p is a publication"
    clojure.core.async/sub* "p is a publication"
    clojure.core.async/unsub "p is a publication"
    clojure.core.async/unsub* "p is a publication"
    clojure.core.async/unsub-all "p is a publication"
    clojure.core.async/unsub-all* "p is a publication"
    clojure.repl/set-break-handler! "called by a signal, in a task of its own"})

(def callback-names
  '#{f f1 f2 fs fn fns func g proc p pred p1 p2 p3 preds keyfn xforms comp comparator compare-fn cmp xform xf rf retf cf combinef reducef
     branch? children make-node inner outer thunk handler callback step somef vf kf test-fn fn1 af topic-fn fret})

;; --- the test ---------------------------------------------------------------------------

(defn takes-callback?
  [v]
  (some callback-names (flatten (map seq (:arglists (meta v))))))

(def internal-namespaces '#{norn.prim norn.main norn.boot callbacks user})

(def higher-order
  (set (for [n (all-ns)
             :when (and (re-find #"^(clojure|norn)\." (str (ns-name n))) (not (internal-namespaces (ns-name n))))
             [sym v] (ns-publics n)
             :when (takes-callback? v)]
         (symbol (str (ns-name n)) (str sym)))))

(def waits (atom 0))

(defn waiting [f]
  (fn [& args]
    (await (async (a/yield)))
    (swap! waits inc)
    (apply f args)))

(defn outcome
  "The value, or the exception."
  [run cb]
  (try (run cb) (catch :default e e)))

(doseq [name (keys not-callbacks)]
  (when-not (contains? higher-order name)
    (println name "is declared no callback, but is not even suspected")))

(doseq [{:keys [name]} @rows]
  (when-not (resolve name)
    (println name "has a row and does not exist")))

(def missing (sort (remove (set (concat (map :name @rows) (keys not-callbacks))) higher-order)))

(doseq [name missing]
  (println name "takes a callback and has no row in" *file*))

(def refused
  (doall
    (for [{:keys [name run expected]} @rows
          :let [plain (outcome run identity)
                waits-before @waits
                slow (outcome run waiting)]
          :when (cond
                  (= :norn/cannot-suspend-here (:type (ex-data slow))) true
                  (not= expected plain) (println name "gave" plain "without waiting, expected" expected)
                  (not= expected slow) (println name "gave" slow "with a waiting callback, expected" expected)
                  (= waits-before @waits) (println name "did not call its callback")
                  :else false)]
      name)))

(println "refusals:" (or (seq refused) ()))

(binding [*out* *err*]
  (println (count (set (map :name @rows))) "public functions take a callback," (count @rows) "calls tried," (count refused) "refused"))

(when (or (seq missing) (< 3 (count refused)))
  (System/exit 1))

;; Programs that are cancelled everywhere: at their n-th suspension point, once parked there, and by force at their n-th safepoint
;; (any call or loop turn), for n = 1, 2, ... until they end before that. After each run every resource must have been given back
;; exactly once, every permit and lock be free, no task alive, and nothing lost on a channel.
;;
;; usage: ./dev stress cancel-everywhere [--brief | PROGRAM [POINT [N]]]
(require '[norn.async :as a] '[norn.control :as c] '[norn.test :as t] '[clojure.core.async :as ca] '[clojure.string :as str])

;; --- what is watched ---------------------------------------------------------------------

(def resources (atom []))   ; volatiles: +1 when it was taken, +10 when its `finally` ran
(def semaphores (volatile! []))  ; [semaphore permits]
(def monitors (volatile! []))
(def tasks (atom []))
(def checks (volatile! []))      ; functions, called at the end, that return what is wrong or nil

(defmacro resource
  "Evaluates body while holding a resource; cleanup, which may wait, runs in the middle of giving it back."
  [cleanup & body]
  `(let [r# (volatile! 0)]
     (swap! resources conj r#)
     (try
       (vswap! r# inc)
       ~@body
       (finally
         (vswap! r# + 10)
         ~cleanup))))

(defmacro task [& body]
  `(let [t# (async ~@body)]
     (swap! tasks conj t#)
     t#))

(defn semaphore [n] (let [s (a/semaphore n)] (vswap! semaphores conj [s n]) s))
(defn monitor [] (let [m (Object.)] (vswap! monitors conj m) m))
(defn at-end [f] (vswap! checks conj f))

(defn problems [point]
  (concat
   (for [r @resources :when (not (contains? #{0 10 11} @r))] (str "a resource was left at " @r))
   (for [[s n] @semaphores :let [free (:permits @(.-state s))] :when (not= n free)] (str free " of " n " permits are free"))
   (for [m @monitors :when (= :held (a/with-timeout 10000 (await (async (locking m :free)) 1000 :held)))] "a monitor is held")
   (for [t @tasks :when (not (a/done? t))] (str "a task is " (a/state t)))
   (when (not= point :safepoint) (keep (fn [check] (check)) @checks))))

;; --- the programs --------------------------------------------------------------------------

(def ^:dynamic *depth* 0)

(defn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))

(defn channel-of
  "A channel and functions that put and take; what was put must have been taken or still be there."
  [& args]
  (let [ch (apply ca/chan args) put (volatile! 0) taken (volatile! 0)]
    (at-end (fn []
              (let [left (count (take-while some? (repeatedly #(ca/poll! ch))))]
                (when (not= @put (+ @taken left)) (str @put " values put, " @taken " taken, " left " left")))))
    [ch
     (fn [v] (when (ca/>! ch v) (vswap! put inc)))
     (fn [] (when-some [v (ca/<! ch)] (vswap! taken inc) v))]))

(def programs
  (array-map
   :sleep (fn [] (resource nil (a/sleep 5)))
   :nested-cleanup (fn [] (resource (a/sleep 1) (resource (do (a/sleep 1) (a/yield)) (a/sleep 5)) (a/sleep 1)))
   :failure-and-cleanup (fn [] (try (resource (a/sleep 1) (a/yield) (throw (ex-info "planned" {})))
                                    (catch :default e (resource (a/yield) (ex-message e)))))
   :computation (fn [] (resource (fib 5) (fib 7)))
   :permits (fn [] (let [s (semaphore 2)]
                     (a/scope (dotimes [_ 4] (task (a/with-permit s (resource nil (a/sleep 2))))))))
   :acquire-and-release (fn [] (let [s (semaphore 1)]
                                 (a/scope (dotimes [_ 3] (task (a/acquire! s) (try (a/sleep 2) (finally (a/release! s))))))))
   :permit-with-timeout (fn [] (let [s (semaphore 1)]
                                 (a/scope (dotimes [_ 3]
                                            (task (try (a/with-timeout 3 (a/with-permit s (a/sleep 2)))
                                                       (catch :norn/timeout _ nil)))))))
   :scope-of-resources (fn [] (a/scope (dotimes [i 3] (task (resource (a/sleep 1) (a/sleep i))))))
   :scope-that-fails (fn [] (try (a/scope (task (resource (a/sleep 1) (a/sleep 100)))
                                          (task (a/sleep 1) (throw (ex-info "planned" {})))
                                          (resource nil (a/sleep 100)))
                                 (catch :default _ nil)))
   :nested-scopes (fn [] (a/scope (task (a/scope (task (resource (a/yield) (a/sleep 2))) (resource nil (a/sleep 1))))
                                  (resource nil (a/sleep 3))))
   :timeout (fn [] (try (a/with-timeout 2 (resource (a/sleep 1) (a/sleep 100))) (catch :norn/timeout _ nil)))
   :nested-timeouts (fn [] (try (a/with-timeout 3 (try (a/with-timeout 2 (resource (a/sleep 2) (a/sleep 100)))
                                                       (catch :norn/timeout _ (resource nil (a/sleep 5)))))
                                (catch :norn/timeout _ nil)))
   :shield (fn [] (resource nil (a/shield (resource (a/sleep 1) (a/sleep 2))) (a/sleep 1)))
   :race (fn [] (a/race [(fn [] (resource (a/sleep 1) (a/sleep 1))) (fn [] (resource nil (a/sleep 5)))]))
   :any (fn [] (a/any [(fn [] (resource nil (a/sleep 1) (throw (ex-info "planned" {})))) (fn [] (resource nil (a/sleep 2)))]))
   :all (fn [] (a/scope (a/all [(fn [] (resource nil (a/sleep 2) 1)) (task (resource (a/sleep 1) 2))])))
   :all-settled (fn [] (a/all-settled [(fn [] (resource nil (a/sleep 1) (throw (ex-info "planned" {})))) (fn [] (resource nil 2))]))
   :parallel-map (fn [] (a/parallel-map 2 (fn [n] (resource nil (a/sleep n) n)) [1 2 3]))
   :retry (fn [] (let [n (volatile! 0)]
                   (a/retry {:delay 1} (fn [] (resource (a/yield) (when (< (vswap! n inc) 3) (throw (ex-info "planned" {}))))))))
   :supervise (fn [] (let [n (volatile! 0)]
                       (a/supervise {} (fn [] (resource (a/yield) (a/sleep 1) (when (< (vswap! n inc) 3) (throw (ex-info "planned" {}))))))))
   :channel (fn [] (let [[ch put take] (channel-of)]
                     (a/scope (task (dotimes [i 4] (put i))) (task (dotimes [_ 4] (take))))))
   :buffered-channel (fn [] (let [[ch put take] (channel-of 2)]
                              (a/scope (task (resource nil (dotimes [i 5] (put i)))) (task (resource nil (a/sleep 1) (dotimes [_ 3] (take)))))))
   :alternatives (fn [] (let [[ch put take] (channel-of 1)]
                          (a/scope (task (a/sleep 1) (put :x))
                                   (task (resource nil (ca/alts! [(ca/timeout 5) (ca/chan)]))))))
   :monitor (fn [] (let [m (monitor)]
                     (a/scope (dotimes [_ 3] (task (locking m (locking m (resource nil (a/sleep 1)))))))))
   :condition (fn [] (let [s (semaphore 1) condition (a/condition s) ready (volatile! false)]
                       (a/scope (task (a/with-lock s (while (not @ready) (a/wait-condition condition))))
                                (task (a/sleep 1) (a/with-lock s (vreset! ready true) (a/broadcast! condition))))))
   :latch-and-barrier (fn [] (let [latch (a/latch 2) barrier (a/barrier 2)]
                               (a/scope (dotimes [_ 2] (task (resource (a/count-down! latch) (a/sleep 1) (a/with-timeout 20 (a/await-barrier barrier)))))
                                        (a/with-timeout 20 (a/await-latch latch)))))
   :lazy-seq-of-two (fn [] (let [xs (map (fn [n] (resource nil (a/sleep 1) n)) [1 2 3])]
                             (a/scope (task (doall xs)) (task (doall xs)))
                             (at-end (fn [] (when (not= [1 2 3] xs) "the lazy seq is broken")))))
   :delay-of-two (fn [] (let [d (delay (resource nil (a/sleep 2) :value))]
                          (a/scope (task @d) (task @d))
                          (at-end (fn [] (when (not= :value @d) "the delay is broken")))))
   :generator (fn [] (let [xs (c/generator (fn [yield] (dotimes [i 5] (resource nil (a/sleep 1)) (yield i))))]
                       (doall (map (fn [x] (a/yield) x) xs))))
   :discard (fn [] (let [k (c/reset (resource (a/sleep 1) (c/shift1 k k) :never))] (try (a/sleep 1) (finally (c/discard k)))))
   :bindings (fn [] (binding [*depth* 1]
                      (resource nil (binding [*depth* 2] (a/sleep 1) (a/scope (task (when (not= 2 *depth*) (throw (Error. "binding")))))))
                      (when (not= 1 *depth*) (throw (Error. "binding")))))
   :sort (fn [] (resource nil (sort (fn [x y] (a/yield) (compare x y)) [3 1 2])))
   :swap (fn [] (let [counter (atom 0)]
                  (a/scope (dotimes [_ 2] (task (swap! counter (fn [n] (a/yield) (inc n))))))))
   :with-open (fn [] (let [closed (volatile! 0)]
                       (at-end (fn [] (when (not= 1 @closed) (str "closed " @closed " times"))))
                       (with-open [x (reify java.io.Closeable (close [_] (a/sleep 1) (vswap! closed inc)))]
                         (resource nil (a/sleep 2)))))
   :await-with-default (fn [] (let [p (promise)]
                                (a/scope (task (resource (deliver p 1) (a/sleep 2)))
                                         (await p 1 :default) (deref p 1 :default) @p)))))

;; --- cancelling them ------------------------------------------------------------------------

(defn planned? [e]
  (or (#{:norn/cancelled :norn/timeout} (:type (ex-data e))) (= "planned" (ex-message e))))

(defn run-once
  "Cancels the program at the n-th point. Returns [problem ...], or nil if it ended before that."
  [program point n]
  (doseq [watched [resources tasks]] (reset! watched []))
  (doseq [watched [semaphores monitors checks]] (vreset! watched []))
  (t/in-virtual-time {:seed n}
    (fn []
      (let [unplanned (volatile! nil)
            _ (norn.prim/cancel-at! point n)
            main (task (try (a/with-timeout 60000 (program))
                            (catch :default e (when-not (planned? e) (vreset! unplanned e)))))]
        (norn.prim/probe-task! main)
        (try (await main) (catch :default _ nil))
        (let [came (norn.prim/cancel-at! nil 0)]
          (when came (vec (concat (when-let [e @unplanned] [(str "threw " e)]) (problems point)))))))))

(let [brief? (= ["--brief"] *command-line-args*)
      [only-program only-point only-n] (if brief? nil *command-line-args*)
      failed (volatile! 0)]
  (doseq [[name program] programs
          :when (or (nil? only-program) (= only-program (clojure.core/name name)))]
    (let [counts (for [point [:suspension :parked :safepoint]
                       :when (or (nil? only-point) (= only-point (clojure.core/name point)))]
                   (loop [n (if only-n (parse-long only-n) 1)]
                     (let [found (run-once program point n)]
                       (when (seq found)
                         (vswap! failed inc)
                         (println (str (clojure.core/name name) " " (clojure.core/name point) " " n ": " (str/join ", " found))))
                       (if (and found (nil? only-n) (< @failed 50)) (recur (inc n)) (str (dec n) " " (clojure.core/name point) "s")))))]
      (if brief? (dorun counts) (println (str (clojure.core/name name) ": " (str/join ", " counts))))))
  (if (pos? @failed)
    (do (println @failed "failed") (System/exit 1))
    (println "every counter balances")))

;; The sleeps of losers, and timers that are not needed any more, are stopped: the program ends at once, in real time.
(require '[norn.async :as a] '[clojure.core.async :as c])
(defn hour [] (a/sleep 3600000))
(println (a/race [(fn [] :fast) hour hour])) ;=> :fast
(println (a/any [hour (fn [] (throw (ex-info "no" {}))) (fn [] :good)])) ;=> :good
(println (a/with-timeout 3600000 :inside)) ;=> :inside
(println (deref (future :future) 3600000 :default) (await (async (a/yield) :task) 3600000 :default)) ;=> :future :task
(println (first (c/alts! [(c/timeout 3600000) (c/to-chan! [:value])]))) ;=> :value
(println (try (a/scope (async (hour)) (async (hour)) (throw (ex-info "scope" {}))) (catch :default e (ex-message e)))) ;=> scope
(println (let [t (async (hour))] (a/yield) (a/cancel! t) (a/yield) (a/state t))) ;=> :cancelled
;; A derived task is cancelled with what it waits for, if that is its own.
(println (let [t (async (a/scope (async (hour)) (async (hour)) (hour)))] (dotimes [_ 5] (a/yield)) (a/cancel! t) (try @t (catch :default e (:type (ex-data e)))))) ;=> :norn/cancelled

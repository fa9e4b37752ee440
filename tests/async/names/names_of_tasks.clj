;; ^{:name ...} names a task: for its code, for reports and for on-unhandled.
(require '[norn.async :as a] '[clojure.core.async :as chan])
(defn own-name [] (a/task-name (a/current-task)))
(println (await ^{:name "fetcher"} (async (own-name)))) ;=> fetcher
(println @^{:name :reader} (future (own-name))) ;=> :reader
(println (chan/<!! ^{:name 'worker} (chan/go (own-name)))) ;=> worker
(println (chan/<!! ^{:name "loop"} (chan/go-loop [n 3] (if (pos? n) (recur (dec n)) (own-name))))) ;=> loop
(println (mapv await (mapv (fn [i] ^{:name (str "worker " i)} (async (own-name))) (range 3)))) ;=> [worker 0 worker 1 worker 2]
(println (a/scope (await ^{:name "child"} (async (own-name))))) ;=> child
(println (await (async (own-name)))) ;=> nil
(println (a/task-name (a/name-task! (async 1) 7))) ;=> 7
(println (try ^{:name [1 2]} (async 1) (catch :default e (ex-message e))))
;=> the name of a task: expected a string, keyword, symbol or number, got [1 2] (clojure.lang.PersistentVector)

;; The n-th call into the operating system fails, for every n and with every one of seven errors, in programs with files, processes,
;; signals, SQLite, names, TCP, Unix sockets, UDP, TLS, HTTP and WebSockets. Each run must end with a result or an exception that has
;; a :code, within seconds, and leave nothing: no descriptor, handle of the loop, request, child, or task that waits outside.
;; Crashes show themselves; leaks of memory show under ./dev build --sanitize.
;; usage: ./dev stress faults [--quiet] [SUITE…]     --quiet: one error for each n
(load-file "tests/stress/support/io_suites.clj")
(require '[io-suites :as io] '[norn.async :as a] '[norn.file :as file] '[norn.runtime :as runtime])

(def verbose (not-any? #{"--quiet"} *command-line-args*))
(def chosen (remove #{"--quiet"} *command-line-args*))
(def bound-ms 10000)

(defn run-once
  "[outcome calls]: what became of the suite when call n failed, and how many calls there were."
  [suite n turn]
  (reset! io/server-failures [])
  (norn.prim/arm-fault! n turn)
  (let [outcome (try
                  (a/with-timeout bound-ms (io/run-suite suite (fn [program] (program))))
                  :fine
                  (catch :norn/timeout _ :timeout)
                  (catch Exception e (or (:code (ex-data e)) e)))]
    (a/yield)
    [outcome (norn.prim/disarm-fault!)]))

(defn fail [& what]
  (apply println what)
  (System/exit 1))

(defn fail-everywhere
  "How often there was which outcome, until the suite has fewer calls than n; and how many calls were made to fail."
  [name suite before turn]
  (loop [n 1 outcomes {}]
    (let [[outcome calls] (run-once suite n turn)]
      (when-let [left (io/left-over before)]
        (fail name "call" n "turn" turn "->" outcome "leaves" left))
      (io/clean-up)
      (when (or (= outcome :timeout) (instance? Throwable outcome))
        (fail name "call" n "turn" turn "->" outcome (when (instance? Throwable outcome) (ex-data outcome))))
      (if (< calls n)
        (if (= :fine outcome) [(dec n) outcomes] (fail name "without a failing call ->" outcome))
        (recur (inc n) (update outcomes outcome (fnil inc 0)))))))

(defn run-suite [[name suite]]
  (run-once suite 0 0) ; what the process needs once
  (runtime/gc)
  (let [before (io/usage)
        turns (mapv (fn [turn] (fail-everywhere name suite before turn)) (range (if verbose 7 1)))]
    (when verbose
      (println (format "%-9s %4d calls failed, one by one: %s" name (apply + (map first turns))
                       (pr-str (into (sorted-map) (apply merge-with + (map second turns)))))))))

(try
  (run! run-suite (if (seq chosen) (select-keys io/suites chosen) io/suites))
  (println "ok")
  (finally (file/delete-tree io/directory)))

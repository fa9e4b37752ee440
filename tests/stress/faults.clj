;; The n-th call into the operating system fails, for every n, in programs that use files, TCP, UDP, TLS and HTTP. Each run must end
;; - with a result or an exception that has a :code - within seconds, and leave no descriptor open. Crashes show themselves;
;; leaks of memory show under ./dev build --sanitize.
;; usage: ./dev stress faults [--quiet] [SUITE…]
(load-file "tests/stress/support/io_suites.clj")
(require '[io-suites :as io] '[norn.async :as a] '[norn.file :as file] '[norn.runtime :as runtime])

(def verbose (not-any? #{"--quiet"} *command-line-args*))
(def chosen (remove #{"--quiet"} *command-line-args*))

(def verbose (not-any? #{"--quiet"} *command-line-args*))
(def chosen (remove #{"--quiet"} *command-line-args*))

(defn run-once
  "What became of the suite when call n failed."
  [suite n]
  (reset! io/server-failures [])
  (norn.prim/arm-fault! n)
  (let [outcome (try
                  (a/with-timeout 5000 (io/run-suite suite (fn [program] (program))))
                  :fine
                  (catch :norn/timeout _ :timeout)
                  (catch Exception e (or (:code (ex-data e)) e)))]
    (a/yield)
    [outcome (norn.prim/disarm-fault!)]))

(defn run-suite [[name suite]]
  (run-once suite 0) ; what the process needs once
  (runtime/gc)
  (let [before (io/open-descriptors)]
    (loop [n 1 outcomes {}]
      (let [[outcome calls] (run-once suite n)
            after (io/settled-descriptors before)]
        (io/clean-up)
        (when (or (= outcome :timeout) (instance? Throwable outcome))
          (println name "call" n "->" outcome)
          (System/exit 1))
        (when (> after before)
          (println name "call" n "->" outcome "leaves" (- after before) "descriptors open")
          (System/exit 1))
        (if (< calls n)
          (when verbose (println (format "%-5s %d calls failed, one by one: %s" name (dec n) (pr-str (into (sorted-map) outcomes)))))
          (recur (inc n) (update outcomes outcome (fnil inc 0))))))))

(try
  (run! run-suite (if (seq chosen) (select-keys io/suites chosen) io/suites))
  (println "ok")
  (finally (file/delete-tree io/directory)))

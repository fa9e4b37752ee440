;; Programs with files, processes, SQLite, names, TCP, Unix sockets, UDP, TLS, HTTP and WebSockets, cancelled at their n-th suspension point, once parked there, and by force
;; at their n-th safepoint, for n = 1, 2, … until they end before that. Each run ends at once, and no descriptor stays open: after
;; a forced one, which may come between a system call and the variable that was to hold its result, once it is collected.
;; usage: ./dev stress cancel-io [--quiet] [SUITE…]
(load-file "tests/stress/support/io_suites.clj")
(require '[io-suites :as io] '[norn.async :as a] '[norn.file :as file] '[norn.runtime :as runtime])

(def verbose (not-any? #{"--quiet"} *command-line-args*))
(def chosen (remove #{"--quiet"} *command-line-args*))

(defn run-once
  "Cancels the suite at the n-th point. False if it ended before that."
  [name program point n]
  (reset! io/server-failures [])
  (let [main (async (norn.prim/probe-task! (a/current-task)) (program))]
    (norn.prim/cancel-at! point n)
    (let [outcome (try
                    (a/await main 20000 :stuck)
                    (catch :norn/cancelled _ :cancelled)
                    (catch Exception e e))
          came (norn.prim/cancel-at! nil 0)]
      (when (or (= :stuck outcome) (and (instance? Throwable outcome) (not came)))
        (println name point n "->" outcome)
        (System/exit 1))
      came)))

;; A task that is stopped by force before it could promise anything leaves those who talk with it waiting: programs of one
;; task alone are stopped so.
(def has-peers #{"tcp" "unix" "tls" "http" "https" "client" "websocket" "wss" "process" "signal" "watch"})

(defn cancel-everywhere
  "How many points of each kind the program has, all of which it was cancelled at."
  [name program]
  (program)
  (runtime/gc)
  (let [before (io/usage)]
    (vec
     (for [point (if (has-peers name) [:suspension :parked] [:suspension :parked :safepoint])]
       (loop [n 1]
         (let [came (run-once name program point n)
               _ (when (= point :safepoint) (runtime/gc))
               left (io/left-over before)]
           (io/clean-up)
           (when left
             (println name point n "leaves" left)
             (System/exit 1))
           (if came (recur (inc n)) (str (dec n) " " (clojure.core/name point) "s"))))))))

(defn run-suite [[name suite]]
  (let [counts (io/run-suite suite (fn [program] (cancel-everywhere name program)))]
    (when verbose (println name counts))))

(try
  (run! run-suite (if (seq chosen) (select-keys io/suites chosen) io/suites))
  (println "ok")
  (finally (file/delete-tree io/directory)))

;; SEMANTICS 34: a 1 ms ticker goes on beside regular expressions that take for ever; they end in :norn/regex-limit.
(require '[norn.async :as a])
(defn ticks-beside
  "How often a ticker of 1 ms ran while (f) did."
  [f]
  (let [running (atom true)
        ticks (atom 0)
        ticker (async (while @running (a/sleep 1) (swap! ticks inc)))]
    (a/yield)
    (f)
    (reset! running false)
    (await ticker)
    @ticks))
(def text (apply str (repeat 500 "a")))
(def errors (atom []))
(println (< 10 (ticks-beside
                 #(dotimes [_ 5]
                    (try
                      (re-find #"(.*)(.*)(.*)(.*)(.*)[^a]$" text)
                      (catch :norn/regex-limit e (swap! errors conj (:type (ex-data e))))))))) ;=> true
(println @errors) ;=> [:norn/regex-limit :norn/regex-limit :norn/regex-limit :norn/regex-limit :norn/regex-limit]
;skip-gc-stress the work would take hours

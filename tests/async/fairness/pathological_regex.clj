;; SEMANTICS 34: a 1 ms ticker goes on beside regular expressions that take for ever; they end in :norn/regex-limit.
(load-file "tests/async/fairness/support/ticks_beside.clj")
(def text (apply str (repeat 500 "a")))
(def errors (atom []))
(println (< 10 (ticks-beside
                 #(dotimes [_ 5]
                    (try
                      (re-find #"(.*)(.*)(.*)(.*)(.*)[^a]$" text)
                      (catch :norn/regex-limit e (swap! errors conj (:type (ex-data e))))))))) ;=> true
(println @errors) ;=> [:norn/regex-limit :norn/regex-limit :norn/regex-limit :norn/regex-limit :norn/regex-limit]
;gc-stress-every 20000 the work would take hours

;; SEMANTICS 14: unwinding goes to the outermost expired boundary, and only that one throws.
;flags --virtual-time
(require '[norn.async :as a])
(let [log (atom [])]
  (println (try
             (a/with-timeout 5
               (try
                 (a/with-timeout 1
                   (try (a/sleep 60000) (finally (a/sleep 20))))
                 (catch :norn/timeout e (swap! log conj :inner))))
             (catch :norn/timeout e [:outer (:timeout-ms (ex-data e))]))
           @log)) ;=> [:outer 5] []
(println (try (a/with-timeout 60000 (a/with-timeout 1 (a/sleep 60000))) (catch :norn/timeout e (:timeout-ms (ex-data e))))) ;=> 1

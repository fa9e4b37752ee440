;; A delay that threw throws the same exception again; its body runs once.
(def runs (atom 0))
(def d (delay (swap! runs inc) (throw (Exception. "once"))))
(dotimes [_ 2] (println (try @d (catch Exception e (ex-message e)))))
;=> once
;=> once
(println @runs (realized? d)) ;=> 1 true

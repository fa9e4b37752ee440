(def n (atom 0 :validator (fn [v] (await (async (number? v))))))
(add-watch n :w (fn [_ _ old new] (await (async nil)) (println old "->" new)))
(reset! n 1) ;=> 0 -> 1
(swap! n inc) ;=> 1 -> 2
(println (try (reset! n :no) (catch IllegalStateException e (ex-message e)))) ;=> Invalid reference state
(println @n) ;=> 2

(def n (agent 0))
(dotimes [_ 100] (send n (fn [v] (await (async (inc v))))))
(await n)
(println @n) ;=> 100

(require '[norn.async :as a])
(def other (promise))
(def one (async (await (await other))))
(deliver other (async (await one 30 :default)))
(println (await one)) ;=> :default

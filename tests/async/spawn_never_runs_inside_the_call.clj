;; SEMANTICS 1
(def log (atom []))
(def t (async (swap! log conj :task)))
(swap! log conj :after-spawn)
(await t)
(println @log) ;=> [:after-spawn :task]

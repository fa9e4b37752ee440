;; Reports named the library function behind `async` and `future` as the place of the spawn.
(defn frames [t] (try (await t) (catch :default e (map (juxt :fn :spawn :line) (norn.prim/stack-trace e)))))
(defn start [] (async (throw (ex-info "no" {}))))
(defn start-future [] (future (throw (ex-info "no" {}))))
(println (first (filter second (frames (start))))) ;=> [user/start true 3]
(println (first (filter second (frames (start-future))))) ;=> [user/start-future true 4]

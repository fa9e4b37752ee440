;; SEMANTICS 5: each await adds where it was to what its own task sees, never to what another awaiter sees.
(defn fail [] (throw (ex-info "no" {})))
(defn way [e] (mapv :fn (filter :await (norn.prim/stack-trace e))))
(let [source (async (fail))]
  (defn first-awaiter [] (try (norn.prim/await* source) (catch :default e (way e))))
  (defn middle [] (async (norn.prim/await* source)))
  (defn second-awaiter [] (try (norn.prim/await* (middle)) (catch :default e (way e))))
  (println (first-awaiter)) ;=> [user/first-awaiter]
  (println (second-awaiter)) ;=> [user/middle/fn--6 user/second-awaiter]
  (println (first-awaiter))) ;=> [user/first-awaiter]

;; SEMANTICS 11: requested, but the body returns normally: :success.
(require '[norn.async :as a])
(def t (async (a/yield) (a/cancel! (a/current-task)) :done))
(println (await t) (a/state t) (a/cancelled? t)) ;=> :done :success true

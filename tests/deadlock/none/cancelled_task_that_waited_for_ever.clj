(require '[norn.async :as a])
(def t (async @(promise)))
(async (a/sleep 30) (a/cancel! t))
(println (try (await t) (catch java.util.concurrent.CancellationException e :cancelled))) ;=> :cancelled

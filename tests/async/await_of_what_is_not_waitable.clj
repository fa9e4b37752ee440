;; SEMANTICS 4
(require '[norn.async :as a])
(println (try (await 5) (catch ClassCastException e :type-error))) ;=> :type-error
(println (try (await nil) (catch :default e :type-error))) ;=> :type-error
(println (await (delay 1)) (await (atom 2)) (await (doto (promise) (deliver 3)))) ;=> 1 2 3
(println (try (await (a/current-task)) (catch IllegalStateException e (ex-message e)))) ;=> a task cannot await itself

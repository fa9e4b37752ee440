(require '[norn.control :refer [reset shift]] '[norn.async :as a])
(def me (a/current-task))
(def k (reset (shift k k) (a/current-task)))
(def other (async (identical? (k nil) (a/current-task))))
(println (await other) (identical? me (k nil))) ;=> true true

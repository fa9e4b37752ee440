;; SEMANTICS 4: await and deref of a channel take one value.
(require '[clojure.core.async :as a])
(def c (a/to-chan! [1 2]))
(println (await c) @c (await c)) ;=> 1 2 nil
(println (await (a/chan) 1 :late)) ;=> :late
(println (await (doto (a/chan 1 (map inc)) (a/>!! 1)))) ;=> 2

;; A promise channel gives its first value to every take, also after it was closed.
(require '[clojure.core.async :as a])
(def p (a/promise-chan))
(def waiting (mapv (fn [_] (a/go (a/<! p))) (range 3)))
(println (a/poll! p)) ;=> nil
(println (a/>!! p 1) (a/>!! p 2)) ;=> true true
(println (mapv a/<!! waiting) (a/<!! p)) ;=> [1 1 1] 1
(a/close! p)
(println (a/<!! p) (a/>!! p 3)) ;=> 1 false
(def empty (a/promise-chan))
(a/close! empty)
(println (a/<!! empty)) ;=> nil
(println (a/<!! (doto (a/promise-chan (map inc)) (a/>!! 1)))) ;=> 2

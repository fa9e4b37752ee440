;; pub: values by topic to their subscribers.
(require '[clojure.core.async :as a])
(def source (a/chan))
(def p (a/pub source :topic))
(def cats (a/sub p :cat (a/chan 10)))
(def more-cats (a/sub p :cat (a/chan 10)))
(def dogs (a/sub p :dog (a/chan 10)))
(doseq [[topic n] [[:cat 1] [:dog 2] [:cow 3] [:cat 4]]] (a/>!! source {:topic topic :n n}))
(println (:n (a/<!! more-cats)) (:n (a/<!! more-cats))) ;=> 1 4
(a/unsub p :cat more-cats)
(a/>!! source {:topic :cat :n 5})
(a/close! source)
(println (mapv :n (a/<!! (a/into [] cats))) (mapv :n (a/<!! (a/into [] dogs)))) ;=> [1 4 5] [2]
(println (a/poll! more-cats)) ;=> nil

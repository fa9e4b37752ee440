;; What a transducer throws goes to the channel's handler; its value, unless nil, is buffered instead.
(require '[clojure.core.async :as a])
(def c (a/chan 10 (map #(/ 12 %)) (fn [e] (when (instance? ArithmeticException e) :infinite))))
(a/onto-chan! c [1 0 2])
(println (a/<!! (a/into [] c))) ;=> [12 :infinite 6]
(def dropped (a/chan 10 (map #(/ 12 %)) (constantly nil)))
(a/onto-chan! dropped [1 0 2])
(println (a/<!! (a/into [] dropped))) ;=> [12 6]

;; Without a handler the value is dropped and the failure reported once.
(require '[clojure.core.async :as a])
(def c (a/chan 10 (map #(/ 12 %))))
(a/onto-chan! c [1 0 2])
(println (a/<!! (a/into [] c))) ;=> [12 6]
;! Divide by zero
;exit 1

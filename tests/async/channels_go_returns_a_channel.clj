;; A go block's channel gives its value and is closed; nil only closes. Bindings are inherited.
;flags --virtual-time
(require '[clojure.core.async :as a])
(def ^:dynamic *who* :root)
(println (a/<!! (a/go 1)) (a/<!! (a/go nil)) (a/<!! (a/go)) (a/<!! (a/thread 2)) (a/<!! (a/io-thread 3)) (a/<!! (a/thread-call (fn [] 4)))) ;=> 1 nil nil 2 3 4
(println (binding [*who* :bound] (a/<!! (a/go (a/<! (a/timeout 1)) *who*)))) ;=> :bound
(println (a/<!! (a/go-loop [i 0] (if (< i 10) (recur (inc i)) i)))) ;=> 10
(def c (a/go false))
(println (a/<!! c) (a/<!! c)) ;=> false nil

;; A mult copies each value to every tap and closes those that want it.
(require '[clojure.core.async :as a])
(def source (a/chan))
(def m (a/mult source))
(def one (a/tap m (a/chan 10)))
(def two (a/tap m (a/chan) false))
(def seen (a/go-loop [all []] (let [v (a/<! two)] (if (= v :end) all (recur (conj all v))))))
(doseq [v [1 2 3 :end]] (a/>!! source v))
(println (a/<!! seen)) ;=> [1 2 3]
(a/untap m two)
(a/>!! source 4)
(a/close! source)
(println (a/<!! (a/into [] one)) (a/poll! two) (a/put! two 1)) ;=> [1 2 3 :end 4] nil true
;; a closed tap is dropped
(def s2 (a/chan))
(def m2 (a/mult s2))
(def gone (a/tap m2 (a/chan)))
(def kept (a/tap m2 (a/chan 5)))
(a/close! gone)
(a/>!! s2 :a)
(a/>!! s2 :b)
(println (a/<!! kept) (a/<!! kept)) ;=> :a :b

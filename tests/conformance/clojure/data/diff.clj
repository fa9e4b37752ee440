;; clojure.data/diff.

(require '[clojure.data :as data])
(prn (data/diff {:a 1 :b 2} {:a 1 :c 3})) ;=> [{:b 2} {:c 3} {:a 1}]
(prn (data/diff [1 2 3] [1 5 3])) ;=> [[nil 2] [nil 5] [1 nil 3]]
(prn (data/diff #{1 2} #{2 3})) ;=> [#{1} #{3} #{2}]
(prn (data/diff 1 2)) ;=> [1 2 nil]
(prn (data/diff {:a {:b 1}} {:a {:b 2}})) ;=> [{:a {:b 1}} {:a {:b 2}} nil]

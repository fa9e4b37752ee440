;; clojure.walk.

(require '[clojure.walk :as walk])
(prn (walk/postwalk #(if (number? %) (inc %) %) [1 [2 {:a 3}]])) ;=> [2 [3 {:a 4}]]
(prn (walk/prewalk #(if (vector? %) (seq %) %) [1 [2]])) ;=> (1 (2))
(prn (walk/keywordize-keys {"a" {"b" 1}})) ;=> {:a {:b 1}}
(prn (walk/stringify-keys {:a 1})) ;=> {"a" 1}
(prn (walk/postwalk-replace {:a :b} [:a [:a]])) ;=> [:b [:b]]
(prn (walk/prewalk-replace {:a [:c]} [:a])) ;=> [[:c]]
(prn (walk/macroexpand-all '(when a (when b c)))) ;=> (if a (do (if b (do c))))

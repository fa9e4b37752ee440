;; SEMANTICS 34: deep data compares, hashes and prints; it never ends in a signal.
;gc-stress-every 20000 a million levels take minutes
;timeout 180
(def results (let [d (reduce (fn [a _] [a]) nil (range 1000000))] [(= d d) (hash d) (count (pr-str d))]))
(println (first results) (integer? (second results)) (nth results 2)) ;=> true true 2000003
(defn nested [] (reduce (fn [a _] [a]) nil (range 1000000)))
(println (= (nested) (nested)) (= (nested) [(nested)])) ;=> true false

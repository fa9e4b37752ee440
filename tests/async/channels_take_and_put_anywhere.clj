;; <! and >! work in helpers, closures, map, for, doseq, reduce, try and finally.
(require '[clojure.core.async :as a])
(defn numbers [n] (a/to-chan! (range n)))
(println (let [c (numbers 3)] (a/<!! (a/go (mapv (fn [_] (a/<! c)) (range 3)))))) ;=> [0 1 2]
(println (let [c (numbers 4)] (a/<!! (a/go (doall (for [x [:a :b] y [1 2]] [x y (a/<! c)])))))) ;=> ([:a 1 0] [:a 2 1] [:b 1 2] [:b 2 3])
(println (let [c (numbers 4)] (reduce (fn [sum _] (+ sum (a/<! c))) 0 (range 4)))) ;=> 6
(println (let [c (numbers 3)] (take 3 (repeatedly #(a/<! c))))) ;=> (0 1 2)
(defn helper [c] (try (a/<! c) (throw (ex-info "no" {})) (catch Exception e [(ex-message e) (a/<! c)]) (finally (println :finally (a/<! c)))))
(println (a/<!! (a/go (helper (numbers 3)))))
;=> :finally 2
;=> [no 1]
(println (let [c (numbers 3)] (sort-by (fn [x] [x (a/<! c)]) [3 1 2]))) ;=> (1 2 3)

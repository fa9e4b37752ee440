;; clojure.zip.

(require '[clojure.zip :as zip])
(prn (-> (zip/vector-zip [1 [2 3] 4]) zip/down zip/right zip/down zip/node)) ;=> 2
(prn (-> (zip/vector-zip [1 [2 3]]) zip/down (zip/replace :x) zip/root)) ;=> [:x [2 3]]
(prn (-> (zip/vector-zip [1 [2 3] 4]) zip/down zip/right zip/remove zip/root)) ;=> [1 4]
(prn (loop [z (zip/vector-zip [1 [2 [3]]])] (if (zip/end? z) (zip/root z) (recur (zip/next (if (number? (zip/node z)) (zip/edit z inc) z)))))) ;=> [2 [3 [4]]]

;; What a library function builds or sorts when its callback captures a multi-shot continuation: each resumption has its own. What
;; the program made itself is shared.
(require '[norn.control :refer [reset shift]] '[clojure.string :as str])
(defn either [a b] (shift k (mapcat k [a b])))
(println (sort (reset [(vec (sort (fn [a b] (either -1 1)) [1 2 3]))]))) ;=> ([1 2 3] [1 3 2] [2 1 3] [2 3 1] [3 1 2] [3 2 1])
(println (reset [(vec (sort-by identity (fn [a b] (either (compare a b) (compare b a))) [1 2]))])) ;=> ([1 2] [2 1])
(println (reset [(str/replace "ab" #"." (fn [m] (either "x" m)))])) ;=> (xx xb ax ab)
(println (reset [(str/replace-first "ab" #"." (fn [m] (either "x" "y")))])) ;=> (xb yb)
(println (reset [(str/escape "ab" (fn [c] (either \x \y)))])) ;=> (xx xy yx yy)
(println (let [sb (StringBuilder.)] (reset [(do (.append sb (either "x" "y")) (str sb))]))) ;=> (x xy)

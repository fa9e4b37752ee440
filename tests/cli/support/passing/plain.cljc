(require '[clojure.test :refer [deftest is]])
(deftest without-a-namespace (is (= 4 (+ 2 2))))

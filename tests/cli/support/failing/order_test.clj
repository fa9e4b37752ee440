(ns order-test
  (:require [clojure.test :refer [deftest is]]
            [norn.test :refer [with-virtual-time]]))

(deftest fails
  (with-virtual-time (is (= 1 2))))

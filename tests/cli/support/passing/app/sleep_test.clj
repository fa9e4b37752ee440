(ns app.sleep-test
  (:require [clojure.test :refer [deftest is]]
            [norn.async :as a]
            [app.helper :refer [week]]))

(deftest sleeps-a-week
  (let [start (System/currentTimeMillis)]
    (a/sleep week)
    (is (<= week (- (System/currentTimeMillis) start)))))

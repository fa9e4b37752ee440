;; A value passes through a ring of 1000 tasks, ten times.
(require '[clojure.core.async :as a])
(def start (a/chan))
(def end (reduce (fn [in _] (let [out (a/chan)] (a/go-loop [] (when-some [v (a/<! in)] (a/>! out (inc v)) (recur))) out)) start (range 1000)))
(println (last (take 11 (iterate (fn [v] (a/>!! start v) (a/<!! end)) 0)))) ;=> 10000

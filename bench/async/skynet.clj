;; A tree of tasks with ten children each and a million leaves; each task adds up its children.
(require '[norn.async :refer [async await]])

(defn skynet [number size]
  (if (= size 1)
    number
    (let [part (quot size 10)]
      (->> (range 10)
           (mapv (fn [i] (async (skynet (+ number (* i part)) part))))
           (reduce (fn [sum child] (+ sum (await child))) 0)))))

(println (str "result=" (await (async (skynet 0 1000000)))))

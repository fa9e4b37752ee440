;; Two tasks that yield to each other, a million times each: two million switches.
(require '[norn.async :refer [async await yield]])

(defn turns [n]
  (loop [i 0]
    (if (< i n)
      (do (yield) (recur (inc i)))
      i)))

(let [a (async (turns 1000000))
      b (async (turns 1000000))]
  (println (str "result=" (+ (await a) (await b)))))

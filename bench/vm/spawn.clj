;; Spawn a task, await it, take its value: a million times in a row.
(require '[norn.async :refer [async await]])

(println (str "result=" (loop [i 0 sum 0]
                          (if (< i 1000000)
                            (recur (inc i) (+ sum (await (async i))))
                            sum))))

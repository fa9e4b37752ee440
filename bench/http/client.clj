; So many GETs, 200 at a time.
(require '[norn.http :as http] '[norn.async :as async])
(let [[uri n] *command-line-args*
      n (parse-long n)
      ok (async/parallel-map 200 (fn [_] (:status (http/get uri))) (range n))]
  (println (str "result=" (count (filter #(= 200 %) ok)))))

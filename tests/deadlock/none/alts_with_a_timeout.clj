(require '[clojure.core.async :as c])
(let [limit (c/timeout 30)
      [value port] (c/alts!! [(c/chan) limit])]
  (println value (= port limit))) ;=> nil true

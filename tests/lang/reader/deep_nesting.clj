;gc-stress-every 20000 collecting at every opportunity while a hundred thousand levels are alive takes hours
;; A hundred thousand levels are read, and missing brackets are an error, not a crash.
(def n 100000)
(defn nested [open close] (str (apply str (repeat n open)) (apply str (repeat n close))))
(prn (loop [form (read-string (nested "[" "]")) depth 0] (if (seq form) (recur (first form) (inc depth)) depth))) ;=> 99999
(prn (try (read-string (apply str (repeat n "("))) (catch RuntimeException e (subs (ex-message e) 0 17)))) ;=> "EOF while reading"

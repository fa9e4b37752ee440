;; Waiting is not spinning: while everything is parked the program uses next to no processor time.
;gc-stress-every 1000 it measures time
;skip-sanitize it measures time
(require '[norn.async :as a] '[clojure.string :as str])
(defn cpu-ticks []
  (let [stat (slurp "/proc/self/stat")
        fields (str/split (subs stat (+ 2 (str/last-index-of stat ")"))) #" ")]
    (+ (parse-long (nth fields 11)) (parse-long (nth fields 12)))))
(def parked (mapv (fn [_] (async (a/sleep 600))) (range 1000)))
(a/sleep 100)
(def before (cpu-ticks))
(a/sleep 300)
(println (< (- (cpu-ticks) before) 10)) ;=> true

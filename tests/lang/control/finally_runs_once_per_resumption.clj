;; SEMANTICS 23: `finally` runs once per resumption that leaves its region; a dropped continuation runs none.
(require '[norn.control :refer [reset shift]])

(def log (atom []))

(defn run [use-k]
  (reset! log [])
  (let [value (reset (try
                       (+ 1 (shift k (use-k k)))
                       (finally (swap! log conj :left))))]
    (println value @log)))

(run (fn [k] (k 1)))               ;=> 2 [:left]
(run (fn [k] (+ (k 1) (k 2))))     ;=> 5 [:left :left]
(run (fn [_] :dropped))            ;=> :dropped []

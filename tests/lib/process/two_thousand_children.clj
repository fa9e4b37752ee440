;; Two thousand children, 20 at a time, some of them cancelled: none is left, not as a zombie either, and no descriptor, and no memory.
;timeout 120
;max-rss-mb 80
;gc-stress-every 1000 two thousand children
(require '[norn.process :as process] '[norn.async :as a] '[norn.file :as file] '[norn.os :as os] '[norn.runtime :as runtime] '[clojure.string :as str])
(defn descriptors [] (count (file/list "/proc/self/fd")))
(defn children [] (str/trim (file/read (str "/proc/self/task/" (os/pid) "/children"))))
(defn some-children [n]
  (let [left (atom n) results (atom {})]
    (a/all (vec (repeat 20 (fn []
                             (loop []
                               (let [i (swap! left dec)]
                                 (when (<= 0 i)
                                   (let [outcome (if (= 0 (mod i 10))
                                                   (try (process/run ["sleep" "1000"] {:timeout 2}) (catch :norn/timeout _ :timed-out))
                                                   (:out (process/run ["echo" (str "n" (mod i 3))])))]
                                     (swap! results update outcome (fnil inc 0)))
                                   (recur))))))))
    @results))
(some-children 200)
(runtime/gc)
(let [before (descriptors)]
  (prn (into (sorted-map-by (fn [a b] (compare (str a) (str b)))) (some-children 1800)))
  (prn (children))
  (runtime/gc)
  (prn (- (descriptors) before) (first (norn.prim/loop-usage))))
;=> {:timed-out 180, "n0\n" 540, "n1\n" 540, "n2\n" 540}
;=> ""
;=> 0 0

;; A tree of 10^5 tasks, each of which awaits its children: only a small part of it exists at the same time.
;gc-stress-every 20000 preemption at every call begins many branches
(require '[norn.async :as a] '[norn.runtime :as runtime])
(def most (atom 0))
(defn leaves [depth]
  (swap! most max (:stacks (runtime/stats)))
  (if (= depth 0)
    1
    (reduce + (map deref (mapv (fn [_] (async (leaves (dec depth)))) (range 10))))))
(println (await (async (leaves 4)))) ;=> 10000
(println (< @most 1500)) ;=> true

;; Dynamic vars belong to the task: other tasks that run meanwhile see their own.
(require '[norn.async :as a])
(def ^:dynamic *who* :root)
(def seen
  (mapv (fn [who] (async (binding [*who* who] (a/yield) [*who* (await (async (a/yield) *who*))])))
        [:a :b :c]))
(println (mapv await seen) *who*) ;=> [[:a :a] [:b :b] [:c :c]] :root

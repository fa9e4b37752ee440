;; SEMANTICS 16: future, go, agents and callbacks belong to the root, so what they start is not part of the scope either.
;flags --virtual-time
(require '[norn.async :as a] '[clojure.core.async :as chan])
(def gate (promise))
(def results (atom {}))
(defn start [kind] (swap! results assoc kind (async (await gate))) kind)

(a/scope
 (let [done (async :done)
       asked (agent nil)
       answers (chan/chan)]
   (await (future (start :future)))
   (await (future (await (future (start :nested)))))
   (chan/<!! (chan/go (start :go)))
   (chan/<!! (chan/thread (start :thread)))
   (send asked (fn [_] (start :agent)))
   (await asked)
   (let [called (promise)]
     (a/on-complete done (fn [_] (deliver called (start :callback))))
     (await called))
   (let [called (promise)]
     (chan/take! answers (fn [_] (deliver called (start :take))))
     (chan/put! answers 1)
     (await called))
   (chan/<!! (chan/go (chan/<! (chan/timeout 1)) (start :after-a-wait)))))
(println "the scope has ended") ;=> the scope has ended
(deliver gate :late)
(println (into (sorted-map) (map (fn [[kind task]] [kind (await task)])) @results))
;=> {:after-a-wait :late, :agent :late, :callback :late, :future :late, :go :late, :nested :late, :take :late, :thread :late}

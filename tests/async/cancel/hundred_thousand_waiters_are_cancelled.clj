;; No list of waiters is searched: 100,000 waiters of one promise, semaphore, channel and clock are cancelled one by one, and as
;; many woken. (A search in each would be 10^10 steps.)
;gc-stress-every 20000 a collection at every call takes minutes
;flags --virtual-time
(require '[norn.async :as a] '[clojure.core.async :as c])
(def n 100000)
(defn cancel-all [wait]
  (let [tasks (mapv (fn [_] (async (wait))) (range n))]
    (dotimes [_ 3] (a/yield))
    (run! a/cancel! tasks)
    (run! (fn [t] (try (await t) (catch java.util.concurrent.CancellationException _ nil))) tasks)
    (count (filter #(= :cancelled (a/state %)) tasks))))
(let [p (promise) ch (c/chan) s (a/semaphore 0)]
  (println (cancel-all (fn [] @p)) (cancel-all (fn [] (c/<! ch))) (cancel-all (fn [] (a/acquire! s))) (cancel-all (fn [] (a/sleep 1000000)))))
;=> 100000 100000 100000 100000
(println (count (mapv await (mapv (fn [i] (async (a/sleep (mod i 1000)) i)) (range n))))) ;=> 100000
(let [s (a/semaphore 1) total (atom 0)]
  (a/scope (dotimes [_ n] (async (a/with-permit s (swap! total inc)))))
  (println @total)) ;=> 100000

;; A timed-out or cancelled acquire never loses a permit.
;flags --virtual-time
;gc-stress-every 1000 preemption at every call changes who arrives first
(require '[norn.async :as a])
(let [s (a/semaphore 1)]
  (a/acquire! s)
  (println (try (a/with-timeout 1 (a/acquire! s)) (catch :norn/timeout _ :timeout))) ;=> :timeout
  (let [waiters (mapv (fn [_] (async (a/with-permit s :never))) (range 5))]
    (dotimes [_ 20] (a/yield))
    (run! a/cancel! waiters)
    (run! (fn [t] (try (await t) (catch :default _ nil))) waiters))
  (a/release! s)
  (println (a/with-timeout 1000 (a/with-permit s :got-it))) ;=> :got-it
  (let [order (atom [])]
    (a/acquire! s)
    (let [arrive (fn [n]
                   (let [task (async (a/with-permit s (swap! order conj n)))]
                     (dotimes [_ 200] (a/yield)) ; under GC stress a turn is one step
                     task))
          tasks (mapv arrive (range 5))]
      (a/release! s)
      (run! await tasks)
      (println @order)))) ;=> [0 1 2 3 4]

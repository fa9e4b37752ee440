(require '[norn.async :as a])
(let [latch (a/latch 3)
      waiter (async (a/await-latch latch) :open)]
  (dotimes [_ 3] (a/count-down! latch))
  (println (await waiter))) ;=> :open
(let [barrier (a/barrier 3)
      log (atom [])
      tasks (mapv (fn [n] (async (swap! log conj :before) (let [last? (a/await-barrier barrier)] (swap! log conj :after) last?))) (range 3))]
  (println (frequencies (mapv await tasks)) @log)) ;=> {false 2, true 1} [:before :before :before :after :after :after]
(let [mutex (a/mutex)
      filled (a/condition mutex)
      box (atom nil)
      taker (async (a/with-lock mutex (while (nil? @box) (a/wait-condition filled)) @box))]
  (dotimes [_ 20] (a/yield))
  (a/with-lock mutex (reset! box :full) (a/signal! filled))
  (println (await taker))) ;=> :full

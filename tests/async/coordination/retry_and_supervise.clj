(require '[norn.async :as a])
(let [calls (atom 0)
      flaky (fn [] (if (< (swap! calls inc) 3) (throw (ex-info "not yet" {})) @calls))]
  (println (a/retry {:delay 1} flaky)) ;=> 3
  (println (try (a/retry {:attempts 2 :delay 1} (fn [] (throw (ex-info "never" {})))) (catch :default e (ex-message e)))) ;=> never
  (reset! calls 0)
  (println (a/supervise {:restarts 3} flaky))) ;=> 3

(require '[norn.async :as a])
(def calls (atom 0))
(println (a/retry {:attempts 3 :delay 10} (fn [] (if (< (swap! calls inc) 3) (throw (ex-info "no" {})) :done)))) ;=> :done

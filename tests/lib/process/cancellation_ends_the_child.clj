;; Cancelled or timed out, run ends its child before it ends itself; also one that ignores SIGTERM. No zombie is left.
(require '[norn.process :as process] '[norn.async :as a :refer [with-timeout cancel!]] '[norn.file :as file] '[clojure.string :as str])
(defn children []
  (str/trim (file/read (str "/proc/self/task/" (norn.os/pid) "/children"))))
(def running (async (process/run ["sleep" "1000"])))
(while (= "" (children)) (a/sleep 1))
(cancel! running)
(prn (try (await running) (catch java.util.concurrent.CancellationException _ :cancelled)))
(prn (children))
(prn (try (process/run ["sleep" "1000"] {:timeout 20}) (catch java.util.concurrent.TimeoutException e (ex-message e))))
(prn (try (with-timeout 20 (process/run ["sh" "-c" "trap '' TERM; while :; do sleep 0.01; done"] {:kill-after 20}))
          (catch java.util.concurrent.TimeoutException _ :timeout)))
(prn (children))
;=> :cancelled
;=> ""
;=> "Timed out after 20 ms"
;=> :timeout
;=> ""

(require '[norn.os :as os] '[norn.process :as process] '[clojure.core.async :refer [<!! close!]])
(def stop (os/on-signal :usr1 (fn [] (println "usr1"))))
(def arrived (os/signals :usr2 :hup))
(os/kill (os/pid) :usr2)
(prn (<!! arrived))
(os/kill (os/pid) :hup)
(prn (<!! arrived))
(close! arrived)
(def ready (async (os/await-signal :int)))
(norn.async/yield)
(os/kill (os/pid) :int)
(prn (await ready))
(os/kill (os/pid) :usr1)
(norn.async/sleep 50)
(stop)
(prn (pos? (os/cpu-count)) (= (os/pid) (norn.prim/process-id)) (os/env "NO_SUCH" "default") (os/kill 4194304 :term))
(os/on-exit (fn [] (println "first registered, last run")))
(os/on-exit (fn [] (throw (ex-info "broken hook" {}))))
(os/on-exit (fn [] (norn.async/sleep 1) (println "hook waits")))
(println "main ends")
;! An exit hook failed: broken hook
;=> :usr2
;=> :hup
;=> nil
;=> usr1
;=> true true "default" false
;=> main ends
;=> hook waits
;=> first registered, last run

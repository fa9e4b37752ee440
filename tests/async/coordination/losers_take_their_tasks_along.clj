;; SEMANTICS 17: functions given to race and any run in a scope of the combinator: what a loser has started ends with it.
(require '[norn.async :as a])
(def ended (atom []))
(defn loser [name]
  (fn []
    (async (try (a/sleep 60000) (finally (swap! ended conj name))))
    (a/sleep 60000)))
(println (a/race [(loser :race) (fn [] (a/sleep 1) :fast)]) @ended) ;=> :fast [:race]
(println (a/any [(loser :any) (fn [] (a/sleep 1) :fast)]) @ended) ;=> :fast [:race :any]
; A task that the winner left running is waited for.
(println (a/race [(fn [] (async (a/sleep 2) (swap! ended conj :left)) :won)]) @ended) ;=> :won [:race :any :left]
; The failure of such a task is that of its function.
(println (try (a/race [(fn [] (async (throw (ex-info "child" {}))) (a/sleep 60000))]) (catch :default e (ex-message e)))) ;=> child

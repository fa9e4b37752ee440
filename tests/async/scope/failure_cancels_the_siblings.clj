;; SEMANTICS 17: a child's failure fails its scope, also if a try awaits it; siblings are cancelled, their cleanup is awaited.
;flags --virtual-time
(require '[norn.async :as a])
(let [log (atom [])]
  (println (try
             (a/scope
               (async (try (a/sleep 60000) (finally (a/sleep 5) (swap! log conj :cleaned))))
               (async (a/sleep 1) (throw (ex-info "child" {})))
               (try (a/sleep 60000) (finally (swap! log conj :body-left))))
             (catch clojure.lang.ExceptionInfo e (ex-message e)))) ;=> child
  (println (sort @log))) ;=> (:body-left :cleaned)
(println (try
           (a/scope (let [t (async (throw (ex-info "seen" {})))]
                      (try (await t) (catch :default e :handled))))
           (catch :default e (ex-message e)))) ;=> seen

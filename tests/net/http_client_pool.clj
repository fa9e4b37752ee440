; Connections are kept and shared; their number has a limit; a dead one is replaced; an idle one keeps no program running.
(require '[norn.http :as http] '[norn.async :as a] '[norn.http.pool :as pool])

(def gate (atom (promise)))
(def server (http/serve (fn [r] (when (= "/slow" (:uri r)) @@gate) {:status 200 :body "x"}) {:idle-timeout 200}))
(defn until [f] (when-not (f) (a/sleep 1) (recur f)))
(def uri (str "http://127.0.0.1:" (:port server) "/"))
(def the-pool (http/pool {:max-per-host 3}))
(defn counts [] (first (vals (pool/counts the-pool))))

(dotimes [_ 20] (http/get uri {:pool the-pool}))
(println (counts)) ;=> {:open 1, :idle 1, :waiting 0}

; Ten requests that take their time share three connections.
(let [tasks (mapv (fn [_] (http/get-async (str uri "slow") {:pool the-pool})) (range 10))]
  (until #(and (= 7 (:waiting (counts))) (= 3 (:requests (http/counts server)))))
  (println (counts)) ;=> {:open 3, :idle 0, :waiting 7}
  ; Whoever gives up waiting takes nothing along.
  (a/cancel! (nth tasks 9))
  (deliver @gate true)
  (println (mapv (fn [t] (:status @t)) (pop tasks)))) ;=> [200 200 200 200 200 200 200 200 200]
(println (counts)) ;=> {:open 3, :idle 3, :waiting 0}

; A cancelled request closes its connection, which had an answer to come.
(reset! gate (promise))
(let [task (http/get-async (str uri "slow") {:pool the-pool})]
  (until #(= 1 (:requests (http/counts server))))
  (a/cancel! task)
  (try @task (catch :norn/cancelled _ nil)))
(println (counts)) ;=> {:open 2, :idle 2, :waiting 0}

; The server closes idle connections: they are not used again.
(until #(zero? (:connections (http/counts server))))
(println (:status (http/get uri {:pool the-pool}))) ;=> 200
(println (counts)) ;=> {:open 1, :idle 1, :waiting 0}
(println (:status (http/get uri {:pool (http/pool {:keep-alive 0})}))) ;=> 200
(http/close-idle the-pool)
(println (counts)) ;=> {:open 0, :idle 0, :waiting 0}
(http/get uri)
(http/stop server)

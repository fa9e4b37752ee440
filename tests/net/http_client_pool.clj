; Connections are kept and shared; their number has a limit; a dead one is replaced; an idle one keeps no program running.
;gc-stress-every 1000 hundreds of exchanges, some against time limits
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

; Idle connections: no more than allowed altogether, and none for long, whatever the next request is for.
(def servers (vec (repeatedly 6 #(http/serve (fn [_] {:status 200 :body "x"})))))
(defn ask [i the-pool] (http/get (str "http://127.0.0.1:" (:port (nth servers i)) "/") {:pool the-pool}))
(defn open-at [i] (:connections (http/counts (nth servers i))))
(defn all [the-pool] (let [all (vals (pool/counts the-pool))] {:origins (count all) :open (reduce + (map :open all)) :idle (reduce + (map :idle all))}))
(let [few (http/pool {:max-idle 2})]
  (dotimes [i 6] (ask i few))
  (println (all few)) ;=> {:origins 6, :open 2, :idle 2}
  (http/close-idle few)
  (println (all few) (str few))) ;=> {:origins 6, :open 0, :idle 0} #<connection pool of 6 origins>
(let [short (http/pool {:keep-alive 300})]
  (dotimes [i 5] (ask i short))
  (println (all short)) ;=> {:origins 5, :open 5, :idle 5}
  (a/sleep 1100)
  (ask 5 short)
  (println (all short)) ;=> {:origins 1, :open 1, :idle 1}
  (until #(= [0 0 0 0 0 1] (map open-at (range 6))))
  (println (map open-at (range 6))) ;=> (0 0 0 0 0 1)
  (ask 0 short)
  (println (all short)) ;=> {:origins 2, :open 2, :idle 2}
  (http/close-idle short))
(run! http/stop servers)

; Places are given back by whatever ends badly; those who wait get them.
(let [one (http/pool {:max-per-host 1})
      dead (let [s (http/serve (fn [_] nil))] (http/stop s) (str "http://127.0.0.1:" (:port s) "/"))
      tasks (mapv (fn [_] (http/get-async dead {:pool one})) (range 20))]
  (println (frequencies (map (fn [t] (try @t (catch :ECONNREFUSED _ :refused))) tasks)) (vals (pool/counts one)))) ;=> {:refused 20} ({:open 0, :idle 0, :waiting 0})
(reset! gate (promise))
(let [one (http/pool {:max-per-host 1})
      holder (http/get-async (str uri "slow") {:pool one})
      waiting (mapv (fn [_] (http/get-async uri {:pool one})) (range 10))]
  (until #(= 10 (:waiting (first (vals (pool/counts one))))))
  ; The holder is cancelled, and so is every other of those who wait.
  (run! a/cancel! (take-nth 2 waiting))
  (a/cancel! holder)
  (println (frequencies (map (fn [t] (try (:status @t) (catch :norn/cancelled _ :cancelled))) (cons holder waiting))) (vals (pool/counts one))) ;=> {:cancelled 6, 200 5} ({:open 1, :idle 1, :waiting 0})
  (http/close-idle one))
(http/stop server)

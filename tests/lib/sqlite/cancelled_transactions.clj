;; A transaction that is cancelled at any of its suspension points, asking or parked there, or by force at any safepoint, has
;; happened as a whole or not at all; the connection goes on, and so do transactions within transactions.
;gc-stress-every 1000 hundreds of transactions
(require '[norn.sqlite :as sqlite] '[norn.async :as a] '[norn.file :as file])
(file/with-temp-dir [d]
  (with-open [db (sqlite/open (str d "/x.db"))]
    (sqlite/execute-script! db "create table t (x); create table outer_ (x)")
    (let [n (fn [table] (:n (sqlite/query-one db (str "select count(*) as n from " table))))
          move (fn []
                 (sqlite/with-transaction [db]
                   (sqlite/execute! db "insert into outer_ values (1)")
                   (a/yield)
                   (try
                     (sqlite/with-transaction [db]
                       (sqlite/execute-batch! db "insert into t values (?)" [[1] [2] [3]])
                       (doseq [row [4 5]] (a/sleep 0) (sqlite/execute! db ["insert into t values (?)" row]))
                       (reduce (fn [_ _] (a/yield)) nil (sqlite/plan db "select * from t limit 2")))
                     (catch clojure.lang.ExceptionInfo e (throw e)))
                   (sqlite/execute! db "insert into outer_ values (2)")))
          outcome (fn [point i]
                    (sqlite/execute-script! db "delete from t; delete from outer_")
                    (let [main (async (norn.prim/probe-task! (a/current-task)) (move))]
                      (norn.prim/cancel-at! point i)
                      (let [ended (try (a/await main 20000 :stuck) :done (catch :norn/cancelled _ :cancelled))
                            came (norn.prim/cancel-at! nil 0)]
                        [ended came [(n "t") (n "outer_")]])))]
      (doseq [point [:suspension :parked :safepoint]]
        (let [outcomes (loop [i 1 seen {}]
                         (let [[ended came left] (outcome point i)
                               seen (update seen [ended left] (fnil inc 0))]
                           (if came (recur (inc i) seen) seen)))]
          (prn point (set (keys outcomes)) (< 10 (reduce + (vals outcomes))))))
      ;; also while the statements that begin and commit are at work
      (let [seen (loop [i 0 seen #{}]
                   (sqlite/execute-script! db "delete from t; delete from outer_")
                   (let [main (async (move))]
                     (dotimes [_ (mod i 40)] (a/yield))
                     (a/cancel! main)
                     (let [ended (try (a/await main 20000 :stuck) :done (catch :norn/cancelled _ :cancelled))
                           seen (conj seen [ended (n "t") (n "outer_")])]
                       (if (< i 400) (recur (inc i) seen) seen))))]
        (prn (remove #{[:cancelled 0 0] [:done 5 2]} seen)))
      (prn (do (sqlite/execute-script! db "delete from t; delete from outer_") (move)) (n "t") (n "outer_")))))
;=> :suspension #{[:cancelled [0 0]] [:done [5 2]]} true
;=> :parked #{[:cancelled [0 0]] [:done [5 2]]} true
;=> :safepoint #{[:cancelled [0 0]] [:done [5 2]]} true
;=> ()
;=> {:changes 1, :last-id 2} 5 2

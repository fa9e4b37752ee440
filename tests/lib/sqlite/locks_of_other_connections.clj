;; More connections than there are threads for them wait for one lock: the one that has it can go on, and all get their turn. (When
;; waiting occupied a thread, all but the first few failed with :sqlite/busy.) Waiting ends by :busy-timeout and by cancellation.
(require '[norn.sqlite :as sqlite] '[norn.file :as file] '[norn.async :as a])
(file/with-temp-dir [d]
  (let [path (str d "/x.db")
        on-own-connection (fn [options f] (with-open [db (sqlite/open path options)] (f db)))]
    (on-own-connection nil (fn [db] (sqlite/execute-script! db "create table t (n); insert into t values (0); create table log (x)")))
    (a/all (vec (for [_ (range 20)]
                  (fn [] (on-own-connection {:busy-timeout 60000}
                           (fn [db]
                             (sqlite/with-transaction [db]
                               (let [{:keys [n]} (sqlite/query-one db "select n from t")]
                                 (a/sleep 1)
                                 (sqlite/execute! db ["update t set n = ?" (inc n)])))))))))
    (prn (on-own-connection nil (fn [db] (sqlite/query db "select n from t"))))
    (on-own-connection nil
      (fn [db]
        (sqlite/with-transaction [db {:mode :exclusive}]
          (on-own-connection {:busy-timeout 20}
            (fn [other]
              (prn (try (sqlite/query other "select n from t") (catch :sqlite/busy e [(ex-message e) (:sql (ex-data e)) (= path (:database (ex-data e)))])))
              (prn (try (sqlite/execute-script! other "select 1; insert into t values (1)") (catch :sqlite/busy e (:sql (ex-data e)))))
              (prn (try (reduce conj [] (sqlite/plan other "select * from t")) (catch :sqlite/busy e (:code (ex-data e)))))))
          (on-own-connection nil
            (fn [other] (prn (try (a/with-timeout 20 (sqlite/query other "select n from t")) (catch :norn/timeout _ :timed-out))))))))
    ;; a batch and a script go on where the lock stopped them
    (on-own-connection nil
      (fn [db]
        (let [release (promise)
              holder (async (on-own-connection nil (fn [other] (sqlite/with-transaction [other] (sqlite/execute! other "insert into log values ('holder')") (await release)))))
              batch (do (a/sleep 5) (async (sqlite/execute-batch! db "insert into log values (?)" [["a"] ["b"]])))
              script (async (on-own-connection nil (fn [other] (sqlite/execute-script! other "create temp table s (x); insert into s values ('größe'); insert into log select x from s"))))]
          (a/sleep 10)
          (deliver release nil)
          (await holder)
          (prn (:changes (await batch)) (await script))
          (prn (sort (map :x (sqlite/query db "select x from log")))))))
    ;; two readers that both want to write: one fails at once, waiting could not help
    (on-own-connection {:busy-timeout 60000}
      (fn [one]
        (on-own-connection {:busy-timeout 60000}
          (fn [two]
            (prn (try
                   (sqlite/with-transaction [one {:mode :deferred}]
                     (sqlite/query one "select * from t")
                     (sqlite/with-transaction [two {:mode :deferred}]
                       (sqlite/query two "select * from t")
                       (sqlite/execute! one "insert into log values ('one')")
                       (sqlite/execute! two "insert into log values ('two')")))
                   (catch :sqlite/busy e :busy)))))))))
;=> [{:n 20}]
;=> ["SQLite: database is locked" "select n from t" true]
;=> "select 1; insert into t values (1)"
;=> :sqlite/busy
;=> :timed-out
;=> 2 nil
;=> ("a" "b" "größe" "holder")
;=> :busy

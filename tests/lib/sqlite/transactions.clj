;; Commit, roll back, nest; other tasks wait; a cancelled task rolls back and its statement is interrupted.
(require '[norn.sqlite :as sqlite] '[norn.async :as a :refer [with-timeout all]] '[norn.file :as file])
(file/with-temp-dir [d]
  (let [path (str d "/test.db")
        db (sqlite/open path)
        n (fn [] (:n (sqlite/query-one db "select count(*) as n from t")))]
    (sqlite/execute! db "create table t (x)")
    (prn (sqlite/with-transaction [db] (sqlite/execute! db "insert into t values (1)") (n)) (n))
    (prn (try (sqlite/with-transaction [db] (sqlite/execute! db "insert into t values (2)") (throw (ex-info "no" {})))
              (catch Exception e (ex-message e))) (n))
    (sqlite/with-transaction [db]
      (sqlite/execute! db "insert into t values (3)")
      (try (sqlite/with-transaction [db] (sqlite/execute! db "insert into t values (4)") (throw (ex-info "inner" {})))
           (catch Exception _ nil)))
    (prn (sqlite/query db "select x from t order by x"))
    ;; increments that read and write in separate statements do not get lost
    (sqlite/execute! db "create table counter (n)")
    (sqlite/execute! db "insert into counter values (0)")
    (all (for [_ (range 20)]
           (fn [] (sqlite/with-transaction [db]
                    (let [{:keys [n]} (sqlite/query-one db "select n from counter")]
                      (a/yield)
                      (sqlite/execute! db ["update counter set n = ?" (inc n)]))))))
    (prn (sqlite/query-one db "select n from counter"))
    (prn (try (with-timeout 20 (sqlite/with-transaction [db] (sqlite/execute! db "insert into t values (5)") (a/sleep 100000)))
              (catch java.util.concurrent.TimeoutException _ :timeout)) (n))
    ;; a statement that would take for ever
    (prn (try (with-timeout 50 (sqlite/query db "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"))
              (catch java.util.concurrent.TimeoutException _ :timeout)))
    (prn (n))
    ;; another connection's lock
    (with-open [other (sqlite/open path {:busy-timeout 10})]
      (sqlite/with-transaction [db]
        (prn (try (sqlite/execute! other "insert into t values (6)") (catch :sqlite/busy e (:code (ex-data e)))))))
    (with-open [other (sqlite/open path {:read-only true})]
      (prn (try (sqlite/execute! other "insert into t values (6)") (catch :sqlite/read-only e (ex-message e)))))
    (prn (try (sqlite/open (str d "/none") {:create false}) (catch :sqlite/cannot-open e (ex-message e))))
    (sqlite/close db)))
;=> 1 1
;=> "no" 1
;=> [{:x 1} {:x 3}]
;=> {:n 20}
;=> :timeout 2
;=> :timeout
;=> 2
;=> :sqlite/busy
;=> "SQLite: attempt to write a readonly database"
;=> "SQLite: unable to open database file"

;max-rss-mb 120
;; plan: rows are read while they are reduced. The reduction may stop, wait, fail and be cancelled; the statement ends with it.
(require '[norn.sqlite :as sqlite] '[norn.async :as a] '[norn.runtime :as runtime] '[norn.file :as file])
(file/with-temp-dir [d]
  (with-open [db (sqlite/open (str d "/x.db"))]
    (sqlite/execute! db "create table t (id integer primary key, text)")
    (sqlite/with-transaction [db]
      (sqlite/execute! db "with recursive c(x) as (select 1 union all select x + 1 from c where x < 1000) insert into t select x, hex(zeroblob(20)) from c"))
    (let [all (sqlite/plan db "select id from t order by id")]
      (prn (transduce (map :id) + all) (reduce (fn [n _] (inc n)) 0 all) (count (into [] all)))
      (prn (reduce (fn [n row] (if (= 3 (:id row)) (reduced [n row]) (inc n))) 0 all))
      (prn (into [] (comp (map :id) (take 3)) (sqlite/plan db ["select id from t where id > ? order by id" 500])))
      (prn (into [] (sqlite/plan db "select :a as a" {:a 1})) (into [] (sqlite/plan db "select 1 where 0")))
      ;; the function may wait and use the connection; other tasks have it afterwards
      (let [other (atom nil)]
        (prn (reduce (fn [n row]
                       (when (= 1 (:id row)) (reset! other (async (sqlite/query-one db "select count(*) as n from t"))))
                       (a/yield)
                       (sqlite/query db ["select ? as x" n])
                       (inc n))
                     0 all)
             (await @other)))
      (prn (try (reduce (fn [_ row] (throw (ex-info "stop" row))) nil all) (catch Exception e (ex-data e))))
      (prn (try (a/with-timeout 20 (reduce (fn [_ _] (a/sleep 100000)) nil all)) (catch :norn/timeout _ :timed-out)))
      ;; no statement is left that would keep the table
      (prn (sqlite/execute! db "insert into t values (2000, 'x')") (sqlite/execute-script! db "drop table t"))
      (prn (try (into [] all) (catch :sqlite/error e (ex-message e))))))
  ;; what is not held is not there: 200 MB of text pass in a few
  (with-open [db (sqlite/open ":memory:")]
    (runtime/gc)
    (let [total (transduce (map (fn [row] (count (:text row)))) +
                           (sqlite/plan db "with recursive c(x) as (select 1 union all select x + 1 from c where x < 20000) select hex(zeroblob(5000)) as text from c"))]
      (prn total))))
;=> 500500 1000 1000
;=> [2 {:id 3}]
;=> [501 502 503]
;=> [{:a 1}] []
;=> 1000 {:n 1000}
;=> {:id 1}
;=> :timed-out
;=> {:changes 1, :last-id 2000} nil
;=> "SQLite: no such table: t"
;=> 200000000

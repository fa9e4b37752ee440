;; Eight slow queries at once leave the threads of name lookups and of files alone: both are done while the queries run.
(require '[norn.sqlite :as sqlite] '[norn.net :as net] '[norn.file :as file] '[norn.async :as a])
(def endless "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) as n from c")
(def databases (vec (repeatedly 8 #(sqlite/open ":memory:"))))
(def queries (mapv (fn [db] (sqlite/query-async db endless)) databases))
(a/sleep 10)
(prn (count (net/lookup "127.0.0.1")) (:type (file/stat "/")) (slurp "/dev/null"))
(prn (mapv a/done? queries))
(run! a/cancel! queries)
(prn (mapv (fn [q] (try (await q) (catch java.util.concurrent.CancellationException _ :cancelled))) queries))
(prn (mapv (fn [db] (sqlite/query-one db "select 1 as a")) databases))
(run! sqlite/close databases)
;=> 1 :directory ""
;=> [false false false false false false false false]
;=> [:cancelled :cancelled :cancelled :cancelled :cancelled :cancelled :cancelled :cancelled]
;=> [{:a 1} {:a 1} {:a 1} {:a 1} {:a 1} {:a 1} {:a 1} {:a 1}]

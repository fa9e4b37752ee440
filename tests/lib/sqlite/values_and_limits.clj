;; What goes in and comes out, and the limits of a statement.
;gc-stress-every 100000 millions of characters or bytes are made one by one
(require '[norn.sqlite :as sqlite])
(def db (sqlite/open ":memory:"))
(defn back [x] (:x (sqlite/query-one db ["select ? as x" x])))
(defn failure [f] (try (f) :none (catch Exception e [(or (:code (ex-data e)) (class e)) (ex-message e)])))
(prn (mapv back [nil true 0 -1 9223372036854775807 -9223372036854775808 1.5 -0.0 1/2 1.10M :a/b "größe 😀" "" #uuid "00000000-0000-0000-0000-000000000001" 12N]))
(prn (vec (back (byte-array [0 -1 127]))) (alength (back (byte-array 0))) (alength (back (byte-array 3000000))) (count (back (apply str (repeat 100000 "é")))))
(prn (back ##Inf) (back ##NaN))
(prn (failure #(back 9223372036854775808N)))
(prn (failure #(back 'symbol)) (first (failure #(back {}))))
(sqlite/execute! db "create table t (i integer, r real, t text, b blob, n numeric)")
(sqlite/execute! db ["insert into t values (?, ?, ?, ?, ?)" "12" 3 4 "text" "1.5"]) ; columns convert as SQLite says
(prn (sqlite/query db "select *, typeof(i) as ti, typeof(b) as tb from t"))
(prn (sqlite/query db "select 1 as a, 2 as a, 3 as 'two words', 4") (sqlite/query db "select ?1 as a, ?2 as b, ?1 as c" [1 2]))
;; a thousand parameters, and one too many for SQLite's 250,000
(let [many (range 1000)]
  (prn (:s (sqlite/query-one db (str "select " (apply str (interpose " + " (repeat 1000 "?"))) " as s") many))))
(prn (failure #(sqlite/query db "select ?250001" [])))
(prn (failure #(sqlite/query db "select :a, ?" {:a 1})) (failure #(sqlite/query db "select 1" [1])))
(prn (failure #(sqlite/query db "select 1 \u0000 nonsense")) (failure #(sqlite/execute-script! db "select 1;\u0000")))
(prn (failure #(sqlite/query db (str "select " (apply str (repeat 1500 "(")) "1" (apply str (repeat 1500 ")"))))))
(prn (sqlite/execute-script! db "-- nothing\n;;  ") (sqlite/execute-script! db "") (failure #(sqlite/execute-script! db "create table u (x); nonsense; create table v (x)")))
(prn (map :name (sqlite/query db "select name from sqlite_master order by name")))
(prn (sqlite/execute! db "insert into t (i) values (1), (2), (3)") (sqlite/execute! db "delete from t where i < 3") (sqlite/query db "insert into u values (7) returning x + 1 as y"))
(prn (sqlite/execute-batch! db "insert into u values (:x)" (map (fn [x] {:x x}) (range 1000))) (sqlite/query-one db "select sum(x) as s from u"))
(prn (failure #(sqlite/execute-batch! db "insert into u values (?)" [[1] [2 3] [4]])) (sqlite/query-one db "select count(*) as n from u"))
(sqlite/close db)
;=> [nil 1 0 -1 9223372036854775807 -9223372036854775808 1.5 -0.0 0.5 "1.10" "a/b" "größe 😀" "" "00000000-0000-0000-0000-000000000001" 12]
;=> [0 -1 127] 0 3000000 100000
;=> ##Inf nil
;=> [java.lang.ClassCastException "expected nil, a 64-bit integer, a number, string, boolean, keyword, UUID or byte array as SQL parameter, found 9223372036854775808N (clojure.lang.BigInt)"]
;=> [java.lang.ClassCastException "expected nil, a 64-bit integer, a number, string, boolean, keyword, UUID or byte array as SQL parameter, found symbol (clojure.lang.Symbol)"] java.lang.ClassCastException
;=> [{:i 12, :r 3.0, :t "4", :b "text", :n 1.5, :ti "integer", :tb "text"}]
;=> [{:a 2, :two words 3, :4 4}] [{:a 1, :b 2, :c 1}]
;=> 499500
;=> [:sqlite/error "SQLite: variable number must be between ?1 and ?250000"]
;=> [:sqlite/parameters "SQLite: a parameter without a name needs values in a row"] [:sqlite/parameters "SQLite: the statement has 0 parameters, 1 were given"]
;=> [:sqlite/misuse "SQLite: an SQL text can't hold the character 0"] [:sqlite/misuse "SQLite: an SQL text has at most 1,000,000,000 bytes, and not the character 0"]
;=> [:sqlite/error "SQLite: parser stack overflow"]
;=> nil nil [:sqlite/error "SQLite: near \"nonsense\": syntax error"]
;=> ("t" "u")
;=> {:changes 3, :last-id 4} {:changes 2, :last-id 4} [{:y 8}]
;=> {:changes 1000, :last-id 1001} {:s 499507}
;=> [:sqlite/parameters "SQLite: the statement has 1 parameters, 2 were given"] {:n 1002}

(require '[norn.sqlite :as sqlite])
(def db (sqlite/open ":memory:"))
(sqlite/execute-script! db "create table users (id integer primary key, name text not null unique, score real, photo blob);
                            create index by_score on users (score);")
(prn (sqlite/execute! db ["insert into users (name, score, photo) values (?, ?, ?)" "Ada" 1.5 (byte-array [1 -1])]))
(prn (sqlite/execute! db "insert into users (name) values (:name)" {:name "größe"}))
(prn (sqlite/execute-batch! db "insert into users (name, score) values (?, ?)" [["c" 1/2] [:k 3] ["z" 9007199254740993]]))
(prn (mapv (fn [row] (update row :photo (fn [b] (when b (vec b))))) (sqlite/query db "select * from users order by id")))
(prn (sqlite/query db ["select count(*) as n, max(id) as top from users where id > ?" 1]) (sqlite/query-one db "select 1 as a where 0"))
(prn (sqlite/query db "select $a + @b as c" {"a" 1 :b 2}) (sqlite/query db "select ? as t, ? as f, ? as u" [true false #uuid "00000000-0000-0000-0000-000000000001"]))
(prn (sqlite/query db "select 9223372036854775807 as big, -1.5e300 as real" nil) (await (sqlite/query-async db "select null as none")))
(defn failure [f] (try (f) :none (catch Exception e [(:code (ex-data e)) (ex-message e)])))
(prn (failure #(sqlite/execute! db ["insert into users (name) values (?)" "Ada"])))
(prn (failure #(sqlite/execute! db "insert into users (name) values (null)")))
(prn (failure #(sqlite/query db "selec 1")))
(prn (failure #(sqlite/query db ["select ?, ?" 1])))
(prn (failure #(sqlite/query db "select :a" {:b 1})))
(prn (failure #(sqlite/query db "select 1; select 2")) (failure #(sqlite/query db "")))
(prn (subs (second (failure #(sqlite/query db ["select ?" (Object.)]))) 0 24))
(prn (failure #(sqlite/open "/no-such-dir/x.db")))
(prn (try (sqlite/query db "nonsense") (catch :sqlite/error e (:sql (ex-data e)))))
(sqlite/close db)
(sqlite/close db)
(prn (failure #(sqlite/query db "select 1")))
;=> {:changes 1, :last-id 1}
;=> {:changes 1, :last-id 2}
;=> {:changes 3, :last-id 5}
;=> [{:id 1, :name "Ada", :score 1.5, :photo [1 -1]} {:id 2, :name "größe", :score nil, :photo nil} {:id 3, :name "c", :score 0.5, :photo nil} {:id 4, :name "k", :score 3.0, :photo nil} {:id 5, :name "z", :score 9.007199254740992E15, :photo nil}]
;=> [{:n 4, :top 5}] nil
;=> [{:c 3}] [{:t 1, :f 0, :u "00000000-0000-0000-0000-000000000001"}]
;=> [{:big 9223372036854775807, :real -1.5E300}] [{:none nil}]
;=> [:sqlite/constraint-unique "SQLite: UNIQUE constraint failed: users.name"]
;=> [:sqlite/constraint-not-null "SQLite: NOT NULL constraint failed: users.name"]
;=> [:sqlite/error "SQLite: near \"selec\": syntax error"]
;=> [:sqlite/parameters "SQLite: the statement has 2 parameters, 1 were given"]
;=> [:sqlite/parameters "SQLite: no value was given for the parameter :a"]
;=> [:sqlite/misuse "SQLite: expected one SQL statement, found more behind it"] [:sqlite/misuse "SQLite: expected an SQL statement, found none"]
;=> "expected nil, a 64-bit i"
;=> [:sqlite/cannot-open "SQLite: unable to open database file"]
;=> "nonsense"
;=> [nil "the database is closed"]

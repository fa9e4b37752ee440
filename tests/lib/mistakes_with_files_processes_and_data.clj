;; What is no path, program, connection or text is told so, with what was found.
(require '[norn.file :as file] '[norn.process :as p] '[norn.sqlite :as sq] '[norn.json :as j] '[norn.csv :as csv] '[babashka.fs :as fs] '[babashka.process :as bp])
(def db (sq/open ":memory:"))
(defmacro told [& forms]
  `(do ~@(for [form forms]
           `(println (try (let [x# ~form] (if (seq? x#) (doall x#) x#)) (catch Exception e# (str (.getSimpleName (class e#)) ": " (ex-message e#))))))))
(told (file/read nil) (file/read 5) (file/read "") (file/write "/tmp/x" 5) (file/rename "/no" nil) (file/open "/tmp/x" {:mode :rw}) (file/read-some "x" 1) (file/next-change nil)
      (file/temp-dir {:directory "/no"}) (file/glob "/tmp" "{a") (file/glob "/tmp" "[a") (file/set-permissions "/tmp" "rwx"))
(told (p/run "ls") (p/run ["ls" nil]) (p/run []) (p/run ["cat"] {:in 5}) (p/start ["ls"] {:out :nope}) (p/kill 5) (p/wait nil) (bp/shell "") (bp/tokenize "a 'b"))
(told (sq/open nil) (sq/query nil "select 1") (sq/query db nil) (sq/query db "select ?" 1) (sq/query db ["select ?" [1]]) (sq/with-transaction [db {:mode :nope}] 1) (sq/plan 5 "select 1"))
(told (j/parse nil) (csv/read nil) (csv/read "a" :separator ",") (csv/write [["a"]] :newline :crlf))
(told (fs/size "/no") (fs/last-modified-time "/no") (fs/relativize "/a" "b") (fs/exists? nil) (fs/match "." "*.clj"))
;=> IllegalArgumentException: expected a path, a string or java.io.File, found nil
;=> IllegalArgumentException: expected a path, a string or java.io.File, found 5
;=> FileNotFoundException: cannot read "": No such file or directory
;=> ClassCastException: expected a string or byte array as argument 2, found 5 (java.lang.Long)
;=> IllegalArgumentException: expected a path, a string or java.io.File, found nil
;=> IllegalArgumentException: expected :read, :write, :append, :create-new or :read-write, found :rw
;=> IllegalArgumentException: expected an open file, found "x"
;=> IllegalArgumentException: expected a watcher, found nil
;=> FileNotFoundException: cannot make temporary /no/norn-: No such file or directory
;=> IllegalArgumentException: a { without its } in the pattern {a
;=> IllegalArgumentException: a [ without its ] in the pattern [a
;=> ClassCastException: expected an integer as argument 2, found "rwx" (java.lang.String)
;=> IllegalArgumentException: expected a vector of a program and its arguments, found "ls"
;=> IllegalArgumentException: nil is no argument of a program: ["ls" nil]
;=> IllegalArgumentException: expected a program to start, found none
;=> IllegalArgumentException: expected a string, byte array, stream, reader or File as input of a program, found 5
;=> IllegalArgumentException: expected :pipe, :inherit, :ignore or an open file, found :nope
;=> IllegalArgumentException: expected a child process, found 5
;=> IllegalArgumentException: expected a child process, found nil
;=> IllegalArgumentException: expected a program to start, found none
;=> IllegalArgumentException: a quote without its end in: a 'b
;=> IllegalArgumentException: expected the path of a database, found nil
;=> IllegalArgumentException: expected an SQLite connection, found nil
;=> IllegalArgumentException: expected SQL, a string or a vector of it and its parameters, found nil
;=> ClassCastException: expected a vector or map of SQL parameters, found 1 (java.lang.Long)
;=> ClassCastException: expected nil, a 64-bit integer, a number, string, boolean, keyword, UUID or byte array as SQL parameter, found [1] (clojure.lang.PersistentVector)
;=> IllegalArgumentException: the mode of a transaction is :immediate, :deferred or :exclusive, found :nope
;=> IllegalArgumentException: expected an SQLite connection, found 5
;=> IllegalArgumentException: expected JSON text, a string or byte array, found nil
;=> IllegalArgumentException: expected CSV text, a string or reader, found nil
;=> ClassCastException: expected a character as argument 4, found "," (java.lang.String)
;=> IllegalArgumentException: :newline is :lf or :cr+lf, found :crlf
;=> FileNotFoundException: there is nothing at /no
;=> FileNotFoundException: there is nothing at /no
;=> IllegalArgumentException: no way from /a to b: one is absolute
;=> false
;=> IllegalArgumentException: a pattern begins with glob: or regex:

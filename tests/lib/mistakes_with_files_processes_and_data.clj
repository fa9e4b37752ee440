;; What is no path, program, connection or text is told so, with what was found.
(require '[norn.file :as file] '[norn.process :as p] '[norn.sqlite :as sq] '[norn.json :as j] '[norn.csv :as csv] '[babashka.fs :as fs] '[babashka.process :as bp])
(def db (sq/open ":memory:"))
(defmacro told [& forms]
  `(do ~@(for [form forms]
           `(println (try ~form (catch Exception e# (str (.getSimpleName (class e#)) ": " (ex-message e#))))))))
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
;! ClassCastException: expected a character as argument 4, found "," (java.lang.String)
;!   at tests/lib/mistakes_with_files_processes_and_data.clj:11:1
;!   11 | (told (j/parse nil) (csv/read nil) (csv/read "a" :separator ",") (csv/write [["a"]] :newline :crlf))
;!      | ^
;!   trace:
;!     at norn.csv/read-text/step/fn--15 (norn/csv.clj:16:32)
;!     at clojure.core/append-value (clojure/core/print.clj:188:35)
;!     at clojure.core/joined/fn--200 (clojure/core/print.clj:200:46)
;!     at clojure.core/append-items (clojure/core/print.clj:64:13)
;!     at clojure.core/joined (clojure/core/print.clj:200:5)
;!     at clojure.core/fn--204 (clojure/core/print.clj:205:5)
;!     at clojure.core/spread (clojure/core/bootstrap.clj:83:21)
;!     at clojure.core/apply (clojure/core/bootstrap.clj:86:19)
;!     at clojure.core/texts (clojure/core/print.clj:210:3)
;!     at clojure.core/println (clojure/core/print.clj:254:29)
;!     at user/eval--11 (tests/lib/mistakes_with_files_processes_and_data.clj:11:1)
;exit 1

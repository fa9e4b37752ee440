;; SQLite databases (libsqlite3 is part of the binary). Statements run on other
;; threads while the calling task is suspended; cancelling the task interrupts its
;; statement. Tasks may share a connection: its statements run one after the other,
;; and a transaction has the connection for itself.
;;
;; A failure is an ExceptionInfo with :type :norn/sqlite-error, :code (:sqlite/busy,
;; :sqlite/constraint-unique, :sqlite/cannot-open …), :database and :sql, and can be
;; caught by code: (catch :sqlite/busy e …).

(ns norn.sqlite
  (:require [norn.async :as async]
            [norn.defio :refer [defio]]))

;; depth: how many transactions are nested at the moment.
(deftype Connection [resource path busy-timeout depth]
  java.io.Closeable
  (close [_] (norn.prim/sqlite-close resource))
  Object
  (toString [_] (str "#<SQLite " path ">")))

(defmethod print-method Connection [connection writer]
  (norn.interop/write writer (str connection)))

(defio open
  "Opens a database file and returns the connection; close it, or use with-open. \":memory:\" is a database of its own. Foreign keys are
  enforced. Options:
  :read-only true
  :create false        it is an error if there is no file
  :busy-timeout ms     how long a statement waits for another connection's lock, 5000 unless told; then :sqlite/busy. Others run
                       meanwhile.
  (with-open [db (open \"app.db\")] (query db [\"select * from users where id = ?\" 1]))"
  ([path] (open path nil))
  ([path {:keys [read-only create busy-timeout]}]
   (when (nil? path)
     (throw (IllegalArgumentException. "expected the path of a database, found nil")))
   (->Connection (norn.prim/sqlite-open (str path) read-only (not (false? create)))
                 (str path) (or busy-timeout 5000) (atom 0))))

;; No thread waits for the lock of another connection: the host answers
;; [:locked progress changes], and this task tries again in a moment.

(defn- resource-of [connection]
  (if (instance? Connection connection)
    (.-resource connection)
    (throw (IllegalArgumentException. (str "expected an SQLite connection, found " (norn.prim/print-brief connection))))))

(defn- until-unlocked
  "What (f progress) answers; while that is that another connection has a lock, f is called again with what has been done before.
  [answer changes-before]; :sqlite/busy after :busy-timeout."
  [connection sql f]
  (loop [progress 0 changes 0 left (.-busy-timeout connection) pause 1]
    (let [answer (f progress)]
      (cond
        (not (and (vector? answer) (= :locked (nth answer 0 nil)))) [answer changes]
        (pos? left)
        (let [[_ more more-changes] answer
              pause (min pause left)]
          (async/sleep pause)
          (recur (+ progress more) (+ changes more-changes) (- left pause) (min 20 (* 2 pause))))
        :else
        (throw (ex-info "SQLite: database is locked"
                        {:type :norn/sqlite-error :code :sqlite/busy :database (.-path connection) :sql sql}))))))

(defn- statement
  "[sql parameters] of what users write: text, or a vector of text and parameters."
  [sql parameters]
  (when-not (string? (if (vector? sql) (first sql) sql))
    (throw (IllegalArgumentException. (str "expected SQL, a string or a vector of it and its parameters, found " (norn.prim/print-brief sql)))))
  (if (vector? sql)
    [(first sql) (into (subvec sql 1) parameters)]
    [sql parameters]))

(defn- run
  "[rows changes last-id]"
  [connection sql parameter-sets]
  (resource-of connection)
  (locking connection
    (let [[[rows changes last-id] before]
          (until-unlocked connection sql
                          (fn [done] (norn.prim/sqlite-run (.-resource connection) sql
                                                           (if (= 0 done) parameter-sets (subvec parameter-sets done)))))]
      [rows (+ before changes) last-id])))

(defn- run-script [^Connection connection sql]
  (until-unlocked connection sql
                  ;; the host tells where it stands, not how far it has come
                  (let [from (volatile! 0)]
                    (fn [_]
                      (let [answer (norn.prim/sqlite-script (.-resource connection) sql @from)]
                        (when answer (vreset! from (nth answer 1)))
                        answer))))
  nil)

(defio query
  "The rows of a statement (all of them; plan takes them one by one): a vector of maps from column names as keywords to nil, integers, doubles, strings and byte arrays. sql is a
  string, or a vector of it and its parameters; parameters may also come apart: values in a row for ?, or a map for :name, @name
  and $name. Parameters are nil, numbers, strings, keywords, booleans (1 and 0), UUIDs (text) and byte arrays.
  (query db [\"select name from users where id = ?\" 1]) => [{:name \"Ada\"}]
  (query db \"select :a + 1 as b\" {:a 1}) => [{:b 2}]"
  ([connection sql] (query connection sql nil))
  ([connection sql parameters]
   (let [[sql parameters] (statement sql parameters)]
     (nth (run connection sql [parameters]) 0))))

(defio query-one
  "The first row of a statement, or nil. Arguments as for query. (query-one db \"select count(*) as n from users\") => {:n 3}"
  ([connection sql] (query-one connection sql nil))
  ([connection sql parameters] (first (query connection sql parameters))))

(defio execute!
  "Runs a statement that changes something; returns {:changes rows, :last-id the rowid of the last insert}. Arguments as for query.
  (execute! db [\"insert into users (name) values (?)\" \"Ada\"]) => {:changes 1, :last-id 1}"
  ([connection sql] (execute! connection sql nil))
  ([connection sql parameters]
   (let [[sql parameters] (statement sql parameters)
         [_ changes last-id] (run connection sql [parameters])]
     {:changes changes :last-id last-id})))

(defio execute-batch!
  "Runs a statement once for each set of parameters, in one go; use it within a transaction. Returns as execute! does.
  (execute-batch! db \"insert into n values (?)\" [[1] [2]]) => {:changes 2, :last-id 2}"
  [connection sql parameter-sets]
  (let [[_ changes last-id] (run connection sql (vec parameter-sets))]
    {:changes changes :last-id last-id}))

(defio execute-script!
  "Runs any number of statements, separated by semicolons, without parameters. Returns nil.
  (execute-script! db \"create table a (x); create table b (y)\")"
  [connection sql]
  (resource-of connection)
  (locking connection
    (run-script connection sql)))

(defn- reduce-cursor [cursor fetch f init]
  (try
    (loop [result init]
      (if-let [rows (fetch cursor)]
        (let [result (reduce (fn [result row]
                               (let [next (f result row)]
                                 (if (reduced? next) (reduced next) next)))
                             result rows)]
          (if (reduced? result) @result (recur result)))
        result))
    (finally (async/shield (norn.prim/sqlite-close-cursor cursor)))))

(defn plan
  "The rows of a statement for reduce, transduce, into and run!: they are read some at a time while they are reduced, never all held. Each
  reduction runs the statement anew and has the connection for itself. Arguments as for query.
  (transduce (map :size) + (plan db \"select size from files\"))"
  ([connection sql] (plan connection sql nil))
  ([connection sql parameters]
   (let [[sql parameters] (statement sql parameters)
         resource (resource-of connection)]
     (reify
       clojure.lang.IReduceInit
       (reduce [_ f init]
         (locking connection
           (reduce-cursor (norn.prim/sqlite-cursor resource sql parameters)
                          (fn [cursor] (nth (until-unlocked connection sql (fn [_] (norn.prim/sqlite-fetch cursor))) 0))
                          f init)))))))

(defn transaction*
  "Calls (f connection) in a transaction; see with-transaction."
  [connection {:keys [mode]} f]
  (resource-of connection)
  (when-not (contains? #{nil :immediate :deferred :exclusive} mode)
    (throw (IllegalArgumentException. (str "the mode of a transaction is :immediate, :deferred or :exclusive, found "
                                           (norn.prim/print-brief mode)))))
  (locking connection
    (let [depth (swap! (.-depth connection) inc)
          savepoint (str "norn_" depth)
          [begin commit rollback] (if (= 1 depth)
                                    [(case (or mode :immediate)
                                       :immediate "begin immediate" :deferred "begin" :exclusive "begin exclusive")
                                     "commit" "rollback"]
                                    [(str "savepoint " savepoint) (str "release " savepoint)
                                     (str "rollback to " savepoint "; release " savepoint)])
          state (volatile! :new)
          script (fn [sql] (run-script connection sql))
          ;; not interrupted in the middle: the task is cancelled before the commit, or not by this transaction's hand
          final-script (fn [sql]
                         (until-unlocked connection sql
                                         (fn [_] (async/shield (norn.prim/sqlite-script (.-resource connection) sql 0)))))]
      (try
        (vreset! state :open)           ; who is cancelled in `begin` may have begun
        (try
          (script begin)
          (catch clojure.lang.ExceptionInfo e
            (vreset! state :not-begun)
            (throw e)))
        (let [result (f connection)]
          (final-script commit)
          (vreset! state :done)
          result)
        (finally
          (when (= :open @state)
            (async/shield
              (try (script rollback) (catch clojure.lang.ExceptionInfo _ nil)))) ; some failures roll back themselves
          (swap! (.-depth connection) dec))))))

(defmacro with-transaction
  "Evaluates the body in a transaction, which other tasks on the connection wait for: committed at the end, rolled back when the body
  throws or its task is cancelled. Within another transaction it is a part of that which can be rolled back alone. Options: :mode
  :immediate (unless told), :deferred or :exclusive. Returns the value of the body.
  (with-transaction [db] (execute! db \"update a set n = n - 1\") (execute! db \"update b set n = n + 1\"))"
  [[connection options] & body]
  (if (symbol? connection)
    `(transaction* ~connection ~options (fn [~connection] ~@body))
    `(transaction* ~connection ~options (fn [_#] ~@body))))

(defn close
  "Closes a connection; harmless if it is closed. A statement that runs ends first. Returns nil. (close db)"
  [connection]
  (.close connection))

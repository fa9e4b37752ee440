;; clojure.edn.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(require '[clojure.edn :as edn])
(prn (edn/read-string "{:a [1 2.5 \"s\" \\c #{x}] :b nil}")) ;=> {:a [1 2.5 "s" \c #{x}], :b nil}
(prn (edn/read-string "")) ;=> nil
(prn (edn/read-string {:eof :e} "")) ;=> :e
(prn (edn/read-string {:readers {'x inc}} "#x 1")) ;=> 2
(prn (edn/read-string {:default (fn [t v] [t v])} "#foo/bar 1")) ;=> [foo/bar 1]
(prn (error (edn/read-string "#foo 1"))) ;=> RuntimeException
(prn (edn/read-string "#inst \"2020-01-01\"")) ;=> #inst "2020-01-01T00:00:00.000-00:00"
(prn (edn/read-string "#uuid \"00000000-0000-0000-0000-000000000001\"")) ;=> #uuid "00000000-0000-0000-0000-000000000001"
(prn (error (edn/read-string "(1 2"))) ;=> ReaderException
(prn (edn/read-string "\\newline")) ;=> \newline

;; Vars, namespaces and how symbols resolve.
(require '[clojure.string :as str])
(def ^:dynamic *d* 1)
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(prn (str *ns*)) ;=> "user"
(prn (ns-name *ns*)) ;=> user
(prn (find-ns 'zzz)) ;=> nil
(prn (resolve 'map)) ;=> #'clojure.core/map
(prn (resolve 'zzz)) ;=> nil
(prn (resolve 'String)) ;=> java.lang.String
(prn (ns-resolve 'clojure.string 'join)) ;=> #'clojure.string/join
(prn (resolve 'str/join)) ;=> #'clojure.string/join
(prn (resolve 'str/zzz)) ;=> nil
(prn (resolve 'nope/zzz)) ;=> nil
(prn (find-var 'clojure.core/map)) ;=> #'clojure.core/map
(thrown (find-var 'nope/x)) ;=> java.lang.IllegalArgumentException
(thrown (find-var 'map)) ;=> java.lang.IllegalArgumentException
(prn (var-get #'*d*)) ;=> 1
(prn (binding [*d* 5] *d*)) ;=> 5
(prn (intern 'user 'zz 5)) ;=> #'user/zz
(prn (clojure.core/deref (resolve 'zz))) ;=> 5
(prn (alter-var-root #'zz inc)) ;=> 6
(prn (ns-unmap 'user 'zz)) ;=> nil
(prn (resolve 'zz)) ;=> nil
(thrown (the-ns 'zzz)) ;=> java.lang.Exception
(prn (find-ns 'foo.bar)) ;=> nil
(prn (alias 'q 'clojure.string)) ;=> nil
(prn (ns-unalias *ns* 'q)) ;=> nil
(prn (inst-ms #inst "2020-01-01T00:00:00.000-00:00")) ;=> 1577836800000

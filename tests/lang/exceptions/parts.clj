;; Exceptions as values.
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(prn (ex-message (ex-info "m" {:a 1}))) ;=> "m"
(prn (ex-data (ex-info "m" {:a 1}))) ;=> {:a 1}
(prn (ex-message 1)) ;=> nil
(prn (ex-data (Exception. "x"))) ;=> nil
(thrown (ex-info "m" nil)) ;=> java.lang.IllegalArgumentException
(thrown (ex-info "m" 1)) ;=> java.lang.ClassCastException

;; finally runs once on every way out, after the value has been computed.
(defn trace [& path] (apply println path))
(println (try (trace "body") :value (finally (trace "finally")))) ;=> body
;=> finally
;=> :value
(println (try (throw (ex-info "a" {})) (catch Exception e (trace "caught" (ex-message e)) :handled) (finally (trace "then"))))
;=> caught a
;=> then
;=> :handled
(println (try
           (try (throw (ex-info "inner" {})) (catch ArithmeticException _ :no) (finally (trace "inner finally")))
           (catch Exception e (ex-message e))))
;=> inner finally
;=> inner
(println (try
           (try (throw (ex-info "first" {})) (catch Exception _ (throw (ex-info "second" {}))) (finally (trace "still")))
           (catch Exception e (ex-message e))))
;=> still
;=> second
(println (try (try 1 (finally (throw (ex-info "from finally" {})))) (catch Exception e (ex-message e)))) ;=> from finally
(println (loop [i 0 log []]
           (if (< i 3) (recur (inc i) (conj log (try (if (odd? i) (throw (ex-info "odd" {})) i) (catch Exception _ :odd)))) log)))
;=> [0 :odd 2]
(println (try 5 (finally 6))) ;=> 5
(println (let [x 1] (try (let [y (+ x 1)] (throw (ex-info "" {:y y}))) (catch Exception e [x (:y (ex-data e))])))) ;=> [1 2]
(println (+ 1 (try (Integer/parseInt "x") (catch NumberFormatException _ 41)))) ;=> 42
(println (try (throw (ex-info "k" {:type :mine})) (catch :other _ :other) (catch :mine _ :mine))) ;=> :mine
(println (try (throw (ex-info "k" {})) (catch no.such.Klass _ :klass) (catch :default _ :default))) ;=> :default

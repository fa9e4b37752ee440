;; try, throw, ex-info, assertions.

(prn (try (throw (ex-info "m" {:a 1})) (catch clojure.lang.ExceptionInfo e [(ex-message e) (ex-data e)]))) ;=> ["m" {:a 1}]
(prn (try (/ 1 0) (catch ArithmeticException e :ar) (finally nil))) ;=> :ar
(prn (try (throw (Exception. "x")) (catch RuntimeException e 1) (catch Exception e 2))) ;=> 2
(prn (try 1 (finally 2))) ;=> 1
(prn (try (inc nil) (catch NullPointerException e :npe))) ;=> :npe
(prn (try (inc "a") (catch ClassCastException e :cce))) ;=> :cce
(prn (try (throw (ex-info "a" {:x 1} (ex-info "b" {}))) (catch Exception e (ex-message (ex-cause e))))) ;=> "b"
(prn (try (nth [] 1) (catch IndexOutOfBoundsException e :i))) ;=> :i
(prn (try (assert false "msg") (catch AssertionError e (ex-message e)))) ;=> "Assert failed: msg\nfalse"
(prn (try (assert (= 1 2)) (catch Throwable e (ex-message e)))) ;=> "Assert failed: (= 1 2)"
(prn ((fn [x] {:pre [(pos? x)] :post [(< % 10)]} x) 5)) ;=> 5
(prn (try ((fn [x] {:pre [(pos? x)]} x) -1) (catch AssertionError e (ex-message e)))) ;=> "Assert failed: (pos? x)"

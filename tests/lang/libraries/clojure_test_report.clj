;; What clojure.test reports: failures, errors, contexts, fixtures, counters.
(require '[clojure.test :refer [deftest is are testing use-fixtures run-tests]])
(deftest passes
  (is (= 4 (+ 2 2)))
  (is (thrown? ArithmeticException (/ 1 0)))
  (is (thrown-with-msg? Exception #"Divide" (/ 1 0)))
  (are [x y] (= x (inc y)) 2 1 3 2))
(deftest fails
  (testing "outer"
    (testing "inner"
      (is (= 1 (+ 1 1)) "sums"))))
(deftest throws (throw (ex-info "boom" {:a 1})))
(use-fixtures :once (fn [run] (println "once") (run) (println "done")))
(use-fixtures :each (fn [run] (println "each") (run)))
(binding [clojure.test/*stack-trace-depth* 1]
  (prn (run-tests)))
;=>
;=> Testing user
;=> once
;=> each
;=> each
;=>
;=> FAIL in (fails) (tests/lang/libraries/clojure_test_report.clj:11)
;=> outer inner
;=> sums
;=> expected: (= 1 (+ 1 1))
;=>   actual: (not (= 1 2))
;=> each
;=>
;=> ERROR in (throws) (tests/lang/libraries/clojure_test_report.clj:12)
;=> Uncaught exception, not in assertion.
;=> expected: nil
;=>   actual: clojure.lang.ExceptionInfo: boom
;=> {:a 1}
;=>  at user/fn--12 (tests/lang/libraries/clojure_test_report.clj:12)
;=> done
;=>
;=> Ran 3 tests containing 7 assertions.
;=> 1 failures, 1 errors.
;=> {:test 3, :pass 5, :fail 1, :error 1, :type :summary}

;; clojure.test: assertions, tests, fixtures, reports.
;;
;; `is` expands through the multimethod assert-expr, which user code may extend; its
;; result is reported as a map through `report`, which other tools rebind.

(ns clojure.test
  (:require [clojure.template :as template]
            [clojure.stacktrace :as stack]))

(def ^{:dynamic true :doc "False: deftest and with-test define no tests."} *load-tests* true)
(def ^{:dynamic true :doc "How many stack frames an error report shows, nil for all."} *stack-trace-depth* nil)
(def ^{:dynamic true :doc "An atom of the counters of the running tests: :test :pass :fail :error; nil outside of run-tests."}
  *report-counters* nil)
(def ^{:dynamic true :doc "The counters a run starts with."} *initial-report-counters* {:test 0 :pass 0 :fail 0 :error 0})
(def ^{:dynamic true :doc "The vars of the tests that are running, the innermost first."} *testing-vars* (list))
(def ^{:dynamic true :doc "The strings of `testing` around the running assertion, the innermost first."} *testing-contexts* (list))
(def ^{:dynamic true :doc "The writer for reports."} *test-out* *out*)

(defmacro with-test-out
  "Evaluates the body with *out* bound to the writer for reports."
  [& body]
  `(binding [*out* *test-out*] ~@body))

(defn testing-vars-str
  "\"(test-name file:line)\" for the running tests and a report map."
  [m]
  (let [{:keys [file line]} m]
    (str (reverse (map (fn [v] (:name (meta v))) *testing-vars*))
         " (" file ":" line ")")))

(defn testing-contexts-str
  "The strings of the `testing` forms around, joined by blanks."
  []
  (apply str (interpose " " (reverse *testing-contexts*))))

(defn inc-report-counter
  "Adds one to a counter of the run, a keyword."
  [name]
  (when *report-counters*
    (swap! *report-counters* update name (fnil inc 0))))

(defmulti report
  "Reports one event, a map with :type :pass, :fail, :error, :begin-test-ns, :summary ... Rebind it to report otherwise."
  {:dynamic true}
  :type)

(defn- place
  "The :file and :line of an event that comes from an exception."
  [e]
  (let [frame (first (filter (fn [frame]
                               (and (:file frame) (not (re-find #"^(clojure|norn)/" (:file frame)))))
                             (norn.prim/stack-trace e)))]
    {:file (:file frame) :line (:line frame)}))

(defn do-report
  "Reports an event; failures and errors get :file and :line if they have none."
  [m]
  (report
    (cond
      (contains? m :line) m
      (and (= :error (:type m)) (instance? Throwable (:actual m))) (merge (place (:actual m)) m)
      :else m)))

(defmethod report :default [m]
  (with-test-out (prn m)))

(defmethod report :pass [m]
  (with-test-out (inc-report-counter :pass)))

(defn- print-head
  [kind m]
  (println (str "\n" kind " in " (testing-vars-str m)))
  (when (seq *testing-contexts*) (println (testing-contexts-str)))
  (when-let [message (:message m)] (println message)))

(defmethod report :fail [m]
  (with-test-out
    (inc-report-counter :fail)
    (print-head "FAIL" m)
    (println "expected:" (pr-str (:expected m)))
    (println "  actual:" (pr-str (:actual m)))))

(defmethod report :error [m]
  (with-test-out
    (inc-report-counter :error)
    (print-head "ERROR" m)
    (println "expected:" (pr-str (:expected m)))
    (print "  actual: ")
    (let [actual (:actual m)]
      (if (instance? Throwable actual)
        (stack/print-cause-trace actual *stack-trace-depth*)
        (prn actual)))))

(defmethod report :summary [m]
  (with-test-out
    (println "\nRan" (:test m) "tests containing" (+ (:pass m) (:fail m) (:error m)) "assertions.")
    (println (str (:fail m) " failures, " (:error m) " errors."))))

(defmethod report :begin-test-ns [m]
  (with-test-out
    (println "\nTesting" (str (ns-name (:ns m))))))

(defmethod report :end-test-ns [m])
(defmethod report :begin-test-var [m])
(defmethod report :end-test-var [m])

;; --- assertions ------------------------------------------------------------------------

(defn function?
  "Returns true if x is a function, or a symbol that names one (not a macro)."
  [x]
  (if (symbol? x)
    (let [v (resolve x)]
      (boolean (and v (var? v) (bound? v) (fn? (var-get v)) (not (:macro (meta v))))))
    (fn? x)))

(defn get-possibly-unbound-var
  "The value of a var, nil if it has none."
  [v] (if (bound? v) (var-get v) nil))

(defn assert-predicate
  "The code for an assertion (pred args...): reports the values of the arguments when it fails."
  [msg form]
  (let [pred (first form)]
    `(let [values# (list ~@(rest form))
           result# (apply ~pred values#)]
       (if result#
         (do-report {:type :pass :message ~msg :expected '~form :actual (cons '~pred values#)
                     :file ~*file* :line ~(:line (meta form))})
         (do-report {:type :fail :message ~msg :expected '~form :actual (list '~'not (cons '~pred values#))
                     :file ~*file* :line ~(:line (meta form))}))
       result#)))

(defn assert-any
  "The code for an assertion that is no call of a known predicate."
  [msg form]
  `(let [value# ~form]
     (if value#
       (do-report {:type :pass :message ~msg :expected '~form :actual value# :file ~*file* :line ~(:line (meta form))})
       (do-report {:type :fail :message ~msg :expected '~form :actual value# :file ~*file* :line ~(:line (meta form))}))
     value#))

(defmulti assert-expr
  "The code for an assertion: (assert-expr msg form). Dispatches on the first item of the form; add methods for your own."
  (fn [msg form]
    (cond
      (nil? form) :always-fail
      (seq? form) (first form)
      :else :default)))

(defmethod assert-expr :always-fail [msg form]
  `(do-report {:type :fail :message ~msg :file ~*file*}))

(defmethod assert-expr :default [msg form]
  (if (and (sequential? form) (function? (first form)))
    (assert-predicate msg form)
    (assert-any msg form)))

(defmethod assert-expr 'instance? [msg form]
  `(let [class# ~(nth form 1)
         object# ~(nth form 2)
         result# (instance? class# object#)]
     (if result#
       (do-report {:type :pass :message ~msg :expected '~form :actual (class object#) :file ~*file* :line ~(:line (meta form))})
       (do-report {:type :fail :message ~msg :expected '~form :actual (class object#) :file ~*file* :line ~(:line (meta form))}))
     result#))

(defmethod assert-expr 'thrown? [msg form]
  (let [class (nth form 1)
        body (nthnext form 2)]
    `(try
       ~@body
       (do-report {:type :fail :message ~msg :expected '~form :actual nil :file ~*file* :line ~(:line (meta form))})
       (catch ~class e#
         (do-report {:type :pass :message ~msg :expected '~form :actual e# :file ~*file* :line ~(:line (meta form))})
         e#))))

(defmethod assert-expr 'thrown-with-msg? [msg form]
  (let [class (nth form 1)
        re (nth form 2)
        body (nthnext form 3)]
    `(try
       ~@body
       (do-report {:type :fail :message ~msg :expected '~form :actual nil :file ~*file* :line ~(:line (meta form))})
       (catch ~class e#
         (if (re-find ~re (str (ex-message e#)))
           (do-report {:type :pass :message ~msg :expected '~form :actual e# :file ~*file* :line ~(:line (meta form))})
           (do-report {:type :fail :message ~msg :expected '~form :actual e# :file ~*file* :line ~(:line (meta form))}))
         e#))))

(defmacro try-expr
  "The assertion with unexpected exceptions reported as errors. Used by is."
  [msg form]
  `(try
     ~(assert-expr msg form)
     (catch Throwable t#
       (do-report {:type :error :message ~msg :expected '~form :actual t#
                   :file ~*file* :line ~(:line (meta form))}))))

(defmacro is
  "Asserts that the form is true; reports it with the values of its arguments otherwise. Special forms: (is (thrown? Class body)),
  (is (thrown-with-msg? Class re body)). Returns the value. (is (= 4 (+ 2 2)) \"arithmetic\")"
  ([form] `(is ~form nil))
  ([form msg] `(try-expr ~msg ~form)))

(defmacro are
  "Asserts an expression for several groups of values. (are [x y] (= x (inc y)) 2 1 3 2)"
  [argv expr & args]
  (if (or (and (empty? argv) (empty? args))
          (and (pos? (count argv)) (pos? (count args)) (zero? (mod (count args) (count argv)))))
    `(do ~@(map (fn [group]
                  (let [form (template/apply-template argv expr group)
                        m (meta &form)]
                    (list 'clojure.test/is (if (seq? form) (with-meta form (merge m (meta form))) form))))
                (partition (max 1 (count argv)) args)))
    (throw (norn.prim/syntax-error &form "The number of args doesn't match are's argv."))))

(defmacro testing
  "Evaluates the body with a string added to the context that failure reports show. (testing \"empty input\" (is ...))"
  [string & body]
  `(binding [*testing-contexts* (conj *testing-contexts* ~string)]
     ~@body))

;; --- definitions -------------------------------------------------------------------------

(defmacro with-test
  "Evaluates the definition (a def form) and makes the body the test of its var."
  [definition & body]
  (if *load-tests*
    `(doto ~definition (alter-meta! assoc :test (fn [] ~@body)))
    definition))

(defmacro deftest
  "Defines a test: a function without arguments that run-tests and test-vars call. (deftest addition (is (= 4 (+ 2 2))))"
  [name & body]
  (when *load-tests*
    `(def ~(vary-meta name assoc :test `(fn [] ~@body))
       (fn [] (test-var (var ~name))))))

(defmacro deftest-
  "Like deftest, with a private var."
  [name & body]
  (when *load-tests*
    `(def ~(vary-meta name assoc :test `(fn [] ~@body) :private true)
       (fn [] (test-var (var ~name))))))

(defmacro set-test
  "Makes the body the test of an existing var."
  [name & body]
  (when *load-tests*
    `(alter-meta! (var ~name) assoc :test (fn [] ~@body))))

;; --- fixtures ------------------------------------------------------------------------------

(defmulti use-fixtures
  "Sets the fixtures of the current namespace, functions that call their argument, the tests: around each test (:each) or around
  all (:once). (use-fixtures :each (fn [run] (setup) (run) (teardown)))"
  (fn [fixture-type & args] fixture-type))

(defmethod use-fixtures :each [fixture-type & fixtures]
  (alter-meta! *ns* assoc ::each-fixtures fixtures))

(defmethod use-fixtures :once [fixture-type & fixtures]
  (alter-meta! *ns* assoc ::once-fixtures fixtures))

(defn- default-fixture
  [f] (f))

(defn compose-fixtures
  "One fixture of two, f1 around f2."
  [f1 f2]
  (fn [g] (f1 (fn [] (f2 g)))))

(defn join-fixtures
  "One fixture of a seq of fixtures, the first outermost."
  [fixtures]
  (reduce compose-fixtures default-fixture fixtures))

;; --- running ---------------------------------------------------------------------------------

(defn ^{:dynamic true} test-var
  "Calls the test of a var, if it has one, and reports what it throws."
  [v]
  (when-let [t (:test (meta v))]
    (binding [*testing-vars* (conj *testing-vars* v)]
      (do-report {:type :begin-test-var :var v})
      (inc-report-counter :test)
      (try
        (t)
        (catch Throwable e
          (do-report (merge (place e)
                            {:type :error :message "Uncaught exception, not in assertion." :expected nil :actual e}))))
      (do-report {:type :end-test-var :var v}))))

(defn test-vars
  "Calls the tests of vars, grouped by namespace, with the fixtures of those."
  [vars]
  (doseq [[ns vars] (group-by (fn [v] (:ns (meta v))) vars)]
    (let [once-fixture (join-fixtures (::once-fixtures (meta ns)))
          each-fixture (join-fixtures (::each-fixtures (meta ns)))]
      (once-fixture
        (fn []
          (doseq [v vars]
            (when (:test (meta v))
              (each-fixture (fn [] (test-var v))))))))))

(defn- tests-in-order
  "The vars of a namespace in the order of their definition."
  [ns]
  (sort-by (fn [v] [(or (:line (meta v)) 0) (str (:name (meta v)))]) (vals (ns-interns ns))))

(defn test-all-vars
  "Calls all tests of a namespace, with its fixtures."
  [ns] (test-vars (tests-in-order ns)))

(defn test-ns
  "Calls the function test-ns-hook of a namespace if it has one, else all its tests. Returns the counters."
  [ns]
  (binding [*report-counters* (atom *initial-report-counters*)]
    (let [ns-object (the-ns ns)]
      (do-report {:type :begin-test-ns :ns ns-object})
      (if-let [hook (find-var (symbol (str (ns-name ns-object)) "test-ns-hook"))]
        ((var-get hook))
        (test-all-vars ns-object))
      (do-report {:type :end-test-ns :ns ns-object}))
    (deref *report-counters*)))

(defn run-tests
  "Runs all tests of the namespaces (the current one by default), prints a report and returns the counters."
  ([] (run-tests *ns*))
  ([& namespaces]
   (let [summary (assoc (apply merge-with + (map test-ns namespaces)) :type :summary)]
     (do-report summary)
     summary)))

(defn run-all-tests
  "Runs all tests of all namespaces, or of those whose name matches a regex."
  ([] (apply run-tests (all-ns)))
  ([re] (apply run-tests (filter (fn [ns] (re-matches re (name (ns-name ns)))) (all-ns)))))

(defn successful?
  "Returns true if the counters of a run show no failure and no error."
  [summary]
  (and (zero? (:fail summary 0)) (zero? (:error summary 0))))

(defn run-test-var
  "Runs the test of one var with the fixtures of its namespace, prints a report and returns the counters."
  [v]
  (binding [*report-counters* (atom *initial-report-counters*)]
    (let [ns-object (:ns (meta v))
          _ (do-report {:type :begin-test-ns :ns ns-object})
          _ (test-vars [v])
          _ (do-report {:type :end-test-ns :ns ns-object})
          summary (assoc (deref *report-counters*) :type :summary)]
      (do-report summary)
      summary)))

(defmacro run-test
  "Runs one test by its symbol."
  [test-symbol]
  (let [v (resolve test-symbol)]
    (cond
      (nil? v) `(binding [*out* *err*] (println "Unable to resolve" '~test-symbol "to a test function."))
      (not (:test (meta v))) `(binding [*out* *err*] (println '~test-symbol "is not a test."))
      :else `(run-test-var ~(list 'var test-symbol)))))

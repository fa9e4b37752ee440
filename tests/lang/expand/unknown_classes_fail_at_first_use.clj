;; A host class Norn does not have is an error when it is used, not when code that mentions it is loaded.
(import 'some.pkg.Known '[other.pkg One Two])
(defn static [] (Unknown/method 1))
(defn value [] java.util.Missing)
(defn make [] (Known. 1))
(defn test-class [x] (instance? One x))
(defn caught [] (try 1 (catch some.pkg.Error e 2)))
(println (test-class 1) (caught)) ;=> false 1
(println (try (static) (catch ClassNotFoundException e (ex-message e)))) ;=> Unknown (a host class Norn does not have)
(println (try (value) (catch ClassNotFoundException e :missing))) ;=> :missing
(println (try (make) (catch UnsupportedOperationException e (ex-message e))))
;=> Norn cannot make a some.pkg.Known: it has no constructor here
(println (try (Math/nope 1) (catch IllegalArgumentException e (ex-message e))))
;=> No static member nope in class java.lang.Math that Norn knows
(println (try (.nope "s") (catch IllegalArgumentException e (ex-message e))))
;=> No matching method nope found for class java.lang.String

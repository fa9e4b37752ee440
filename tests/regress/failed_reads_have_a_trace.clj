;; An exception that a completed request brings was thrown without a trace.
(defn load-it [] (slurp "no/such/file"))
(println (try (load-it) (catch java.io.FileNotFoundException e (some (fn [frame] (= "user/load-it" (:fn frame))) (norn.prim/stack-trace e))))) ;=> true

;gc-stress-every 20000 quadratic: every collection scans the whole deep stack
(defn runaway [n] (inc (runaway (inc n))))
(println (try (runaway 0) (catch StackOverflowError e :caught))) ;=> :caught
(println (try (runaway 0) (catch Throwable e (class e)))) ;=> java.lang.StackOverflowError
(println (try (try (runaway 0) (finally (println "finally"))) (catch :default e (string? (ex-message e)))))
;=> finally
;=> true
(println (+ 1 2)) ;=> 3

(require '[clojure.edn :as edn])
(prn (edn/read-string "{:a [1 #{2} \\c \"s\"] :t #inst \"2020\"}")) ;=> {:a [1 #{2} \c "s"], :t #inst "2020-01-01T00:00:00.000-00:00"}
(prn (edn/read-string {:readers {'x inc}} "#x 1")) ;=> 2
(prn (edn/read-string {:default vector} "#x 1")) ;=> [x 1]
(prn (edn/read-string {:eof :end} "")) ;=> :end
(doseq [text ["#=(+ 1 2)" "::a" "#(a)" "#'a" "#?(:clj 1)" "#\"a\"" "#x 1"]]
  (prn (try (edn/read-string text) (catch RuntimeException e :refused))))
;=> :refused
;=> :refused
;=> :refused
;=> :refused
;=> :refused
;=> :refused
;=> :refused

;; Tags anywhere, also where the collection around them hashes.
(prn #inst "2020-02-03" #uuid "550e8400-e29b-41d4-a716-446655440000") ;=> #inst "2020-02-03T00:00:00.000-00:00" #uuid "550e8400-e29b-41d4-a716-446655440000"
(binding [*data-readers* {'my/inc inc, 'my/neg -}]
  (prn (read-string "#my/inc 1")) ;=> 2
  (prn (read-string "[#my/inc #my/neg 1 {#my/inc 1 #{#my/neg 5}}]")) ;=> [0 {2 #{-5}}]
  (prn (read-string "^{:k #my/inc 1} x") (meta (read-string "^{:k #my/inc 1} x")))) ;=> x {:k 2}
(binding [*default-data-reader-fn* tagged-literal]
  (prn (read-string "(a #no/reader {:b 1})"))) ;=> (a #no/reader {:b 1})
(prn (try (read-string "#no/reader 1") (catch RuntimeException e (ex-message e)))) ;=> "No reader function for tag no/reader"

;; The digests of "abc" from the standards; HMAC from RFC 4231, case 2.
(require '[norn.digest :as digest])
(println (digest/md5 "abc") (digest/sha1 "abc"))
(println (digest/sha256 "abc"))
(println (digest/sha512 "abc"))
(println (digest/hmac-sha256 "Jefe" "what do ya want for nothing?"))
(println (digest/hex (digest/digest :sha3-256 "abc")))
(println (try (digest/digest :sha9 "abc") (catch IllegalArgumentException e (ex-message e))))
(def large (nth (iterate (fn [s] (str s s)) "aaaa") 14)) ; 64 kB: on the pool
(println (= (digest/sha256 large) (digest/hex (digest/digest :sha256 (.getBytes large)))) (digest/sha256 large))
(println (vec (digest/unhex "01fF")) (try (digest/unhex "0") (catch IllegalArgumentException e (ex-message e))))
(println (digest/equal? "abc" (.getBytes "abc")) (digest/equal? "abc" "abd") (digest/equal? "abc" "ab"))
;=> 900150983cd24fb0d6963f7d28e17f72 a9993e364706816aba3e25717850c26c9cd0d89d
;=> ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
;=> ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
;=> 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
;=> 3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532
;=> no digest is called :sha9; there are :md5, :sha1, :sha224, :sha256, :sha384, :sha512, :sha3-256, :sha3-512, :blake2b
;=> true bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a
;=> [1 -1] expected pairs of hexadecimal digits, found "0"
;=> true false false

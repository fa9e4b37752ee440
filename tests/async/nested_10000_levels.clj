;gc-stress-every 1000 a collection at every call takes minutes
(defn nest [n] (if (zero? n) 0 (inc (await (async (nest (dec n)))))))
(println (nest 10) (nest 10000)) ;=> 10 10000

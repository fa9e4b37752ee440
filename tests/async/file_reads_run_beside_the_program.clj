(def files (mapv (fn [_] (async (count (slurp "LICENSE")))) (range 20)))
(println (apply = (map await files)) (pos? (await (first files)))) ;=> true true
(println (try (slurp "no/such/file") (catch java.io.FileNotFoundException e :not-found))) ;=> :not-found

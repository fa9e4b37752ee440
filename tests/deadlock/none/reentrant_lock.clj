(def lock (Object.))
(println (locking lock (locking lock (locking lock :in)))) ;=> :in

;; SEMANTICS 21: bindings made inside the captured part travel with it; the others are those of whoever resumes.
(require '[norn.control :refer [reset shift]])
(def ^:dynamic *inner* :root)
(def ^:dynamic *outer* :root)

(def k (reset (binding [*inner* :captured]
                (shift k k)
                [*inner* *outer*])))

(println (binding [*inner* :resumer, *outer* :resumer] (k nil))) ;=> [:captured :resumer]
(println *inner* *outer*) ;=> :root :root

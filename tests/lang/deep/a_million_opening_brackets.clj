;gc-stress-every 20000 a collection at every one of its millions of steps takes minutes
;; The reader keeps its own stack, and the compiler refuses what is too deep instead of crashing.
(println (try (read-string (apply str (repeat 1000000 "["))) (catch Exception e :reader-error))) ;=> :reader-error
(def text (str (apply str (repeat 1000000 "[")) (apply str (repeat 1000000 "]"))))
(println (count (pr-str (read-string text)))) ;=> 2000000
(println (let [form (read-string (str "'" text))] (try (vector? (eval form)) (catch Exception e :compiler-error)))) ;=> true
(println (try (eval (read-string text)) :compiled (catch Exception e :compiler-error))) ;=> :compiler-error

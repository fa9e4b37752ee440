;; A macro called with the wrong number of arguments counted &form and &env, and did not say where.
(defmacro twice [form] `(do ~form ~form))
(println (try (eval '(twice 1 2)) (catch Exception e (ex-message e)))) ;=> Wrong number of args (2) passed to: user/twice, which takes ([form])

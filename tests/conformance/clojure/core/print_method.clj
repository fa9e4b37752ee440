;; print-method of user types.

(prn (do (deftype PM [a]) (defmethod print-method PM [x w] (.write w (str "<PM " (.a x) ">"))) (pr-str [(PM. 1) {:k (PM. 2)}]))) ;=> "[<PM 1> {:k <PM 2>}]"
(prn (do (defrecord PR [a]) (defmethod print-method PR [x w] (.write w "PR!")) (pr-str (->PR 1) [(->PR 2)]))) ;=> "PR! [PR!]"
(prn (pr-str (with-meta {:a 1} {:type ::foo}))) ;=> "{:a 1}"
(prn (do (defmethod print-method ::foo [x w] (.write w "FOO")) (pr-str (with-meta {:a 1} {:type ::foo})))) ;=> "FOO"

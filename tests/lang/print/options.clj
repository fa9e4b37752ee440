;; What the dynamic vars change in printing.

(prn (binding [*print-meta* true] (pr-str (with-meta 'a {:b 1})))) ;=> "^{:b 1} a"
(prn (binding [*print-meta* true] (pr-str (with-meta [1 2] {:tag 'b})))) ;=> "^b [1 2]"
(prn (binding [*print-namespace-maps* true] (pr-str {:a/b 1 :a/c 2}))) ;=> "#:a{:b 1, :c 2}"
(prn (binding [*print-namespace-maps* true] (pr-str {:a/b #:c{:d 1}, 'a/c 2}))) ;=> "#:a{:b #:c{:d 1}, c 2}"
(prn (binding [*print-namespace-maps* true] (pr-str {}))) ;=> "{}"
(prn (binding [*print-length* 2] (pr-str [1 2 3]))) ;=> "[1 2 ...]"
(prn (binding [*print-length* 2] (pr-str [1 2]))) ;=> "[1 2]"
(prn (binding [*print-length* 0] (pr-str [1 2]))) ;=> "[...]"
(prn (binding [*print-length* 1] (pr-str {1 2, 3 4}))) ;=> "{1 2, ...}"
(prn (binding [*print-level* 1] (pr-str [1 [2] {:a 1}]))) ;=> "[1 # #]"
(prn (binding [*print-level* 0] (pr-str [1 [2] {:a 1}]))) ;=> "#"
(prn (binding [*print-level* 2] (pr-str {:a {:b {:c 1}}}))) ;=> "{:a {:b #}}"

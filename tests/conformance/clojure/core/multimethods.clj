;; Multimethods and hierarchies.

(defmulti m :t)
(defmethod m :a [_] 1)
(defmethod m :default [_] :d)
(prn (m {:t :a})) ;=> 1
(prn (m {:t :z})) ;=> :d
(derive ::sq ::shape)
(prn (isa? ::sq ::shape)) ;=> true
(defmulti h identity)
(defmethod h ::shape [_] :shape)
(prn (h ::sq)) ;=> :shape
(prn (parents ::sq)) ;=> #{:user/shape}
(prn (ancestors ::sq)) ;=> #{:user/shape}
(prn (descendants ::shape)) ;=> #{:user/sq}
(remove-method m :a)
(prn (m {:t :a})) ;=> :d
(prn (isa? [::sq 1] [::shape 1])) ;=> true
(prn (isa? Long Number)) ;=> true
(prefer-method h ::shape ::other)
(underive ::sq ::shape)
(prn (isa? ::sq ::shape)) ;=> false
(prn (let [hh (-> (make-hierarchy) (derive :a :b) (derive :b :c))] [(isa? hh :a :c) (ancestors hh :a)])) ;=> [true #{:b :c}]
(defmulti two (fn [a b] [(class a) (class b)]))
(defmethod two [Number String] [a b] :ns)
(prn (two 1 "a")) ;=> :ns
(prn (try (two "a" 1) (catch IllegalArgumentException e :none))) ;=> :none
